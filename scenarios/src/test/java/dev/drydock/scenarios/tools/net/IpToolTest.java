package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `ip` against recordings (iproute2 6.1 on Linux 6.18) and the source of iproute2.
class IpToolTest {
  private final Typist typist = new Typist();

  /// docker0 with a container `one` on it, by hand.
  private void dockerBridge() {
    typist.set(
        "ip link add docker0 address 02:42:3e:a8:f4:97 type bridge",
        "ip addr add 172.17.0.1/16 brd + dev docker0",
        "ip link set docker0 up",
        "ip netns add one",
        "ip link add veth1 type veth peer name eth0 address 02:42:ac:11:00:02 netns one",
        "ip link set veth1 master docker0 up",
        "ip -n one link set eth0 up",
        "ip -n one addr add 172.17.0.2/16 dev eth0");
  }

  /// Recorded on Linux 6.18.
  @Test
  void a_table_that_was_made_stays_when_it_is_empty() {
    typist.set("ip route add 10.9.0.0/24 dev lo table 100", "ip route flush table 100");

    assertEquals("", typist.type("ip route show table 100"));
    assertEquals(0, typist.status());
  }

  @Test
  @Tag("S160")
  void the_address_of_a_network_card_shows_as_recorded() {
    assertEquals(
        """
        2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group \
        default qlen 1000
            link/ether 08:00:27:00:01:29 brd ff:ff:ff:ff:ff:ff link-netnsid 0
            inet 192.168.1.41/24 scope global eth0
               valid_lft forever preferred_lft forever
        """,
        firstLines(typist.type("ip addr show eth0"), 4));
  }

  @Test
  void details_of_a_veth_card_are_those_recorded() {
    assertTrue(
        typist
            .type("ip -d link show eth0")
            .endsWith(
                " link-netnsid 0 promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535 \n"
                    + "    veth addrgenmode eui64 numtxqueues 2 numrxqueues 2 gso_max_size 65536"
                    + " gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535"
                    + " gro_max_size 65536 \n"));
  }

  @Test
  @Tag("S021")
  @Tag("S028")
  @Tag("S029")
  void a_container_end_and_its_bridge_port_name_each_other_by_index() {
    dockerBridge();

    assertTrue(
        typist
            .type("ip link show veth1")
            .startsWith(
                "5: veth1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master"
                    + " docker0 state UP mode DEFAULT group default"));
    assertTrue(
        typist
            .type("ip -n one link show eth0")
            .startsWith("2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP>"));
    assertTrue(typist.type("ip -d link show docker0").contains("\n    bridge forward_delay 1500 "));
    assertTrue(
        typist
            .type("ip -d link show docker0")
            .contains(" bridge_id 8000.2:42:3e:a8:f4:97 designated_root 8000.2:42:3e:a8:f4:97 "));
  }

  @Test
  void a_bridge_without_ports_has_no_carrier_and_its_routes_are_down() {
    typist.set("ip link add docker0 address 02:42:3e:a8:f4:97 type bridge");
    typist.set("ip addr add 172.17.0.1/16 dev docker0; ip link set docker0 up");

    assertTrue(
        typist
            .type("ip link show docker0")
            .startsWith(
                "4: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN"
                    + " mode DEFAULT"));
    assertEquals(
        "172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown \n",
        typist.type("ip route show 172.17.0.0/16"));
  }

  @Test
  void the_ends_of_a_pair_in_one_namespace_show_each_other_by_name() {
    typist.set("ip link add dev a type veth peer name b");

    assertTrue(
        typist
            .type("ip link show a")
            .startsWith("5: a@b: <BROADCAST,MULTICAST,M-DOWN> mtu 1500 qdisc noop state DOWN"));
    assertTrue(typist.type("ip link show b").startsWith("4: b@a: <"));
  }

  @Test
  @Tag("S160")
  void brief_and_one_line_forms_are_those_of_iproute2() {
    assertEquals(
        "eth0@if3         UP             192.168.1.41/24 \n",
        typist.type("ip -br -4 addr show eth0"));
    assertEquals(
        "2: eth0    inet 192.168.1.41/24 scope global eth0\\       valid_lft forever preferred_lft"
            + " forever\n",
        typist.type("ip -o -4 addr show eth0"));
    assertEquals(
        "eth0@if3         UP             08:00:27:00:01:29 <BROADCAST,MULTICAST,UP,LOWER_UP> \n",
        typist.type("ip -br link show eth0"));
  }

