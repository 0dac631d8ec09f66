package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What engines write into the tables of IPv6 for a network with a published port, and what that
/// does. Sources: moby v20.10.27, v27.5.1, v28.5.2 and docker-v29.7.2, bridge driver.
class EngineIpv6RulesTest {
  private static DockerHost host(String engine) {
    DockerHost host = DockerHost.of(engine, false);
    host.set(
        "docker network create --ipv6 --subnet 10.6.0.0/24 --subnet fd00:6::/64"
            + " -o com.docker.network.bridge.name=br6 six",
        "docker run -d --network six -p 8080:80 --name web nginx",
        "ip -6 addr add fd00:9::1/64 dev eth0 nodad",
        "ssh pc ip -6 addr add fd00:9::2/64 dev eth0 nodad");
    return host;
  }

  private static String rules(DockerHost host, String table) {
    StringBuilder rules = new StringBuilder();
    for (String line : host.type("ip6tables -t " + table + " -S").split("\n", -1)) {
      if (line.startsWith("-A ") || line.contains("FORWARD DROP")) {
        rules.append(line).append('\n');
      }
    }
    return rules.toString();
  }

  @Test
  void engine_20_10_writes_none_unless_it_is_experimental() {
    DockerHost host = host("20.10");

    assertEquals("", host.type("ip6tables-save"));
    assertTrue(host.type("docker ps").contains(":::8080->80/tcp"));

    host.fresh("--experimental=true", "--ip6tables=true");
    assertTrue(rules(host, "filter").contains("-P FORWARD DROP"));
  }

  /// Recorded with 20.10.24: no chain of the user's, and internal networks as in IPv4.
  @Test
  void engine_20_10_on_trial_has_no_user_chain() {
    DockerHost host = host("20.10");
    host.fresh("--experimental=true", "--ip6tables=true");
    host.set(
        "docker network create --ipv6 --subnet fd00:cc::/64 --internal"
            + " -o com.docker.network.bridge.name=brin isix");

    assertEquals(
        """
        -P FORWARD DROP
        -A FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A FORWARD -i brin -o brin -j ACCEPT
        -A DOCKER-ISOLATION-STAGE-1 ! -s fd00:cc::/64 -o brin -j DROP
        -A DOCKER-ISOLATION-STAGE-1 ! -d fd00:cc::/64 -i brin -j DROP
        """,
        rules(host, "filter").replaceAll("(?m)^.* docker0.*\n|^.*-j RETURN\n", ""));
  }

  /// Recorded with 26.1.5; moby v25.0.0 and v26.1.5, `libnetwork/firewall_linux.go`.
  @Test
  void engines_25_and_26_on_trial_have_a_user_chain() {
    DockerHost host = host("26.1.5");
    host.fresh("--experimental=true", "--ip6tables=true");
    host.set(
        "docker network create --ipv6 --subnet fd00:cc::/64 --internal"
            + " -o com.docker.network.bridge.name=brin isix");

    assertEquals(
        """
        -P FORWARD DROP
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A FORWARD -i brin -o brin -j ACCEPT
        -A DOCKER-ISOLATION-STAGE-1 ! -s fd00:cc::/64 ! -i brin -o brin -j DROP
        -A DOCKER-ISOLATION-STAGE-1 ! -d fd00:cc::/64 -i brin ! -o brin -j DROP
        """,
        rules(host, "filter").replaceAll("(?m)^.* docker0.*\n|^.*-j RETURN\n", ""));
  }

  /// Seen with 20.10.24 and 26.1.5: a policy that is set counts from then on.
  @Test
  void a_daemon_that_starts_sets_the_policy_and_its_counters_anew() {
    DockerHost host = host("20.10");
    host.fresh("--experimental=true", "--ip6tables=true", "--ipv6", "--fixed-cidr-v6=fd00:77::/64");
    host.set("ssh pc ip -6 route add fd00:77::/64 via fd00:9::1");
    host.type("ssh pc ping -c 1 -W 1 fd00:77::9");
    String before = host.type("ip6tables-save | grep :FORWARD");
    host.set("systemctl restart docker");

    assertEquals(":FORWARD DROP [1:104]\n", before);
    assertEquals(":FORWARD DROP [0:0]\n", host.type("ip6tables-save | grep :FORWARD"));
  }

