package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bridge mdb`, `vconfig` and queues as they were on Linux 6.18 with iproute2 6.1.
class MdbToolTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void bridge() {
    typist.set(
        "ip link add br0 address 02:00:00:00:00:01 type bridge",
        "ip link set br0 up",
        "ip netns add one",
        "ip link add v1 type veth peer name e1 netns one",
        "ip link set v1 master br0 up",
        "ip -n one link set e1 up",
        "ip -n one addr add 10.0.0.1/24 dev e1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "224.0.0.5|Error: IPv4 entry group address is local multicast.",
        "10.0.0.1|Error: IPv4 entry group address is not multicast or 0.0.0.0.",
        "ff02::1|Error: IPv6 entry group address is link-local all nodes.",
        "01:00:5e:11:22:33|Error: bridge: Only permanent L2 entries allowed.",
        "foo|Invalid address \"foo\""
      })
  void groups_that_cannot_be_are_refused_as_by_the_kernel(String group, String refusal) {
    assertEquals(refusal + "\n", typist.type("bridge mdb add dev br0 port v1 grp " + group));
    assertEquals(255, typist.status());
  }

  @Test
  void an_entry_made_by_hand_is_shown_with_its_origin_and_goes_again() {
    typist.set("bridge mdb add dev br0 port v1 grp 239.1.1.1 permanent");

    assertTrue(
        typist
            .type("bridge -d -s mdb show")
            .contains("dev br0 port v1 grp 239.1.1.1 permanent proto static     0.00\n"));
    assertEquals(
        "Error: bridge: (*, G) group is already joined by port.\n",
        typist.type("bridge mdb add dev br0 port v1 grp 239.1.1.1"));
    typist.set("bridge mdb del dev br0 port v1 grp 239.1.1.1");
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("bridge mdb del dev br0 port v1 grp 239.1.1.1"));
  }

  @Test
  void an_address_that_joins_is_reported_and_shown() {
    typist.set("ip -n one addr add 239.1.1.1/32 dev e1 autojoin", "sleep 1");

    assertTrue(
        typist
            .type("ip -n one addr show e1")
            .contains("inet 239.1.1.1/32 scope global autojoin e1"));
    assertTrue(typist.type("bridge mdb show").contains("dev br0 port v1 grp 239.1.1.1 temp\n"));
    typist.set("ip -n one addr del 239.1.1.1/32 dev e1", "sleep 3");
    assertTrue(!typist.type("bridge mdb show").contains("239.1.1.1"));
    assertEquals(
        "autojoin needs multicast address\n",
        typist.type("ip -n one addr add 10.0.0.9/24 dev e1 autojoin"));
  }

  @Test
  void json_of_bridge_has_one_object_for_ports_entries_and_groups() {
    typist.set("bridge mdb add dev br0 port v1 grp 239.1.1.1 permanent");
    typist.set("bridge fdb add 02:00:00:00:00:09 dev v1 master static");

    assertTrue(
        typist
            .type("bridge -j mdb show")
            .contains(
                "\"port\":\"v1\",\"grp\":\"239.1.1.1\",\"state\":\"permanent\",\"flags\":[]}"));
    assertTrue(typist.type("bridge -j mdb show").endsWith("],\"router\":{}}]\n"));
    assertTrue(
        typist
            .type("bridge -j fdb show br br0")
            .contains(
                "{\"mac\":\"02:00:00:00:00:09\",\"ifname\":\"v1\",\"flags\":[],"
                    + "\"master\":\"br0\",\"state\":\"static\"}"));
    assertTrue(
        typist
            .type("bridge -j -d link show dev v1")
            .contains(
                "\"master\":\"br0\",\"state\":\"forwarding\",\"priority\":32,\"cost\":2,"
                    + "\"hairpin\":false,"));
    assertTrue(
        typist
            .type("bridge -j vlan show dev v1")
            .startsWith("[{\"ifname\":\"v1\",\"vlans\":[{\"vlan\":1,\"flags\":[\"PVID\""));
  }

  @Test
  void a_port_with_a_router_is_named() {
    typist.set("bridge link set dev v1 mcast_router 2");

    assertTrue(typist.type("bridge -d mdb show").endsWith("router ports on br0: v1 \n"));
    assertTrue(typist.type("bridge -d link show dev v1").contains(" mcast_router 2 "));
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("bridge link set dev v1 mcast_router 7"));
  }

  @Test
  void options_of_groups_are_shown_as_they_are_set() {
    typist.set("ip link set br0 type bridge mcast_querier 1 mcast_query_interval 10");

    String text = typist.type("ip -d link show br0");

    assertTrue(text.contains(" mcast_querier 1 "), text);
    assertTrue(text.contains(" mcast_query_interval 100 "), text); // at least a second
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("ip link set br0 type bridge mcast_igmp_version 4"));
  }

  @Test
  void hosts_answer_a_querier_also_with_listener_reports() {
    typist.set("ip link set br0 type bridge mcast_querier 1", "sleep 300");

    assertTrue(typist.type("bridge mdb show").contains("dev br0 port v1 grp ff02::1:ff"));
  }

  @Test
  void a_locked_port_lets_only_known_stations_in() {
    typist.set("ip addr add 10.0.0.254/24 dev br0", "bridge link set dev v1 locked on");
    typist.set("bridge fdb flush dev v1 master");
    typist.type("ip netns exec one ping -c 1 -W 1 10.0.0.254");
    assertEquals(1, typist.status());
    String mac = typist.type("ip netns exec one cat /sys/class/net/e1/address").trim();

    typist.set("bridge fdb add " + mac + " dev v1 master static");

    typist.set("ip netns exec one ping -c 1 -W 1 10.0.0.254");
  }

  @Test
  void a_veth_has_as_many_queues_as_there_are_processors() {
    assertEquals(
        """
        Channel parameters for v1:
        Pre-set maximums:
        RX:		2
        TX:		2
        Other:		n/a
        Combined:	n/a
        Current hardware settings:
        RX:		1
        TX:		1
        Other:		n/a
        Combined:	n/a
        """,
        typist.type("ethtool -l v1"));
    assertEquals("netlink error: Operation not supported\n", typist.type("ethtool -l br0"));
  }

  @Test
  void a_bridge_that_is_not_there_has_no_heading() {
    assertEquals("bridge nope does not exist!\n", typist.type("brctl show nope"));
  }
}
