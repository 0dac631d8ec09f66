package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// VXLAN devices made with `ip link`, and the tables `bridge fdb` changes. Texts as iproute2 6.1 on
/// Linux 6.18 has them.
class TunnelByHandTest {
  private final Typist typist = new Typist();

  private void pair() {
    pair("");
  }

  private void pair(String options) {
    typist.set(
        "ip link add vx0 type vxlan id 42 dstport 4789 remote 192.168.1.50 local 192.168.1.41 dev"
            + " eth0",
        "ip addr add 10.42.0.1/24 dev vx0",
        "ip link set vx0 up",
        "pc$ ip link add vx0 type vxlan id 42 dstport 4789 dev eth0" + options,
        "pc$ bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.168.1.41",
        "pc$ ip addr add 10.42.0.2/24 dev vx0",
        "pc$ ip link set vx0 up");
  }

  @Test
  void two_ends_made_by_hand_reach_each_other_and_learn() {
    pair();
    assertEquals(
        "00:00:00:00:00:00 dst 192.168.1.41 self permanent\n",
        typist.type("pc$ bridge fdb show dev vx0"));
    String said = typist.type("ping -c 2 10.42.0.2");
    assertTrue(said.contains("2 packets transmitted, 2 received"), said);
    String learned = typist.type("pc$ bridge fdb show dev vx0");
    assertTrue(learned.matches("(?s).*\n[0-9a-f:]{17} dst 192\\.168\\.1\\.41 self \n"), learned);
    String shown = typist.type("ip -d link show vx0");
    assertTrue(shown.contains("mtu 1450 qdisc noqueue state UNKNOWN"), shown);
    assertTrue(shown.contains("vxlan id 42 remote 192.168.1.50 local 192.168.1.41 srcport"), shown);
  }

  private boolean pcHasLearned() {
    return typist.type("pc$ bridge fdb show dev vx0").lines().count() > 1;
  }

  @Test
  void what_was_learned_is_forgotten_as_soon_as_is_asked() {
    pair(" ageing 5");
    typist.type("ping -c 1 10.42.0.2");
    assertTrue(typist.type("pc$ ip -d link show vx0").contains(" ttl auto ageing 5 udpcsum "));
    assertTrue(pcHasLearned());
    typist.set("sleep 25");
    assertFalse(pcHasLearned());
    assertEquals(
        "Error: argument \"x\" is wrong: ageing timer\n",
        typist.type("ip link add vx9 type vxlan id 9 dstport 4789 ageing x"));
  }

  @Test
  void a_table_that_is_full_learns_nothing_more() {
    pair(" maxaddress 1");
    String said = typist.type("ping -c 1 10.42.0.2");
    assertTrue(said.contains("1 received"), said);
    assertFalse(pcHasLearned());
    assertTrue(typist.type("pc$ ip -d link show vx0").contains(" ageing 300 maxaddr 1 udpcsum "));
  }

  @Test
  void without_a_remote_nobody_hears_anything() {
    pair();
    typist.set("bridge fdb del 00:00:00:00:00:00 dev vx0 dst 192.168.1.50");
    assertTrue(typist.type("ping -c 1 -W 1 10.42.0.2").contains("0 received"));
    assertEquals(
        "RTNETLINK answers: No such file or directory\n",
        typist.type("bridge fdb del 00:00:00:00:00:00 dev vx0"));
  }

  @Test
  void what_cannot_be_made_is_refused() {
    pair();
    assertEquals(
        "Error: A VXLAN device with the specified VNI already exists.\n",
        typist.type("ip link add vx1 type vxlan id 42 dstport 4789"));
    assertEquals(
        "vxlan: missing virtual network identifier\n",
        typist.type("ip link add vx1 type vxlan dstport 4789"));
    assertTrue(
        typist.type("ip link add vx1 type vxlan id 43").startsWith("vxlan: destination port not"));
    assertEquals(
        "Error: argument \"99999999\" is wrong: invalid id\n",
        typist.type("ip link add vx2 type vxlan id 99999999 dstport 4789"));
  }

  @Test
  void a_bridge_takes_entries_by_hand() {
    typist.set(
        "ip link add br0 type bridge",
        "ip link add va type veth peer name vb",
        "ip link set va master br0",
        "bridge fdb add 02:00:00:00:00:99 dev va master static");
    assertTrue(
        typist.type("bridge fdb show dev va").contains("02:00:00:00:00:99 master br0 static\n"));
    assertEquals(
        "RTNETLINK answers: File exists\n",
        typist.type("bridge fdb add 02:00:00:00:00:99 dev va master static"));
    typist.set("bridge fdb del 02:00:00:00:00:99 dev va master");
    assertEquals(-1, typist.type("bridge fdb show dev va").indexOf("02:00:00:00:00:99"));
    assertEquals(
        "Cannot find device \"nope\"\n",
        typist.type("bridge fdb add 02:00:00:00:00:99 dev nope master"));
  }

  @Test
  void the_kernel_tells_of_routes_and_neighbours_in_files() {
    typist.set(
        "ip route add blackhole 10.10.0.0/16",
        "ip route add unreachable 10.11.0.0/16",
        "ip neigh add 192.168.1.78 lladdr 02:00:00:00:00:78 dev eth0 nud reachable");
    assertEquals(
        """
        IP address       HW type     Flags       HW address            Mask     Device
        192.168.1.78     0x1         0x2         02:00:00:00:00:78     *        eth0
        """,
        typist.type("cat /proc/net/arp"));
    String routes = typist.type("cat /proc/net/route");
    assertTrue(routes.contains("*\t00000A0A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0 "), routes);
    assertTrue(routes.contains("*\t00000B0A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0 "), routes);
    assertTrue(routes.lines().allMatch(line -> line.length() == 127), routes);
  }

  @Test
  void an_address_is_refused_in_the_kernels_words() {
    assertEquals(
        "Error: ipv4: Address already assigned.\n",
        typist.type("ip addr add 192.168.1.41/24 dev eth0"));
    assertEquals(
        "Error: ipv4: Address not found.\n", typist.type("ip addr del 10.0.0.9/24 dev eth0"));
    assertEquals(
        "RTNETLINK answers: Cannot assign requested address\n",
        typist.type("ip link set eth0 address 01:00:00:00:00:11"));
  }
}
