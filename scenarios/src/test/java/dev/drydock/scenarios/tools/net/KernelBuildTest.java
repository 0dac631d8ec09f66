package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Machines whose kernel was built without something; refusals as recorded.
class KernelBuildTest {
  private static TypedLab lab(String kernel) {
    return TypedLab.start("{}\n      kernel: " + kernel);
  }

  @Test
  void a_kernel_without_dummies_and_vlans_refuses_the_networks_that_need_them() {
    TypedLab lab = lab("{ config: { DUMMY: n, VLAN_8021Q: n } }");
    String create = "docker network create -d macvlan --subnet 10.77.0.0/24 ";
    assertEquals(
        "Error response from daemon: operation not supported\n", lab.type(create + "nopar"));
    assertEquals(
        "Error response from daemon: failed to create eth0.10 vlan link: operation not supported\n",
        lab.type(create + "-o parent=eth0.10 vl10"));
    assertEquals(
        "Error: Unknown device type.\n", lab.type("ip link add link eth0 v type vlan id 5"));
    assertEquals("Error: Unknown device type.\n", lab.type("ip link add dev d type dummy"));
    assertEquals("", lab.type("ip link add link eth0 dev m type macvlan"));
  }

  @Test
  void a_kernel_without_macvlan_and_ipvlan_refuses_their_containers() {
    TypedLab lab = lab("{ config: { MACVLAN: n, IPVLAN: n } }");
    for (String driver : new String[] {"macvlan", "ipvlan"}) {
      lab.type("docker network create -d " + driver + " -o parent=eth0 net-" + driver);
      String said =
          lab.type("docker run -d --name on-" + driver + " --network net-" + driver + " x");
      assertTrue(
          said.contains("failed to create the " + driver + " port: operation not supported"), said);
    }
  }

  @Test
  void policies_of_the_legacy_iptables_count_from_the_start() {
    TypedLab legacy = lab("{ config: { NF_TABLES: n } }");
    TypedLab usual = TypedLab.start();
    for (TypedLab lab : new TypedLab[] {legacy, usual}) {
      lab.type("iptables -t filter -L");
      lab.type("ping -c 2 192.168.1.50");
    }
    assertEquals("iptables v1.8.9 (legacy)\n", legacy.type("iptables -V"));
    assertTrue(legacy.type("iptables-save").contains(":INPUT ACCEPT [2:168]"));
    assertFalse(legacy.type("iptables-save").contains("nf_tables"));
    assertTrue(usual.type("iptables-save").contains(":INPUT ACCEPT [0:0]"));
    assertTrue(usual.type("iptables -V").contains("nf_tables"));
  }

  @Test
  void a_change_of_a_legacy_table_sets_its_policies_to_zero() {
    TypedLab legacy = lab("{ config: { NF_TABLES: n } }");
    legacy.with("iptables -A OUTPUT -d 192.168.1.50", "ping -c 2 192.168.1.50");
    assertTrue(legacy.type("iptables-save").contains(":OUTPUT ACCEPT [2:168]"));
    legacy.with("iptables -t nat -A POSTROUTING -s 1.2.3.4");
    assertTrue(legacy.type("iptables-save -t filter").contains(":OUTPUT ACCEPT [2:168]"));
    legacy.with("iptables -A INPUT -s 1.2.3.4");
    String saved = legacy.type("iptables-save -c -t filter");
    assertTrue(saved.contains(":OUTPUT ACCEPT [0:0]"), saved);
    assertTrue(saved.contains("[2:168] -A OUTPUT -d 192.168.1.50/32"), saved);
  }

  @Test
  void what_ip_shows_of_a_device_depends_on_the_kernel() {
    TypedLab lab =
        lab("{ release: 6.1.176, cpus: 4, config: { HZ: 100, RPS: n, BRIDGE_VLAN_FILTERING: y } }");
    assertEquals("6.1.176\n", lab.type("uname -r"));
    String bridge = lab.type("ip -d link show docker0");
    assertTrue(bridge.contains("vlan_filtering 0 vlan_protocol 802.1Q bridge_id"), bridge);
    assertTrue(bridge.contains("mcast_startup_query_interval 3125"), bridge);
    assertFalse(bridge.contains("numrxqueues"), bridge);
    lab.type("ip link add dev a type veth peer name b");
    String veth = lab.type("ip -d link show a");
    assertTrue(veth.contains("numtxqueues 4 gso_max_size"), veth);
  }

  /// As recorded on Linux 6.1.
  @Test
  void up_to_6_8_an_ipvlan_keeps_its_carrier_when_its_parent_goes_down() {
    String unknown = "<BROADCAST,MULTICAST,UP,LOWER_UP> UNKNOWN";
    TypedLab old = lab("{ release: 6.1.176 }");
    old.with("ip link add i0 link eth0 type ipvlan mode l2", "ip link set i0 up");
    old.with("ip link set eth0 down");
    assertEquals(unknown.replace("_UP>", "_UP,M-DOWN>"), state(old, "i0"));
    old.with("ip link set eth0 up");
    assertEquals(unknown, state(old, "i0"));

    TypedLab usual = TypedLab.start();
    usual.with("ip link add i0 link eth0 type ipvlan mode l2", "ip link set i0 up");
    assertEquals(unknown, state(usual, "i0"));
    usual.with("ip link set eth0 down");
    assertEquals("<NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN> LOWERLAYERDOWN", state(usual, "i0"));
    usual.with("ip link set eth0 up");
    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP> UP", state(usual, "i0"));
  }

  @Test
  void up_to_6_1_what_stands_on_something_blames_that_for_a_carrier_it_lacks() {
    String make = "ip netns add k; ip link add v0 type veth peer name v1; ip link set v1 netns k";
    String change = "; ip link set v0 up; ip -n k link set v1 up; ip -n k link set v1 down";
    TypedLab old = lab("{ release: 6.1.176 }");
    TypedLab usual = TypedLab.start();
    old.with(make + change);
    usual.with(make + change);
    assertEquals("<NO-CARRIER,BROADCAST,MULTICAST,UP> LOWERLAYERDOWN", state(old, "v0"));
    assertEquals("<NO-CARRIER,BROADCAST,MULTICAST,UP> DOWN", state(usual, "v0"));
  }

  @Test
  void up_to_6_1_what_is_up_keeps_its_name() {
    TypedLab old = lab("{ release: 6.1.176 }");
    old.with("ip link add d0 type dummy", "ip link set d0 name d1", "ip link set d1 up");
    assertEquals(
        "RTNETLINK answers: Device or resource busy\n", old.type("ip link set d1 name d2"));
    TypedLab usual = TypedLab.start();
    usual.with("ip link add d1 type dummy", "ip link set d1 up", "ip link set d1 name d2");
  }

  private static String state(TypedLab lab, String name) {
    String line = lab.type("ip link show " + name).lines().findFirst().orElse("");
    return line.replaceAll(".*(<\\S+>).* state (\\w+) .*", "$1 $2");
  }
}
