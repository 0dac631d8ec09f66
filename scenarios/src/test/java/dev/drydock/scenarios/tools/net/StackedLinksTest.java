package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `ip link` of devices that stand on others; texts as recorded with iproute2 6.1.
class StackedLinksTest {
  private final Typist typist = new Typist();

  private String details(String where, String name) {
    return typist.type(where + "ip -d link show " + name);
  }

  @Test
  void a_vlan_shows_its_tag_and_device() {
    typist.set("ip link add link eth0 name eth0.10 type vlan id 10", "ip link set eth0.10 up");
    String shown = details("", "eth0.10");
    assertTrue(shown.contains(": eth0.10@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500"), shown);
    assertTrue(shown.contains("state UP"), shown);
    assertTrue(shown.contains("minmtu 0 maxmtu 65535"), shown);
    assertTrue(shown.contains("\n    vlan protocol 802.1Q id 10 <REORDER_HDR> addrgen"), shown);
    assertEquals(
        "Error: 8021q: VLAN device already exists.\n",
        typist.type("ip link add link eth0 name other type vlan id 10"));
    assertEquals(
        "RTNETLINK answers: Numerical result out of range\n",
        typist.type("ip link set eth0.10 mtu 1600"));
  }

  @Test
  void a_service_vlan_is_802_1ad() {
    typist.set("ip link add link eth0 name s100 type vlan proto 802.1ad id 100");
    assertTrue(details("", "s100").contains("vlan protocol 802.1ad id 100 <REORDER_HDR>"));
  }

  @Test
  void priorities_of_a_vlan_are_shown() {
    typist.set(
        "ip link add link eth0 name q type vlan id 9 egress-qos-map 0:5 3:6 ingress-qos-map 2:1");
    String shown = details("", "q");
    assertTrue(
        shown.contains(
            """
            id 9 <REORDER_HDR>\s
                  ingress-qos-map { 2:1 }\s
                  egress-qos-map { 0:5 3:6 } addrgen\
            """),
        shown);
  }

  @Test
  void a_vlan_cannot_be_up_on_a_device_that_is_down() {
    typist.set("ip link add link eth0 name eth0.10 type vlan id 10", "ip link set eth0 down");
    assertEquals("RTNETLINK answers: Network is down\n", typist.type("ip link set eth0.10 up"));
  }

