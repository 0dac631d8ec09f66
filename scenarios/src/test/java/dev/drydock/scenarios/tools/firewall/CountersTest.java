package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What counted, and which connections are tracked.
class CountersTest {
  private final DockerHost host = DockerHost.of("20.10", false);

  @Test
  void a_ping_between_containers_counts_as_recorded() {
    host.set("docker run -dt --name one busybox", "docker run -dt --name two busybox");
    CountedRules counted = new CountedRules(host.lab);
    counted.open();

    host.set("docker exec one ping -c 3 172.17.0.3");

    assertEquals(
        List.of(
            "+6 pkts +504 bytes  dh1  filter: -A FORWARD -j DOCKER-USER",
            "+6 pkts +504 bytes  dh1  filter: -A FORWARD -j DOCKER-ISOLATION-STAGE-1",
            "+5 pkts +420 bytes  dh1  filter: -A FORWARD -o docker0 -m conntrack --ctstate"
                + " RELATED,ESTABLISHED -j ACCEPT",
            "+1 pkts +84 bytes  dh1  filter: -A FORWARD -o docker0 -j DOCKER",
            "+1 pkts +84 bytes  dh1  filter: -A FORWARD -i docker0 -o docker0 -j ACCEPT",
            "+6 pkts +504 bytes  dh1  filter: -A DOCKER-ISOLATION-STAGE-1 -j RETURN",
            "+6 pkts +504 bytes  dh1  filter: -A DOCKER-USER -j RETURN"),
        counted.close());
  }

  /// libnetwork `NewNetwork` of 20.10.24 arranges the users' chain behind each.
  @Test
  void a_network_of_any_driver_puts_the_users_chain_in_front_again() {
    host.set("iptables -I FORWARD -j ACCEPT");
    assertEquals("-A FORWARD -j ACCEPT", firstOfForward());

    host.set("docker network create --config-only conf");
    assertEquals("-A FORWARD -j ACCEPT", firstOfForward());

    host.set("docker network create -d macvlan -o parent=eth0 mv");
    assertEquals("-A FORWARD -j DOCKER-USER", firstOfForward());
  }

  private String firstOfForward() {
    return host.type("iptables -S FORWARD").lines().skip(1).findFirst().orElse("");
  }

  @Test
  void a_policy_that_decided_is_told_before_the_rules() {
    host.set("pc$ ip route add 172.17.0.0/16 via 192.168.1.41", "docker run -dt busybox");
    CountedRules counted = new CountedRules(host.lab);
    counted.open();

    host.type("pc$ ping -c 2 -W 1 172.17.0.2");

    List<String> lines = counted.close();
    assertEquals("+2 pkts +168 bytes  dh1  filter: policy FORWARD DROP", lines.getFirst());
  }

  @Test
  void tracked_connections_are_listed_counted_and_deleted() {
    host.set("docker run -dt --name one busybox", "docker exec one ping -c 1 192.168.1.50");

    String listed = host.type("conntrack -L");
    assertTrue(
        listed.matches(
            "icmp     1 29 src=172.17.0.2 dst=192.168.1.50 type=8 code=0 id=\\d+"
                + " src=192.168.1.50 dst=192.168.1.41 type=0 code=0 id=\\d+ mark=0 use=1\n"
                + "conntrack v1.4.7 \\(conntrack-tools\\): 1 flow entries have been shown.\n"),
        listed);
    assertEquals("1\n", host.type("conntrack -C"));
    assertTrue(host.type("conntrack -D -p tcp").contains(" 0 flow entries have been deleted."));
    assertEquals(1, host.status());
    assertTrue(host.type("conntrack -D -s 172.17.0.0/16").contains(" 1 flow entries"));
    assertEquals("0\n", host.type("conntrack -C"));
  }

  /// Recorded: the reset is the first packet of its connection at POSTROUTING.
  @Test
  void a_reset_that_rejects_a_connection_is_looked_up_for_its_source() {
    host.set(
        "docker network create --subnet 10.41.0.0/24 red",
        "docker run -dt --name srv --network red -p 8080:80 busybox",
        "iptables -I DOCKER-USER -p tcp --dport 80 -j REJECT --reject-with tcp-reset");
    CountedRules counted = new CountedRules(host.lab);
    counted.open();

    host.type("pc$ curl -sS -m 2 http://192.168.1.41:8080/");

    String lines = String.join("\n", counted.close()).replaceAll("br-[0-9a-f]{12}", "BR");
    assertTrue(
        lines.contains(
            "+1 pkts +40 bytes  dh1  nat: -A POSTROUTING -s 10.41.0.0/24 ! -o BR -j MASQUERADE"),
        lines);
  }
}