  @Test
  void engine_27_writes_into_forward() {
    DockerHost host = host("27");

    assertEquals(
        """
        -P FORWARD DROP
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A FORWARD -o br6 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A FORWARD -o br6 -j DOCKER
        -A FORWARD -i br6 ! -o br6 -j ACCEPT
        -A FORWARD -i br6 -o br6 -j ACCEPT
        -A DOCKER -d fd00:6::2/128 ! -i br6 -o br6 -p tcp -m tcp --dport 80 -j ACCEPT
        -A DOCKER-ISOLATION-STAGE-1 -i br6 ! -o br6 -j DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-1 -j RETURN
        -A DOCKER-ISOLATION-STAGE-2 -o br6 -j DROP
        -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
        -A DOCKER-ISOLATION-STAGE-2 -j RETURN
        -A DOCKER-USER -j RETURN
        """,
        rules(host, "filter"));
    assertEquals(
        """
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A OUTPUT ! -d ::1/128 -m addrtype --dst-type LOCAL -j DOCKER
        -A POSTROUTING -s fd00:6::/64 ! -o br6 -j MASQUERADE
        -A POSTROUTING -s fd00:6::2/128 -d fd00:6::2/128 -p tcp -m tcp --dport 80 -j MASQUERADE
        -A DOCKER -i br6 -j RETURN
        -A DOCKER ! -i br6 -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00:6::2]:80
        """,
        rules(host, "nat"));
  }

  @Test
  void engine_28_writes_into_chains_of_its_own() {
    DockerHost host = host("28.5.2");

    assertEquals(
        """
        -P FORWARD DROP
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-FORWARD
        -A DOCKER -d fd00:6::2/128 ! -i br6 -o br6 -p tcp -m tcp --dport 80 -j ACCEPT
        -A DOCKER ! -i br6 -o br6 -j DROP
        -A DOCKER-BRIDGE -o br6 -j DOCKER
        -A DOCKER-CT -o br6 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A DOCKER-FORWARD -j DOCKER-CT
        -A DOCKER-FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A DOCKER-FORWARD -j DOCKER-BRIDGE
        -A DOCKER-FORWARD -i br6 -j ACCEPT
        -A DOCKER-ISOLATION-STAGE-1 -i br6 ! -o br6 -j DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-2 -o br6 -j DROP
        """,
        rules(host, "filter"));
    assertEquals(
        """
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A OUTPUT ! -d ::1/128 -m addrtype --dst-type LOCAL -j DOCKER
        -A POSTROUTING -s fd00:6::/64 ! -o br6 -j MASQUERADE
        -A DOCKER -i br6 -j RETURN
        -A DOCKER ! -s fe80::/10 ! -i br6 -p tcp -m tcp --dport 8080 -j DNAT\
         --to-destination [fd00:6::2]:80
        """,
        rules(host, "nat"));
    assertEquals("-A PREROUTING -d fd00:6::2/128 ! -i br6 -j DROP\n", rules(host, "raw"));
    assertTrue(host.type("docker ps").contains("[::]:8080->80/tcp"));
  }

  @Test
  void an_internal_network_lets_link_local_addresses_talk_on_its_bridge() {
    DockerHost host = DockerHost.of("29", true);
    host.set(
        "docker network create --internal --ipv6 --subnet fd00:7::/64"
            + " -o com.docker.network.bridge.name=br7 seven");

    assertEquals(
        """
        -A DOCKER-INTERNAL ! -s fd00:7::/64 ! -i br7 -o br7 -j DROP
        -A DOCKER-INTERNAL ! -d fd00:7::/64 -i br7 ! -o br7 -j DROP
        """,
        host.type("ip6tables -S DOCKER-INTERNAL").replace("-N DOCKER-INTERNAL\n", ""));
  }

  @Test
  void what_is_published_leads_to_the_container_and_its_flows_are_masqueraded() {
    for (String engine : new String[] {"27", "28.5.2", "29"}) {
      DockerHost host = host(engine);

      assertEquals(
          "200", host.type("ssh pc \"curl -s -o /dev/null -w '%{http_code}' [fd00:9::1]:8080\""));
      String flows = host.type("conntrack -L -f ipv6 2> /dev/null");
      assertTrue(flows.contains(" dst=fd00:9::1 "), flows);
      assertTrue(flows.contains(" src=fd00:6::2 dst=fd00:9::2 sport=80 "), flows);

      host.set("docker run --rm --network six busybox ping -c 1 fd00:9::2");
      flows = host.type("conntrack -L -f ipv6 -p icmpv6 2> /dev/null");
      assertTrue(flows.contains(" dst=fd00:9::1 type=129 "), flows);
    }
  }

  @Test
  void a_network_gets_a_subnet_of_the_engine_s_own_prefix_since_27() {
    DockerHost host = DockerHost.of("27", true);
    host.set("docker network create --ipv6 a", "docker network create --ipv6 b");
    String format = "{{range .IPAM.Config}}{{.Subnet}} {{end}}";

    String first = host.type("docker network inspect -f '" + format + "' a");
    String second = host.type("docker network inspect -f '" + format + "' b");

    assertTrue(first.matches("172.18.0.0/16 fd[0-9a-f:]+::/64 \n"), first);
    String prefix = first.substring(first.indexOf("fd"), first.indexOf("::/64"));
    assertTrue(second.contains(" " + prefix + ":1::/64 "), first + second);
  }
}
