package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainVerbTest {
  @TempDir private Path folder;

  @BeforeEach
  void two_networks() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: two
        services:
          a: { image: busybox, networks: { left: { ipv4_address: 10.1.0.2 } } }
          b: { image: busybox, networks: { left: { ipv4_address: 10.1.0.3 } } }
          c: { image: busybox, networks: { right: { ipv4_address: 10.2.0.2 } } }
        networks:
          left: { ipam: { config: [ { subnet: 10.1.0.0/24 } ] } }
          right: { ipam: { config: [ { subnet: 10.2.0.0/24 } ] } }
        x-drydock: { engine: "20.10" }
        """);
  }

  @Test
  @Tag("X04")
  void a_blocked_flow_names_the_rule_that_drops_it() {
    Ran ran = Ran.drydock(folder, "explain", "a", "c");
    String verdict =
        ran.out().lines().filter(line -> line.startsWith("a does")).findFirst().orElse("");
    assertEquals(1, ran.status());
    assertTrue(verdict.startsWith("a does not reach c: no answer; host/br-"), verdict);
    assertTrue(verdict.contains("filter: -A DOCKER-ISOLATION-STAGE-2 -o br-"), verdict);
    assertTrue(verdict.contains("-j DROP"), verdict);
    assertTrue(ran.out().contains("LOST at host/br-"), ran.out());
    assertFalse(
        ran.out().lines().anyMatch(l -> l.matches(".* host/veth\\S+ OUTPUT .*")), ran.out());
  }

  @Test
  @Tag("X04")
  void for_two_networks_the_fix_is_to_join_one() {
    for (String engine : new String[] {"20.10", "29"}) {
      Ran ran = Ran.drydock(folder, "explain", "--engine", engine, "a", "c");
      assertEquals(1, ran.status());
      List<String> lines = ran.out().lines().toList();
      int fix = lines.indexOf("fix: host$ docker network connect two_right two-a-1");
      assertTrue(fix > 0, ran.out());
      assertTrue(lines.get(fix + 1).startsWith("     tried: a reaches c: answered"), ran.out());
    }
    assertFalse(Ran.drydock(folder, "explain", "-q", "a", "c").out().contains("fix"));
  }

  @Test
  void for_a_rule_of_ones_own_and_for_forwarding_the_fix_takes_them_back() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: off
        services: { one: { image: busybox } }
        x-drydock:
          steps:
            - run: iptables -I DOCKER-USER -p icmp -j DROP
            - run: iptables -D DOCKER-USER -p icmp -j DROP
            - run: sysctl -w net.ipv4.ip_forward=0
        """);
    String rule = Ran.drydock(folder, "explain", "--after", "1", "one", "8.8.8.8").out();
    assertTrue(rule.contains("\nfix: host$ iptables -t filter -D DOCKER-USER -p icmp -j "), rule);
    String forwarding = Ran.drydock(folder, "explain", "--after", "3", "one", "8.8.8.8").out();
    assertTrue(forwarding.contains("\nfix: host$ sysctl -w net.ipv4.ip_forward=1\n"), forwarding);
  }

  @Test
  void rules_policies_and_forwarding_of_ipv6_are_taken_back_by_their_own_commands()
      throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: six
        services: {}
        x-drydock:
          machines:
            a: { nics: { eth0: { link: x, address: fd00:1::10/64, gateway: "fd00:1::1" } } }
            r:
              nics:
                eth0: { link: x, address: fd00:1::1/64 }
                eth1: { link: y, address: fd00:2::1/64 }
            b: { nics: { eth0: { link: y, address: fd00:2::10/64, gateway: "fd00:2::1" } } }
          steps:
            - run: ssh r sysctl -w net.ipv6.conf.all.forwarding=1
            - run: ssh r ip6tables -A FORWARD -p ipv6-icmp -j DROP
            - run: ssh r ip6tables -F
            - run: ssh r ip6tables -P FORWARD DROP
        """);
    String setting = Ran.drydock(folder, "explain", "a", "b").out();
    assertTrue(setting.contains("LOST at r/eth0 net.ipv6.conf.all.forwarding is 0: "), setting);
    assertTrue(setting.contains("\nfix: r$ sysctl -w net.ipv6.conf.all.forwarding=1\n"), setting);
    String rule = Ran.drydock(folder, "explain", "--after", "2", "a", "b").out();
    assertTrue(rule.contains("\nfix: r$ ip6tables -t filter -D FORWARD -p ipv6-icmp -j "), rule);
    String policy = Ran.drydock(folder, "explain", "--after", "4", "a", "b").out();
    assertTrue(policy.contains("\nfix: r$ ip6tables -t filter -P FORWARD ACCEPT\n"), policy);
  }

  @Test
  void a_name_that_is_not_found_is_known_on_a_network_to_join_or_to_make() throws IOException {
    Ran apart = Ran.drydock(folder, "explain", "a", "name:c");
    assertEquals(1, apart.status());
    assertTrue(apart.out().contains("a does not reach c: c has no address\n"), apart.out());
    String join = "\nfix: host$ docker network connect two_right two-a-1\n     tried: a reaches c";
    assertTrue(apart.out().contains(join), apart.out());
    assertEquals(0, Ran.drydock(folder, "explain", "a", "name:b").status());
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: default
        services:
          one: { image: busybox, container_name: one, network_mode: bridge }
          web: { image: nginx, container_name: web, network_mode: bridge }
        """);
    assertEquals(0, Ran.drydock(folder, "explain", "one", "web:80").status());
    String out = Ran.drydock(folder, "explain", "one", "name:web:80").out();
    String made =
        "\nfix: host$ docker network create names && docker network connect names one"
            + " && docker network connect names web\n     tried: one reaches web:80/tcp: answered";
    assertTrue(out.contains(made), out);
  }

  @Test
  void a_black_hole_of_the_path_mtu_is_found_with_large_packets() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: hole
        services: { web: { image: nginx, container_name: web, ports: [ "80:80" ] } }
        x-drydock:
          machines:
            host:
              docker: {}
              nics: { eth0: { link: a, address: 10.20.0.10/24, gateway: 10.20.0.1, mtu: 1450 } }
            r:
              forward: true
              nics:
                eth0: { link: a, address: 10.20.0.1/24, mtu: 1450 }
                eth1: { link: b, address: 203.0.113.1/24 }
            s: { nics: { eth0: { link: b, address: 203.0.113.10/24, gateway: 203.0.113.1 } } }
          steps:
            - run: ssh s iptables -A INPUT -p icmp --icmp-type fragmentation-needed -j DROP
            - run: ssh r iptables -A OUTPUT -p icmp --icmp-type fragmentation-needed -j DROP
        """);
    assertEquals(0, Ran.drydock(folder, "explain", "--after", "1", "s", "host:80").status());
    String[] asked = {"explain", "--after", "1", "--size", "4000", "s", "host:80"};
    Ran ran = Ran.drydock(folder, asked);
    assertEquals(1, ran.status());
    assertTrue(ran.out().contains("LOST at r/eth1 MTU is 1450: FRAG_NEEDED"), ran.out());
    String error = "\nfix: s$ iptables -t filter -I INPUT -p icmp --icmp-type fragmentation-needed";
    assertTrue(ran.out().contains(error), ran.out());
    asked[2] = "2"; // now no single place lets the error through
    String clamped = Ran.drydock(folder, asked).out();
    assertTrue(clamped.contains("\nfix: r$ iptables -t mangle -A FORWARD -p tcp --"), clamped);
    String pinged =
        Ran.drydock(folder, "explain", "--after", "2", "--size", "1450", "s", "host").out();
    assertTrue(pinged.contains("\nfix: s$ ip link set dev eth0 mtu 1450\n"), pinged);
    assertEquals(0, Ran.drydock(folder, "explain", "--size", "4000", "s", "host:80").status());
    assertEquals(2, Ran.drydock(folder, "explain", "--size", "x", "s", "host:80").status());
  }

  @Test
  void a_device_with_a_smaller_mtu_than_its_network_is_found() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: narrow
        services:
          one: { image: busybox, container_name: one }
          two: { image: busybox, container_name: two, cap_add: [ NET_ADMIN ] }
        x-drydock: { steps: [ { run: docker exec two ip link set eth0 mtu 1400 } ] }
        """);
    String out =
        Ran.drydock(folder, "explain", "--after", "1", "--size", "1472", "one", "two").out();
    assertTrue(out.contains(" MTU of eth0 is 1400: PKT_TOO_BIG"), out);
    assertTrue(out.contains("\nfix: one@host(netns)$ ip link set dev eth0 mtu 1400\n"), out);
  }

  @Test
  void whoever_has_no_way_out_joins_the_default_bridge() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: shut
        services: { one: { image: busybox, networks: [ in ] } }
        networks: { in: { internal: true } }
        """);
    String out = Ran.drydock(folder, "explain", "one", "8.8.8.8").out();
    assertTrue(out.contains("\nfix: host$ docker network connect bridge shut-one-1\n"), out);
  }

  @Test
  void where_nothing_listens_an_open_port_is_told() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: ports
        services: { web: { image: nginx, ports: [ "8080:80" ] }, one: { image: busybox } }
        """);
    String own = Ran.drydock(folder, "explain", "one", "web:8080").out();
    assertTrue(own.contains("\nfix: ask for port 80/tcp, where something listens\n"), own);
    String published = Ran.drydock(folder, "explain", "pc", "host:80").out();
    assertTrue(published.contains("\nfix: ask for port 8080/tcp, where "), published);
  }

  @Test
  void for_who_asks_from_outside_the_fix_is_to_publish() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: inside
        services:
          web: { image: nginx }
          own: { image: nginx, ports: [ "127.0.0.1:8080:80" ] }
          open: { image: nginx, ports: [ "8081:80" ] }
        """);
    String web = Ran.drydock(folder, "explain", "pc", "web:80").out();
    assertTrue(
        web.contains(
            "\nfix: publish it, ports: [ \"80:80/tcp\" ] of web, and ask for host:80/tcp\n"),
        web);
    String own = Ran.drydock(folder, "explain", "pc", "host:8080").out();
    assertTrue(
        own.contains("\nfix: publish it on all addresses, ports: [ \"8080:80/tcp\" ] of own"), own);
    String inside = Ran.drydock(folder, "explain", "pc", "own:80").out();
    assertTrue(inside.contains(" and ask for host:8080/tcp\n     tried: pc reaches host"), inside);
    String open = Ran.drydock(folder, "explain", "pc", "open:80").out();
    assertTrue(open.contains("\nfix: ask for host:8081/tcp, where it is published\n"), open);
  }

  @Test
  void a_port_that_the_machine_has_cannot_be_published_as_a_fix() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: twice
        services:
          one: { image: nginx, ports: [ "127.0.0.1:8080:80" ] }
          two: { image: nginx, ports: [ "192.168.0.10:8080:80" ] }
        """);
    Ran ran = Ran.drydock(folder, "explain", "pc", "one:80");
    assertEquals(1, ran.status());
    assertTrue(
        ran.out().contains("\nno fix found; tried in vain: publish it on all addresses"),
        ran.out());
  }

  @Test
  void what_does_not_help_is_told_as_tried_in_vain() {
    String out = Ran.drydock(folder, "explain", "a", "c:81").out();
    assertTrue(
        out.endsWith("fix found; tried in vain: host$ docker network connect two_right two-a-1\n"),
        out);
    String nowhere = Ran.drydock(folder, "explain", "a", "203.0.113.77").out();
    assertFalse(nowhere.contains("fix"), nowhere);
  }

  @Test
  void what_is_sent_again_the_same_way_is_told_once() {
    String out = Ran.drydock(folder, "explain", "a", "c:80").out();
    assertTrue(out.contains("the same 3 times more, the last at"), out);
    assertEquals(1, out.lines().filter(line -> line.contains("LOST at")).count(), out);
  }

  @Test
  void an_ipv6_address_stands_in_brackets_before_its_port() {
    String asked = "[2001:db8::1]:80/udp";
    Ran ran = Ran.drydock(folder, "explain", "-q", "a", asked);
    assertTrue(ran.out().startsWith("a does not reach " + asked + ": "), ran.out());
    assertTrue(
        Ran.drydock(folder, "explain", "-q", "a", "2001:db8::1")
            .out()
            .startsWith("a does not reach 2001:db8::1: "));
  }

  @Test
  void what_interfaces_say_unasked_is_left_out() {
    String lab =
        Path.of("..", "scenarios", "labs", "forward-drop", "compose.yaml")
            .toAbsolutePath()
            .toString();
    Ran ran =
        Ran.drydock(folder, "explain", "-f", lab, "--after", "all", "--without-fix", "vm", "pc");
    assertTrue(ran.out().contains("policy FORWARD DROP"), ran.out());
    assertFalse(ran.out().contains("Router Solicitation"), ran.out());
  }

  @Test
  void nor_is_told_what_the_firewall_says_of_that() {
    String out = Ran.drydock(folder, "explain", "--engine=29", "a", "c:80").out();
    assertTrue(out.contains("-j DROP"), out);
    assertFalse(out.lines().anyMatch(line -> line.matches(".* host/veth\\S+ OUTPUT .*")), out);
  }

  @Test
  void steps_of_the_file_can_be_played_first() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: late
        services: {}
        x-drydock:
          steps:
            - run: docker run -dt --name one busybox
            - run: iptables -I DOCKER-USER -i docker0 -j DROP
              fix: true
        """);
    assertEquals(1, Ran.drydock(folder, "explain", "-q", "one", "8.8.8.8").status());
    assertEquals(0, Ran.drydock(folder, "explain", "--after", "1", "one", "8.8.8.8").status());
    Ran all = Ran.drydock(folder, "explain", "-q", "--after", "all", "one", "8.8.8.8");
    assertEquals(1, all.status());
    assertTrue(all.out().contains("-A DOCKER-USER -i docker0 -j DROP"), all.out());
    assertEquals(
        0,
        Ran.drydock(folder, "explain", "--after", "all", "--without-fix", "one", "8.8.8.8")
            .status());
    assertEquals(2, Ran.drydock(folder, "explain", "--after", "some", "one", "8.8.8.8").status());
    Ran tooMany = Ran.drydock(folder, "explain", "--after", "9", "one", "8.8.8.8");
    assertEquals(2, tooMany.status());
    assertTrue(tooMany.err().contains("--after 9: the file has "), tooMany.err());
  }

  @Test
  void a_flow_that_arrives_shows_its_way() {
    Ran ran = Ran.drydock(folder, "explain", "a", "b");
    assertEquals(0, ran.status());
    assertTrue(ran.out().contains("host/two-b-1:eth0        in   10.1.0.2 -> 10.1.0.3 ICMP"));
    assertTrue(ran.out().contains("a reaches b: answered after "), ran.out());
  }

  @Test
  @Tag("S074")
  void a_setting_that_loses_packets_is_named() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: policy
        services:
          aa: { image: busybox, container_name: aa, network_mode: bridge }
        x-drydock:
          machines:
            host:
              docker: { iptables: false, ip-forward: false }
              nics: { eth0: { link: lan, address: 192.168.0.10/24 } }
            pc: { nics: { eth0: { link: lan, address: 192.168.0.20/24 } } }
        """);

    Ran ran = Ran.drydock(folder, "explain", "-q", "aa", "machine:pc");

    assertEquals(1, ran.status());
    assertEquals(
        "aa does not reach pc: no answer; host/docker0 net.ipv4.conf.docker0.forwarding is 0:"
            + " IP_NOT_FORWARDING (forwarding is off)\n",
        ran.out());
  }

  @Test
  void quiet_gives_the_verdict_only() {
    assertEquals(1, Ran.drydock(folder, "explain", "-q", "a", "b").out().lines().count());
  }

  @Test
  void a_name_that_is_none_is_refused() {
    Ran ran = Ran.drydock(folder, "explain", "a", "pcc");
    assertEquals(2, ran.status());
    assertEquals(
        "drydock: \"pcc\" is no service, container or machine; did you mean \"pc\"?\n", ran.err());
  }

  @Test
  void a_flow_that_cannot_be_sent_gets_no_verdict() {
    Ran ran = Ran.drydock(folder, "explain", "www.example.test", "a");
    assertEquals(2, ran.status());
    assertEquals(
        "whether www.example.test reaches a cannot be told: a host name does not tell who asks\n",
        ran.out());
  }

  @Test
  void a_host_name_is_looked_up_where_the_flow_begins() {
    Ran none = Ran.drydock(folder, "explain", "-q", "a", "www.example.test");
    assertEquals(1, none.status());
    assertEquals(
        "a does not reach www.example.test: www.example.test has no address\n", none.out());
    Ran found = Ran.drydock(folder, "explain", "-q", "machine:pc", "example.com");
    assertEquals(0, found.status(), found.out());
    assertTrue(found.out().startsWith("pc reaches example.com: answered after "), found.out());
  }

  @Test
  void one_end_is_not_enough() {
    assertEquals(2, Ran.drydock(folder, "explain", "a").status());
  }
}
