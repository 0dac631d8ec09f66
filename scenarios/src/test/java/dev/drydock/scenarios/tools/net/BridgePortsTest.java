package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ports of a bridge: `bridge link set`, `bridge fdb`, and their files; texts as of iproute2 6.1 on
/// Linux 6.18.
class BridgePortsTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void connect() {
    typist.set(
        "ip netns add k1; ip netns add k2",
        "ip link add br0 type bridge; ip link set br0 up",
        "ip link add p1 type veth peer name e1; ip link set e1 netns k1",
        "ip link add p2 type veth peer name e2; ip link set e2 netns k2",
        "ip link set p1 master br0; ip link set p2 master br0; ip link set p1 up; ip link set p2"
            + " up",
        "ip -n k1 link set e1 up; ip -n k2 link set e2 up",
        "ip -n k1 addr add 10.7.0.1/24 dev e1; ip -n k2 addr add 10.7.0.2/24 dev e2");
  }

  private boolean pings() {
    typist.type("ip -n k1 neigh flush all; ip -n k2 neigh flush all");
    return typist.type("ip netns exec k1 ping -c 1 -W 1 10.7.0.2").contains(" 0% packet loss");
  }

  @Test
  void broadcasts_do_not_leave_by_a_port_without_broadcast_flooding() {
    assertTrue(pings());
    typist.set("bridge link set dev p2 bcast_flood off");
    assertFalse(pings(), "the question for an address gets lost");
    typist.set("bridge link set dev p2 bcast_flood on");
    assertTrue(pings());
  }

  @Test
  void flags_of_a_port_are_shown_by_both_tools() {
    typist.set(
        "bridge link set dev p1 fastleave on mcast_flood off neigh_suppress on",
        "ip link set p1 type bridge_slave locked on mcast_to_unicast on");
    assertTrue(
        typist
            .type("bridge -d link show dev p1")
            .contains(
                " fastleave on learning on flood on mcast_flood off bcast_flood on mcast_router 1"
                    + " mcast_to_unicast on neigh_suppress on vlan_tunnel off isolated off"
                    + " locked on "));
    assertTrue(
        typist
            .type("ip -d link show p1")
            .contains(
                " mcast_fast_leave on mcast_flood off bcast_flood on mcast_to_unicast on"
                    + " neigh_suppress on group_fwd_mask 0"));
    assertTrue(
        typist.type("bridge link set dev p1 foo on").startsWith("Usage: bridge link set dev DEV"));
  }

  @Test
  void entries_can_be_asked_for_and_swept_out() {
    typist.set("bridge fdb add 02:00:00:00:00:aa dev p1 master static");
    String entry = "02:00:00:00:00:aa dev p1 master br0 static\n";
    assertEquals(entry, typist.type("bridge fdb get 02:00:00:00:00:aa br br0"));
    typist.set("bridge fdb flush dev br0");
    assertEquals(
        "Error: Fdb entry not found.\n", typist.type("bridge fdb get 02:00:00:00:00:aa br br0"));
    assertTrue(typist.type("bridge fdb show br br0").contains(" permanent"), "its own stay");
    assertTrue(pings());
  }

  @Test
  void a_veth_takes_an_address_beside_its_own() {
    typist.set("bridge fdb add 02:00:00:00:00:ab dev p1 self");
    assertTrue(
        typist.type("bridge fdb show dev p1").contains("02:00:00:00:00:ab self permanent\n"));
    assertTrue(typist.type("ip -d link show p1").contains(" promiscuity 2 "), "it cannot filter");
    typist.set("bridge fdb del 02:00:00:00:00:ab dev p1 self");
    assertTrue(typist.type("ip -d link show p1").contains(" promiscuity 1 "));
  }

  @Test
  void files_of_bridges_and_ports_are_read_and_written() {
    typist.set(
        "echo 1 > /sys/class/net/p1/brport/hairpin_mode",
        "echo 1 > /sys/class/net/br0/bridge/stp_state");
    assertTrue(typist.type("bridge -d link show dev p1").contains(" hairpin on "));
    assertTrue(typist.type("brctl show br0").contains("\tyes\t"));
    assertEquals(
        "1\n1\nup\n",
        typist.type(
            "cat /sys/class/net/p1/brport/hairpin_mode /sys/class/net/br0/bridge/stp_state"
                + " /sys/class/net/p1/operstate"));
  }

  @Test
  void ethtool_counts_where_the_driver_does() {
    assertTrue(typist.type("ethtool -S p1").startsWith("NIC statistics:\n     peer_ifindex: "));
    assertEquals("no stats available\n", typist.type("ethtool -S br0"));
    assertEquals("netlink error: Operation not supported\n", typist.type("ethtool -g p1"));
    assertTrue(typist.type("ethtool -T br0").contains("Capabilities:\n\tsoftware-receive\n"));
  }

  @Test
  void ifconfig_makes_a_device_promiscuous() {
    typist.set("ifconfig eth0 promisc");
    assertTrue(typist.type("ip link show eth0").contains("MULTICAST,PROMISC,UP"));
    typist.set("ifconfig eth0 -promisc");
    assertFalse(typist.type("ip link show eth0").contains("PROMISC"));
  }

  /// Sessions on Linux 6.18.
  @Test
  void entries_by_hand_outlive_the_carrier_and_the_newest_is_shown_first() {
    typist.set(
        "bridge fdb add 02:00:00:00:00:aa dev p1 master static",
        "bridge fdb add 02:00:00:00:00:ab dev p1 master dynamic",
        "bridge fdb add 02:00:00:00:00:ac dev p1 master");
    String byHand = "bridge fdb show br br0 dev p1 | grep 02:00:00:00:00:a";
    assertEquals(
        """
        02:00:00:00:00:ac master br0 permanent
        02:00:00:00:00:ab master br0\s
        02:00:00:00:00:aa master br0 static
        """,
        typist.type(byHand));

    typist.set("ip link set br0 type bridge fdb_flush; ip -n k1 link set e1 down");

    assertEquals(
        "02:00:00:00:00:ac master br0 permanent\n02:00:00:00:00:aa master br0 static\n",
        typist.type(byHand));
    assertTrue(typist.type("brctl showmacs br0").contains("02:00:00:00:00:aa\tno\t\t   0.00\n"));
    typist.set("ip link set p1 nomaster");
    assertFalse(typist.type("bridge fdb show").contains("02:00:00:00:00:a"));
  }

  @Test
  void settings_of_a_bridge_are_made_in_the_kernel_s_order_and_none_when_a_word_is_wrong() {
    typist.set("ip link set br0 type bridge stp_state 1");
    assertEquals(
        "RTNETLINK answers: Numerical result out of range\n",
        typist.type("ip link set br0 type bridge stp_state 0 forward_delay 0"));
    assertTrue(typist.type("brctl show br0").contains("\tyes\t"), "the delay is looked at first");

    String said = typist.type("ip link add br9 type bridge vlan_filtering 1 foo 1");
    assertTrue(
        said.startsWith("bridge: unknown command \"foo\"?\nUsage: ... bridge [ fdb_flush ]\n"));
    assertEquals(1, typist.status());
    assertEquals("Device \"br9\" does not exist.\n", typist.type("ip link show br9"));
    assertEquals(
        "Error: argument \"x\" is wrong: invalid forward_delay\n",
        typist.type("ip link set br0 type bridge forward_delay x"));
    assertTrue(
        typist
            .type("ip link set p1 type bridge_slave foo 1")
            .startsWith("bridge_slave: unknown option \"foo\"?\nUsage: ... bridge_slave "));
    assertTrue(typist.type("ip link help macvlan").startsWith("Usage: ... macvlan mode MODE "));
    assertEquals(0, typist.status());
  }

  @Test
  void what_is_not_there_is_refused() {
    assertEquals("Cannot find device \"nope\"\n", typist.type("bridge link show dev nope"));
    assertEquals(
        "Command \"foo\" is unknown, try \"bridge link help\".\n", typist.type("bridge link foo"));
    assertEquals(
        "RTNETLINK answers: Operation not supported\n",
        typist.type("bridge link set dev p1 hwmode vepa"));
    assertEquals("add bridge failed: Invalid argument\n", typist.type("brctl addbr ''"));
  }

  /// `br_fdb_add`, `br_fdb_delete`; statuses as run.
  @Test
  void entries_of_a_bridge_that_filters_are_in_the_vlans_of_their_port() {
    typist.set("ip link set br0 type bridge vlan_filtering 1; bridge vlan add dev p1 vid 10");
    typist.set("bridge fdb add 02:00:00:00:00:aa dev p1 master static");
    String shown = "bridge fdb show br br0 dev p1 | grep 02:00:00:00:00:a";
    assertEquals(
        """
        02:00:00:00:00:aa vlan 10 master br0 static
        02:00:00:00:00:aa vlan 1 master br0 static
        02:00:00:00:00:aa master br0 static
        """,
        typist.type(shown));
    typist.set("bridge fdb del 02:00:00:00:00:aa dev p1 master vlan 10");
    assertFalse(typist.type(shown).contains("vlan 10"));
    typist.set("bridge fdb del 02:00:00:00:00:aa dev p1 master");
    assertEquals("", typist.type(shown));
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("bridge fdb add 02:00:00:00:00:ab dev p1 master vlan 11"));
    assertEquals(255, typist.status());
    String own = typist.type("cat /sys/class/net/p1/address").strip();
    assertTrue(
        typist
            .type("bridge fdb show dev p1")
            .contains(
                own + " vlan 10 master br0 permanent\n" + own + " vlan 1 master br0 permanent\n"));
  }

  @Test
  void an_entry_belongs_to_its_port_or_to_the_bridge() {
    typist.set("bridge fdb add 02:00:00:00:00:aa dev p1 master static");
    typist.set("bridge fdb replace 02:00:00:00:00:aa dev p2 master static");
    assertEquals(
        "RTNETLINK answers: No such file or directory\n",
        typist.type("bridge fdb del 02:00:00:00:00:aa dev p1 master"));
    typist.set("bridge fdb add 02:00:00:00:00:ab dev br0 self");
    assertEquals(
        "RTNETLINK answers: File exists\n",
        typist.type("bridge fdb add 02:00:00:00:00:ab dev br0"));
    assertEquals(
        "02:00:00:00:00:ab dev br0 master br0 permanent\n",
        typist.type("bridge fdb get 02:00:00:00:00:ab br br0"));
    assertEquals(
        "Error: Fdb entry not found.\n", typist.type("bridge fdb get 02:00:00:00:00:77 br br0"));
    assertEquals(254, typist.status());
    assertEquals(
        "Error: either \"to\" is duplicate, or \"foo\" is a garbage.\n",
        typist.type("bridge fdb add 02:00:00:00:00:ac dev p1 master foo"));
    assertFalse(typist.type("bridge fdb show br br0 dynamic").contains("permanent"));
    assertEquals("Cannot find bridge device \"nope\"\n", typist.type("bridge fdb show br nope"));
  }

  @Test
  void tcpdump_prints_the_messages_of_the_tree() {
    typist.set("ip link set br0 type bridge stp_state 1");
    String said = typist.type("ip netns exec k1 timeout 9 tcpdump -c 1 -nt -i e1 stp 2>/dev/null");
    assertTrue(said.startsWith("STP 802.1d, Config, Flags ["), said);
  }

  private String heard(String line) {
    typist.set("ip -n k1 neigh flush all; ip -n k2 neigh flush all");
    typist.set("ip netns exec k2 timeout 2 tcpdump -nt -i e2 arp > /tmp/heard 2>/dev/null &");
    typist.type("sleep 0.1; " + line + "; sleep 3");
    return typist.type("cat /tmp/heard");
  }

  /// As on Linux 6.18.
  @Test
  void a_port_that_suppresses_is_not_asked_for_neighbours_that_the_bridge_knows() {
    String ping = "ip netns exec k1 ping -c 1 -W 1 10.7.0.2";
    String question = "who-has 10.7.0.2 tell 10.7.0.1";
    typist.set(
        "ip link set br0 address 02:00:00:00:00:b0; bridge link set dev p2 neigh_suppress on");
    assertTrue(heard(ping).contains(question), "the bridge does not know it");

    String mac = typist.type("ip netns exec k2 cat /sys/class/net/e2/address").strip();
    typist.set("ip neigh replace 10.7.0.2 lladdr " + mac + " dev br0");

    assertFalse(heard(ping).contains(question), "the bridge answers");
    assertTrue(typist.type("ip -n k1 neigh show 10.7.0.2").contains("lladdr " + mac));
    String look = "ip netns exec k1 arping -D -c 1 -I e1 10.7.0.2";
    assertTrue(heard(look).isBlank(), "nobody is asked for duplicates");
    typist.set("bridge link set dev p1 neigh_suppress on");
    assertTrue(heard(ping).contains(question), "nobody answers those behind such a port");
  }

  /// `do_set_master`; as run.
  @Test
  void who_wants_another_master_leaves_the_old_one_first() {
    typist.set("ip link add br1 type bridge; ip link add br2 type bridge");
    assertEquals(
        "RTNETLINK answers: Operation not supported\n", typist.type("ip link set p1 master p2"));
    assertFalse(typist.type("ip link show p1").contains(" master "));
    typist.set("ip link set p1 master br1; ip link set p1 master br1; ip link set p1 master br0");
    assertEquals(
        "RTNETLINK answers: Invalid argument\n", typist.type("ip link set br1 master br2"));
    assertEquals(
        "Invalid address length 2 - must be 6 bytes\n",
        typist.type("ip link set p1 address 02:00"));
    typist.set("ifconfig p1 hw ether 02:00:00:00:00:99");
    assertTrue(typist.type("ip link show p1").contains("link/ether 02:00:00:00:00:99 "));
    assertEquals(
        """
        Usage: ip link <options> type veth [peer <options>]
        To get <options> type 'ip link add help'
        """,
        typist.type("ip link add v9 type veth foo"));
  }

  @Test
  void times_of_a_bridge_are_files_in_hundredths_of_a_second() {
    assertEquals(
        "1500\n200\n2000\n",
        typist.type(
            "cat /sys/class/net/br0/bridge/forward_delay /sys/class/net/br0/bridge/hello_time"
                + " /sys/class/net/br0/bridge/max_age"));
  }

  @Test
  void entries_are_shown_by_vlan_and_state_and_with_their_ages() {
    typist.set(
        "bridge fdb add 02:aa:00:00:00:01 dev p1 master static",
        "bridge fdb add 02:aa:00:00:00:02 dev p1 master dynamic",
        "sleep 3");
    assertEquals(
        "02:aa:00:00:00:01 dev p1 master br0 static\n",
        typist.type("bridge fdb show br br0 state static"));
    assertEquals("", typist.type("bridge fdb show br br0 vlan 4"));
    assertTrue(
        typist
            .type("bridge -s fdb show br br0 dynamic")
            .contains("02:aa:00:00:00:02 dev p1 used 3/3 master br0 \n"));
    assertEquals(
        "Error: Fdb entry not found.\n",
        typist.type("bridge fdb get 02:aa:00:00:00:01 br br0 vlan 4"));
    typist.set("bridge link set dev p1 cost x", "bridge link set dev p1 state listening");
    assertEquals(
        "RTNETLINK answers: Operation not permitted\n",
        typist.type("bridge fdb add 02:aa:00:00:00:03 dev p1 master dynamic"));
    assertEquals(
        "RTNETLINK answers: Operation not supported\n", typist.type("bridge fdb flush dev p1"));
    assertEquals(
        "RTNETLINK answers: Invalid argument\n", typist.type("bridge link set dev p1 state 9"));
  }

  @Test
  void vlans_are_counted_when_the_bridge_is_told_to() {
    typist.set(
        "ip link set br0 type bridge vlan_filtering 1",
        "ip link set br0 type bridge vlan_default_pvid 7");
    assertEquals(
        "RTNETLINK answers: Device or resource busy\n",
        typist.type("ip link set br0 type bridge vlan_stats_per_port 1"));
    typist.set("sleep 30", "ip link set br0 type bridge vlan_stats_enabled 1");
    assertTrue(pings());
    assertEquals(
        """
        port              vlan-id
        p1                7 PVID Egress Untagged
                            RX: 224 bytes 4 packets
                            TX: 252 bytes 5 packets
        """,
        typist.type("bridge -s vlan show dev p1"));
    assertEquals("1\n", typist.type("cat /sys/class/net/br0/bridge/vlan_stats_enabled"));
    assertEquals("", typist.type("bridge vlan del dev p1 vid 99"));
    assertEquals(
        "pvid cannot be configured for a vlan range\n",
        typist.type("bridge vlan add dev p1 vid 30-32 pvid"));
  }
}