  @Test
  @Tag("S118")
  void a_macvlan_shows_its_mode() {
    typist.set(
        "ip link add shim link eth0 type macvlan mode bridge",
        "ip link set shim up",
        "ip netns add k1",
        "ip link add link eth0 name mv address 02:00:00:00:00:05 type macvlan",
        "ip link set mv netns k1");
    assertTrue(
        details("", "shim")
            .contains("macvlan mode bridge bcqueuelen 1000 usedbcqueuelen 1000 addrgenmode"));
    String inside = typist.type("ip -n k1 -d link show mv");
    assertTrue(inside.contains(": mv@if2: "), inside);
    assertTrue(inside.contains("macvlan mode vepa"), inside);
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("ip link add link eth0 name p type macvlan mode passthru"));
    assertEquals(
        "RTNETLINK answers: Device or resource busy\n",
        typist.type("ip link add link eth0 name i type ipvlan"));
  }

  @Test
  void an_ipvlan_shows_mode_and_flag_and_does_without_arp_in_l3() {
    typist.set("ip link add link eth0 name i0 type ipvlan mode l2 private");
    assertTrue(details("", "i0").contains("\n    ipvlan  mode l2 private addrgenmode"));
    typist.set("ip link set i0 up");
    assertTrue(details("", "i0").contains("state UNKNOWN"));
    typist.set("ip link add link eth0 name i1 type ipvlan mode l3s");
    String shown = details("", "i0");
    assertTrue(shown.contains("ipvlan  mode l3s bridge"), "mode and flag are the parent's");
    assertTrue(shown.contains("<BROADCAST,MULTICAST,NOARP,UP,LOWER_UP>"), shown);
    assertEquals(
        "RTNETLINK answers: Operation not supported\n",
        typist.type("ip link set i0 address 02:00:00:00:00:09"));
  }

  @Test
  void one_address_on_two_ipvlans_of_a_parent_is_refused() {
    typist.set(
        "ip link add link eth0 name i0 type ipvlan mode l2",
        "ip link add link eth0 name i1 type ipvlan mode l2",
        "ip addr add 192.168.1.201/24 dev i0");
    assertEquals(
        "Error: Address already assigned to an ipvlan device.\n",
        typist.type("ip addr add 192.168.1.201/24 dev i1"));
  }

  @Test
  void ipvlans_have_link_local_addresses_of_their_own_by_their_number() {
    typist.set("ip link add link eth0 name i0 type ipvlan mode l2", "ip link set i0 up");
    String shown = typist.type("ip -6 addr show i0");
    assertTrue(shown.contains("inet6 fe80::800:2700:100:129/64 scope link"), shown);
  }

  @Test
  @Tag("S111")
  void the_parent_takes_the_addresses_of_its_macvlans() {
    typist.set(
        "ip link add shim link eth0 address 02:00:00:00:00:05 type macvlan mode bridge",
        "ip link set shim up");
    assertTrue(
        typist.type("bridge fdb show dev eth0").startsWith("02:00:00:00:00:05 self permanent\n"));
    assertTrue(details("", "eth0").contains(" promiscuity 1 "));
  }

  @Test
  void a_dummy_is_up_and_unknown() {
    typist.set("ip link add d0 type dummy", "ip link set d0 up");
    String shown = details("", "d0");
    assertTrue(shown.contains(": d0: <BROADCAST,NOARP,UP,LOWER_UP> mtu 1500"), shown);
    assertTrue(shown.contains("state UNKNOWN"), shown);
    assertTrue(shown.contains("\n    dummy addrgenmode"), shown);
    typist.set("ip link del d0");
    assertEquals("Device \"d0\" does not exist.\n", typist.type("ip link show d0"));
  }

  @Test
  void a_device_takes_those_that_stand_on_it_along() {
    typist.set(
        "ip link add d0 type dummy",
        "ip link set d0 up",
        "ip link add link d0 name d0.7 type vlan id 7",
        "ip link del d0");
    assertEquals("Device \"d0.7\" does not exist.\n", typist.type("ip link show d0.7"));
  }

  @Test
  void bridge_vlan_shows_adds_and_removes() {
    typist.set(
        "ip link add br0 type bridge vlan_filtering 1",
        "ip link add v0 type veth peer name v1",
        "ip link set v0 master br0",
        "bridge vlan add dev v0 vid 10 pvid untagged",
        "bridge vlan add dev v0 vid 20-21",
        "bridge vlan del dev v0 vid 1",
        "bridge vlan add dev br0 vid 10 self");
    assertEquals(
        """
        port              vlan-id \s
        br0               1 PVID Egress Untagged
                          10
        v0                10 PVID Egress Untagged
                          20
                          21
        """,
        typist.type("bridge vlan show"));
    assertTrue(details("", "br0").contains(" vlan_filtering 1 vlan_protocol 802.1Q "));
    assertEquals(
        "RTNETLINK answers: Operation not supported\n",
        typist.type("bridge vlan add dev v1 vid 5"));
  }

  @Test
  void modes_of_ipvlan_and_sources_of_macvlan_can_be_changed() {
    typist.set(
        "ip link add link eth0 name i0 type ipvlan mode l2",
        "ip link set i0 type ipvlan mode l3 private");
    assertTrue(details("", "i0").contains("ipvlan  mode l3 private "));
    typist.set(
        "ip link del i0",
        "ip link add link eth0 name s0 type macvlan mode source",
        "ip link set s0 type macvlan macaddr add 02:00:00:00:00:77");
    assertTrue(details("", "s0").contains("remotes (1) 02:00:00:00:00:77 "));
    assertEquals(
        "RTNETLINK answers: Operation not supported\n",
        typist.type("ip link set s0 type ipvlan mode l2"));
  }

  @Test
  void a_macvlan_changes_its_mode_but_for_passthru() {
    typist.set(
        "ip link add link eth0 name m0 type macvlan mode source macaddr set 00:00:00:00:00:11"
            + " 00:00:00:00:00:12 aa:bb:cc:dd:ee:ff bcqueuelen 5000");
    assertTrue(
        details("", "m0")
            .contains(
                "macvlan mode source bcqueuelen 5000 usedbcqueuelen 5000 remotes (3)"
                    + " 00:00:00:00:00:12 00:00:00:00:00:11 aa:bb:cc:dd:ee:ff addrgenmode"));
    typist.set("ip link set m0 type macvlan mode private");
    assertTrue(details("", "m0").contains("mode private bcqueuelen 5000"));
    typist.set("ip link set m0 type macvlan mode source");
    assertTrue(details("", "m0").contains("remotes (0) addrgenmode"), "forgotten");
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("ip link set m0 type macvlan mode passthru"));
    assertEquals(
        "RTNETLINK answers: Cannot assign requested address\n",
        typist.type("ip link set m0 type macvlan macaddr add ff:ff:ff:ff:ff:ff"));
  }

  @Test
  void a_promiscuous_macvlan_makes_its_parent_so_while_it_is_up() {
    typist.set(
        "ip link add link eth0 name m0 type macvlan mode bridge",
        "ip link set m0 promisc on",
        "ip link set m0 up");
    String count = " promiscuity 2  allmulti 0 ";
    assertTrue(details("", "eth0").contains(count), "its address and its flag, on a veth");
    typist.set("ip link set m0 allmulticast on");
    assertTrue(details("", "eth0").contains(" promiscuity 2  allmulti 1 "));
    assertTrue(typist.type("dmesg").contains(" eth0: entered allmulticast mode\n"));
    typist.set("ip link set m0 down");
    assertTrue(details("", "eth0").contains(" promiscuity 0  allmulti 0 "));
    assertTrue(details("", "m0").contains(" promiscuity 1  allmulti 1 "));
  }

  @Test
  void flags_and_priorities_of_a_vlan_can_be_changed() {
    typist.set(
        "ip link add link eth0 name eth0.10 type vlan id 10 loose_binding on",
        "ip link set eth0.10 type vlan egress-qos-map 0:3 gvrp on reorder_hdr off");
    assertTrue(details("", "eth0.10").contains("id 10 <GVRP,LOOSE_BINDING> "));
    assertTrue(details("", "eth0.10").contains("egress-qos-map { 0:3 }"));
    typist.set("ip link set eth0.10 up", "ip link set eth0 down");
    assertTrue(details("", "eth0.10").contains("MULTICAST,UP"), "bound loosely");
  }

  @Test
  void links_are_found_by_their_type() {
    typist.set("ip link add link eth0 name eth0.10 type vlan id 10", "ip link add d0 type dummy");
    String shown = typist.type("ip link show type vlan");
    assertTrue(shown.contains("eth0.10@eth0"), shown);
    assertTrue(!shown.contains("d0:"), shown);
  }

  private String state(String name) {
    String line = typist.type("ip link show " + name).lines().findFirst().orElse("");
    return line.replaceAll(".*(<\\S+>).* state (\\w+) .*", "$1 $2");
  }

  /// As recorded on Linux 6.18.
  @Test
  void a_macvlan_whose_parent_is_down_says_that_what_is_below_is_down() {
    typist.set(
        "ip link add link eth0 name shim type macvlan mode bridge",
        "ip link set shim up",
        "ip link set eth0 down");
    assertEquals("<NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN> LOWERLAYERDOWN", state("shim"));
    typist.set("ip link set eth0 up");
    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP> UP", state("shim"));
  }

  /// As recorded on Linux 6.1.
  @Test
  void a_macvlan_keeps_its_carrier_on_a_dummy_and_loses_it_on_a_vlan_that_is_down() {
    typist.set(
        "ip link add d0 type dummy; ip link set d0 up",
        "ip link add link d0 name m0 type macvlan mode bridge; ip link set m0 up",
        "ip link set d0 down");
    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> UP", state("m0"));
    typist.set(
        "ip link add link eth0 name eth0.30 type vlan id 30; ip link set eth0.30 up",
        "ip link add link eth0.30 name m30 type macvlan mode bridge; ip link set m30 up",
        "ip link set eth0.30 down");
    assertEquals("<BROADCAST,MULTICAST> DOWN", state("eth0.30"));
    assertEquals("<NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN> LOWERLAYERDOWN", state("m30"));
    assertTrue(typist.type("cat /proc/net/vlan/eth0.30").contains("dev->priv_flags: 81121\n"));
    typist.set("ip link set eth0.30 up");
    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP> UP", state("m30"));
  }

  /// As recorded on Linux 6.1.
  @Test
  void a_vlan_that_was_never_up_has_the_carrier_of_its_parent() {
    typist.set(
        "ip link add link eth0 name eth0.50 type vlan id 50; ip netns add k",
        "ip link add link eth0.50 name i0 type ipvlan mode l2; ip link set i0 netns k",
        "ip -n k addr add 10.50.0.2/24 dev i0; ip -n k link set i0 up");
    assertTrue(typist.type("ip -n k link show i0").contains("<BROADCAST,MULTICAST,UP,LOWER_UP>"));
    assertEquals(
        "10.50.0.0/24 dev i0 proto kernel scope link src 10.50.0.2 \n",
        typist.type("ip -n k route"));
  }

  private String counted(String name) {
    String[] lines = typist.type("ip -s link show " + name).split("\n", -1);
    return (lines[3].strip() + " | " + lines[5].strip()).replaceAll(" +", " ");
  }

  /// As run on Linux 6.18.
  @Test
  void groups_and_headers_are_counted_as_each_kind_of_device_does() {
    typist.set(
        "sysctl -qw net.ipv6.conf.all.disable_ipv6=1",
        "sysctl -qw net.ipv6.conf.default.disable_ipv6=1",
        "ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up",
        "ip link add ma0 link v1 type macvlan mode bridge",
        "ip link add mb0 link v1 type macvlan mode bridge",
        "ip link add bri0 type bridge; ip link set bri0 up; ip link set v0 master bri0",
        "ip link set ma0 up; ip link set mb0 up; ip addr add 10.9.0.1/24 dev ma0; sleep 1");
    typist.type("ping -c 2 -W 1 10.9.0.77");
    typist.type("ping -c 2 -W 1 -I ma0 224.0.0.1");
    typist.type("ping -c 1 -b -W 1 10.9.0.255");
    assertEquals("0 0 0 0 0 0 | 420 6 0 0 0 0", counted("ma0"));
    assertEquals("504 6 0 0 0 6 | 0 0 0 0 0 0", counted("mb0"));
    assertEquals("108 2 0 0 0 0 | 420 6 0 0 0 0", counted("v1"));
    assertEquals("336 6 0 0 0 2 | 108 2 0 0 0 0", counted("bri0"));
    typist.set("ip link set v0 nomaster");
    assertTrue(details("", "bri0").contains(" tso_max_size 524280 "), "as the last port left it");
  }

  @Test
  void what_a_private_ipvlan_may_not_give_to_its_sibling_counts_as_dropped() {
    typist.set(
        "sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip netns add k",
        "sysctl -qw net.ipv6.conf.default.disable_ipv6=1",
        "ip link add link eth0 name i0 type ipvlan mode l3 private",
        "ip link add link eth0 name i1 type ipvlan mode l3 private",
        "ip link set i1 netns k; ip link set i0 up; ip -n k link set i1 up",
        "ip addr add 10.8.0.1/24 dev i0; ip -n k addr add 10.8.0.2/24 dev i1");
    typist.type("ping -c 1 -W 1 10.8.0.2"); // iputils tries again when it is refused
    assertEquals("2\n", typist.type("cat /sys/class/net/i0/statistics/tx_dropped"));
    assertEquals("0\n", typist.type("cat /sys/class/net/i0/statistics/tx_packets"));
  }

  @Test
  void an_ipvlan_is_no_port_and_nothing_stands_on_it() {
    typist.set(
        "ip link add iv link eth0 type ipvlan", "ip link add br7 type bridge", "ip link set iv up");
    String refused = "RTNETLINK answers: Invalid argument\n";
    assertEquals(refused, typist.type("ip link set iv master br7"));
    assertEquals(refused, typist.type("ip link add mv link iv type macvlan"));
  }

  @Test
  void an_ipvlan_takes_one_flag_and_has_no_arp_once_it_was_opened() {
    typist.set("ip link add iv link eth0 type ipvlan mode l3");
    assertTrue(typist.type("ip link show iv").contains("<BROADCAST,MULTICAST> "));
    typist.set("ip link set iv up", "ip link add iw link eth0 type ipvlan mode l3s");
    assertTrue(typist.type("ip link show iv").contains("NOARP,UP"));
    assertFalse(typist.type("ip link show iw").contains("NOARP"));
    assertTrue(
        typist
            .type("ip link set iv type ipvlan private vepa; echo $?")
            .matches("(?s)ipvlan: unknown option \"vepa\"\\?.*\n1\n"));
    assertTrue(details("", "iv").contains(" mode l3s bridge "), "nothing was changed");
  }

  @Test
  void neighbours_are_forgotten_when_arp_ends() {
    typist.set(
        "ip link add iv link eth0 type ipvlan mode l2",
        "ip link set iv up",
        "ip neigh add 10.8.0.9 lladdr 02:00:00:00:00:09 dev iv nud reachable",
        "ip link set iv type ipvlan mode l3");
    assertEquals("", typist.type("ip neigh show dev iv"));
  }

  @Test
  void sources_of_a_macvlan_are_a_list_in_json() {
    typist.set(
        "ip link add src link eth0 type macvlan mode source macaddr add 02:00:00:00:00:07",
        "ip link set src up");
    String shown = typist.type("ip -d -j link show src");
    assertTrue(
        shown.contains(
            "\"usedbcqueuelen\":1000,\"macaddr_count\":1,"
                + "\"macaddr_data\":[\"02:00:00:00:00:07\"]}"),
        shown);
  }

  @Test
  void broadcasts_for_their_source_count_as_no_group_frames() {
    String mac = typist.type("pc$ cat /sys/class/net/eth0/address").strip();
    typist.set(
        "ip link add src link eth0 type macvlan mode source macaddr add " + mac,
        "ip link set src up");
    typist.type("pc$ ping -c 1 -W 1 192.168.1.222");
    String shown = typist.type("ip -s link show src");
    assertTrue(shown.matches("(?s).*RX: [^\n]*\n +[1-9]\\d* +[1-9]\\d* +0 +0 +0 +0 \n.*"), shown);
  }

  @Test
  void words_that_a_kind_does_not_know_end_ip_with_1() {
    typist.set("ip link add br7 type bridge", "ip link add p7 type veth peer name e7");
    typist.set("ip link set p7 master br7");
    for (String command :
        new String[] {
          "ip link add x link eth0 type macvlan mode nonsense",
          "ip link add x type vxlan foo",
          "ip link add x type bridge help",
          "ip link set p7 type bridge_slave hairpin maybe",
          "ip link add x type nonsense word"
        }) {
      assertTrue(typist.type(command + "; echo $?").endsWith("\n1\n"), command);
    }
    assertEquals(
        "Error: argument \"x\" is wrong: cost is invalid\n",
        typist.type("ip link set p7 type bridge_slave cost x"));
    assertEquals(
        "Error: either \"dev\" is duplicate, or \"foo\" is a garbage.\n",
        typist.type("ip link del br7 foo"));
    assertEquals(
        "Error: Required attributes not provided to perform the operation.\n",
        typist.type("ip link add x type vxlan"));
  }
}
