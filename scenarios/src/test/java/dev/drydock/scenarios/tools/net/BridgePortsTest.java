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
        "ip link set p1 master br0; ip link set p2 master br0; ip link set p1 up; ip link set p2 up",
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
}
