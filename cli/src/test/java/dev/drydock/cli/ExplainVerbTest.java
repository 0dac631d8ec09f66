package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String[] lines = ran.out().split("\n", -1);
    String verdict = lines[lines.length - 2];
    assertEquals(1, ran.status());
    assertTrue(verdict.startsWith("a does not reach c: no answer; host/br-"), verdict);
    assertTrue(verdict.contains("filter: -A DOCKER-ISOLATION-STAGE-2 -o br-"), verdict);
    assertTrue(verdict.contains("-j DROP"), verdict);
    assertTrue(ran.out().contains("LOST at host/br-"), ran.out());
    assertFalse(
        ran.out().lines().anyMatch(l -> l.matches(".* host/veth\\S+ OUTPUT .*")), ran.out());
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