  @Test
  void routes_of_all_tables_come_main_first_in_the_recorded_order() {
    typist.set("ip route add default via 192.168.1.1");

    assertEquals(
        """
        default via 192.168.1.1 dev eth0\s
        192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.41\s
        local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1\s
        local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1\s
        broadcast 127.255.255.255 dev lo table local proto kernel scope link src 127.0.0.1\s
        local 192.168.1.41 dev eth0 table local proto kernel scope host src 192.168.1.41\s
        broadcast 192.168.1.255 dev eth0 table local proto kernel scope link src 192.168.1.41\s
        """,
        typist.type("ip -4 route show table all"));
  }

  @Test
  void a_filter_of_routes_leaves_out_what_it_names() {
    assertEquals(
        "192.168.1.0/24 scope link src 192.168.1.41 \n",
        typist.type("ip r s dev eth0 proto kernel"));
  }

  @Test
  void routes_are_flushed_by_type_and_by_prefix() {
    typist.set("ip route add unreachable 198.18.5.0/24", "ip route add prohibit 198.18.6.0/24");
    typist.set("ip route add 10.1.0.0/16 via 192.168.1.9", "ip route flush type unreachable");
    assertEquals("", typist.type("ip route show type unreachable"));
    assertEquals("prohibit 198.18.6.0/24 \n", typist.type("ip route show type prohibit"));

    typist.set("ip route flush root 10.0.0.0/8");
    assertEquals("", typist.type("ip route show root 10.0.0.0/8"));
  }

  @Test
  void a_replaced_route_takes_the_place_of_the_old() {
    typist.set("ip route add 10.1.0.0/16 via 192.168.1.9");
    typist.set("ip route replace 10.1.0.0/16 via 192.168.1.10");

    assertEquals(
        "10.1.0.0/16 via 192.168.1.10 dev eth0 \n", typist.type("ip route show 10.1.0.0/16"));
  }

  @Test
  void the_route_to_an_address_is_told_with_its_source() {
    typist.set("ip route add default via 192.168.1.1");

    assertEquals(
        "203.0.113.10 via 192.168.1.1 dev eth0 src 192.168.1.41 uid 0 \n    cache \n",
        typist.type("ip route get 203.0.113.10"));
    assertEquals(
        "local 192.168.1.41 dev lo src 192.168.1.41 uid 0 \n    cache <local> \n",
        typist.type("ip route get 192.168.1.41"));
  }

  @Test
  void neighbours_come_and_go() {
    typist.set("ip neigh add 192.168.1.7 lladdr 02:00:00:00:00:07 dev eth0");
    assertEquals(
        "192.168.1.7 dev eth0 lladdr 02:00:00:00:00:07 PERMANENT \n", typist.type("ip neigh"));

    typist.set("ip neigh replace 192.168.1.7 lladdr 02:00:00:00:00:08 dev eth0 nud reachable");
    assertEquals(
        "192.168.1.7 lladdr 02:00:00:00:00:08 REACHABLE \n", typist.type("ip neigh show dev eth0"));

    typist.set("ip neigh flush all");
    assertEquals("", typist.type("ip neigh"));
  }

  @Test
  void permanent_neighbours_are_not_flushed() {
    typist.set("ip neigh add 192.168.1.7 lladdr 02:00:00:00:00:07 dev eth0", "ip neigh flush all");

    assertEquals(
        "192.168.1.7 dev eth0 lladdr 02:00:00:00:00:07 PERMANENT \n", typist.type("ip neigh"));
  }

  @Test
  void a_named_namespace_is_listed_with_its_id_once_a_link_leads_there() {
    typist.set("ip netns add red");
    assertEquals("red\n", typist.type("ip netns list"));

    typist.set("ip link add dev a type veth peer name b", "ip link set dev b netns red", "ip link");
    assertEquals("red (id: 1)\n", typist.type("ip netns list"));
    assertTrue(typist.type("ip link show a").contains(" link-netns red\n"));
    assertTrue(typist.type("ip netns exec red ip link show b").startsWith("4: b@if5: <"));

    typist.set("ip netns del red");
    assertEquals("", typist.type("ip netns list"));
  }

  @Test
  @Tag("S143")
  void a_card_in_a_bridge_takes_its_address_along_by_hand() {
    typist.set("ip link add br0 type bridge", "ip link set eth0 master br0");
    typist.set("ip addr del 192.168.1.41/24 dev eth0", "ip addr add 192.168.1.41/24 dev br0");
    typist.set("ip link set br0 up");

    assertEquals(
        "4: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT"
            + " group default qlen 1000\n"
            + "    link/ether 08:00:27:00:01:29 brd ff:ff:ff:ff:ff:ff\n",
        typist.type("ip link show br0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ip foo                                 | 1   | Object "foo" is unknown, try "ip help".
          ip link foo                            | 255 | Command "foo" is unknown, try "ip link help".
          ip addr foo                            | 255 | Command "foo" is unknown, try "ip address help".
          ip -z link                             | 255 | Option "-z" is unknown, try "ip -help".
          ip link show nix                       | 1   | Device "nix" does not exist.
          ip link set nix up                     | 1   | Cannot find device "nix"
          ip addr add 1.2.3.4/24 dev nix         | 1   | Cannot find device "nix"
          ip addr add 1.2.3.4/24                 | 1   | Not enough information: "dev" argument is required.
          ip addr add 192.168.1.41/24 dev eth0   | 2   | Error: ipv4: Address already assigned.
          ip addr del 192.168.1.9/24 dev eth0    | 2   | Error: ipv4: Address not found.
          ip addr add 1.2.3/33 dev eth0          | 1   | Error: any valid prefix is expected rather than "1.2.3/33".
          ip route add 192.168.1.0/24 dev eth0   | 2   | RTNETLINK answers: File exists
          ip route add 10.0.0.0/8 via 9.9.9.9    | 2   | Error: Nexthop has invalid gateway.
          ip route add 10.1.0.0/8 dev eth0       | 2   | Error: Invalid prefix for given prefix length.
          ip route del 10.0.0.0/8                | 2   | RTNETLINK answers: No such process
          ip route get 8.8.8.8                   | 2   | RTNETLINK answers: Network is unreachable
          ip route show table 99                 | 2   | Error: ipv4: FIB table does not exist.
          ip neigh add 1.2.3.4                   | 255 | Device and destination are required arguments.
          ip link set eth0 mtu 20                | 2   | Error: mtu less than device minimum.
          ip link del eth9                       | 1   | Cannot find device "eth9"
          ip link del lo                         | 2   | RTNETLINK answers: Operation not supported
          ip link add x type nix                 | 2   | Error: Unknown device type.
          ip link add eth0 type bridge           | 2   | RTNETLINK answers: File exists
          ip link set eth0 master lo             | 2   | RTNETLINK answers: Operation not supported
          ip link set                            | 255 | Not enough information: "dev" argument is required.
          ip netns exec nix true                 | 255 | Cannot open network namespace "nix": No such file or directory
          ip netns del nix                       | 1   | Cannot remove namespace file "/run/netns/nix": No such file or directory
          ip addr show dev                       | 255 | Command line is not complete. Try option "help"
          """)
  void what_is_wrong_is_said_as_iproute2_says_it(String line, int status, String text) {
    String said = typist.type(line);

    assertEquals(text, said.lines().findFirst().orElse(""));
    assertEquals(status, typist.status());
  }

  private static String firstLines(String text, int count) {
    return text.lines().limit(count).map(line -> line + "\n").collect(Collectors.joining());
  }

  @Test
  void the_way_of_what_comes_in_and_the_route_itself_can_be_asked_for() {
    assertEquals(
        "10.9.9.9 from 10.8.8.8 via 192.168.1.254 dev eth0 \n    cache iif eth0 \n",
        TypedLab.start()
            .with("ip route add default via 192.168.1.254")
            .type("ip route get 10.9.9.9 from 10.8.8.8 iif eth0"));
    assertEquals(
        "default via 192.168.1.254 dev eth0 \n",
        TypedLab.start()
            .with("ip route add default via 192.168.1.254")
            .type("ip route get fibmatch 10.9.9.9"));
  }

  @Test
  void a_container_that_may_change_routes_cannot_forget_what_was_learned() {
    TypedLab lab =
        TypedLab.start().with("docker run -d --name one --cap-add NET_ADMIN net sleep 1000");

    assertEquals(
        "Cannot open \"/proc/sys/net/ipv4/route/flush\": Read-only file system\n",
        lab.type("docker exec one ip route flush cache"));
  }

  @Test
  void ipv6_addresses_have_the_name_of_their_device_for_a_label() {
    TypedLab lab = TypedLab.start().with("sleep 3");

    assertTrue(lab.type("ip addr show label eth0").contains("    inet6 fe80::"));
    assertEquals("", lab.type("ip -6 addr show label eth1"));
  }
}
