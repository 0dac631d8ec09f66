package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Dummy;
import dev.drydock.core.device.Ipvlan;
import dev.drydock.core.device.IpvlanFlag;
import dev.drydock.core.device.IpvlanMode;
import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.MacvlanMode;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The drivers macvlan and ipvlan; texts and addresses are those of the recordings macvlan,
/// macvlan-more, ipvlan and vlan-subif, and of libnetwork's source.
class SlaveNetworksTest {
  private static final String MACVLAN = "macvlan";
  private static final String IPVLAN = "ipvlan";

  private final TestEngine old = engine("20.10");
  private final TestEngine dock = engine("29");

  private static TestEngine engine(String version) {
    TestEngine engine = new TestEngine(version);
    Link wire = new Link(engine.net.loop(), "lan", 0, 0);
    wire.plug(assertInstanceOf(Nic.class, engine.device("eth0")));
    return engine;
  }

  private static NetworkSpec spec(String driver, String subnet, String... options) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return NetworkSpec.bridge(driver + subnet.hashCode())
        .withDriver(driver)
        .withPools(pool(subnet, ""))
        .withOptions(map);
  }

  private static NetworkSpec.Pool pool(String subnet, String gateway) {
    return new NetworkSpec.Pool(subnet, "", gateway, Map.of());
  }

  private static Netns start(TestEngine engine, String name, String network) {
    return engine.run(TestEngine.busybox(name).network(network)).namespace();
  }

  private static String create(TestEngine engine, NetworkSpec spec) {
    return engine.networks().create(spec);
  }

  private static String refused(TestEngine engine, NetworkSpec spec) {
    return TestEngine.refusal(() -> create(engine, spec));
  }

  @Test
  @Tag("S110")
  @Tag("S112")
  void a_macvlan_container_has_a_mac_of_its_own_on_the_parent() {
    String id = create(old, spec(MACVLAN, "192.168.1.0/24", "parent", "eth0"));
    Netns inside = start(old, "aa", id);
    Macvlan eth0 = assertInstanceOf(Macvlan.class, inside.device("eth0"));
    assertEquals(old.device("eth0"), eth0.lower());
    assertEquals(MacvlanMode.BRIDGE, eth0.mode());
    assertEquals(0x0242_c0a8_0102L, eth0.mac());
    assertEquals(0, eth0.txQueueFrames());
    assertEquals(
        List.of("default via 192.168.1.1 dev eth0", "192.168.1.0/24 dev eth0 src 192.168.1.2"),
        TestEngine.routes(inside));
    old.containers().remove("aa", true);
    assertNull(old.device("eth0").rxHandler());
  }

  @Test
  @Tag("S097")
  void nothing_of_it_is_left_on_the_machine() {
    String id = create(old, spec(MACVLAN, "192.168.1.0/24", "parent", "eth0"));
    start(old, "aa", id);
    List<String> names = old.machine.root().devices().stream().map(NetDevice::name).toList();
    assertEquals(List.of("lo", "eth0", "docker0"), names);
  }

  @Test
  void a_second_passthru_container_is_refused_and_the_mac_comes_back() {
    NetworkSpec passthru =
        spec(MACVLAN, "192.168.1.0/24", "parent", "eth0", "macvlan_mode", "passthru");
    String id = create(old, passthru);
    start(old, "aa", id);
    assertEquals(0x0242_c0a8_0102L, old.device("eth0").mac());
    assertEquals(
        "failed to create the macvlan port: invalid argument",
        TestEngine.refusal(() -> start(old, "bb", id)));
    old.containers().remove("aa", true);
    assertEquals(0x0800_2700_0129L, old.device("eth0").mac());
  }

  @Test
  void without_a_parent_a_dummy_is_made_and_removed() {
    String id = create(old, spec(MACVLAN, "10.77.0.0/24"));
    String dummy = "dm-" + id.substring(0, 12);
    assertInstanceOf(Dummy.class, old.device(dummy));
    Netns inside = start(old, "aa", id);
    assertTrue(TestEngine.routes(inside).getFirst().startsWith("default via 10.77.0.1"));
    old.containers().remove("aa", true);
    old.networks().remove(id);
    assertNull(old.machine.root().device(dummy));

    String newer = create(dock, spec(IPVLAN, "10.77.0.0/24"));
    assertInstanceOf(Dummy.class, dock.device("di-" + newer.substring(0, 12)));
    assertEquals(
        List.of("10.77.0.0/24 dev eth0 src 10.77.0.1"),
        TestEngine.routes(start(dock, "aa", newer)));
  }

  @Test
  @Tag("S092")
  @Tag("S119")
  void a_vlan_parent_is_made_when_missing_and_goes_with_its_last_network() {
    String id = create(dock, spec(MACVLAN, "192.168.10.0/24", "parent", "eth0.10"));
    VlanDevice vlan = assertInstanceOf(VlanDevice.class, dock.device("eth0.10"));
    assertEquals(10, vlan.id());
    assertTrue(vlan.isUp());
    String second = create(dock, spec(MACVLAN, "192.168.11.0/24", "parent", "eth0.10"));
    dock.networks().remove(id);
    assertNotNull(dock.machine.root().device("eth0.10"));
    dock.networks().remove(second);
    assertNull(dock.machine.root().device("eth0.10"));
  }

  @Test
  void a_vlan_device_of_the_user_stays() {
    NetDevice own = VlanDevice.on(dock.device("eth0"), new VlanDevice.Spec("eth0.10", 0x8100, 10));
    dock.machine.root().add(own);
    String id = create(dock, spec(MACVLAN, "192.168.10.0/24", "parent", "eth0.10"));
    dock.networks().remove(id);
    assertEquals(own, dock.machine.root().device("eth0.10"));
  }

  @Test
  void parents_that_cannot_be_are_refused() {
    assertEquals(
        "invalid subinterface vlan name eth7, example formatting is eth0.10", parent("eth7"));
    assertEquals(
        "required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10, instead received"
            + " eth0.10.20",
        parent("eth0.10.20"));
    assertEquals(
        "unable to parse a valid vlan id from: abc (ex. eth0.10 for vlan 10)", parent("eth0.abc"));
    assertEquals("-o parent interface was not found on the host: eth7", parent("eth7.10"));
    assertEquals("vlan id must be between 1-4094, received: 4095", parent("eth0.4095"));
    assertEquals("loopback interface is not a valid macvlan parent link", parent("lo"));
  }

  private String parent(String name) {
    return refused(dock, spec(MACVLAN, "192.168.10.0/24", "parent", name));
  }

  @Test
  void modes_and_flags_that_are_none_are_refused() {
    assertEquals(
        "requested macvlan mode 'source' is not valid, 'bridge' mode is the macvlan driver default",
        refused(dock, spec(MACVLAN, "10.1.0.0/24", "parent", "eth0", "macvlan_mode", "source")));
    assertEquals(
        "requested ipvlan mode 'l3s' is not valid, 'l2' mode is the ipvlan driver default",
        refused(old, spec(IPVLAN, "10.1.0.0/24", "parent", "eth0", "ipvlan_mode", "l3s")));
    assertEquals(
        "requested ipvlan flag 'x' is not valid, 'bridge' is the ipvlan driver default",
        refused(dock, spec(IPVLAN, "10.1.0.0/24", "parent", "eth0", "ipvlan_flag", "x")));
  }

  @Test
  void one_parent_for_two_networks_depends_on_the_version() {
    String id = create(old, spec(MACVLAN, "10.80.0.0/24", "parent", "eth0"));
    assertEquals(
        "network dm-" + id.substring(0, 12) + " is already using parent interface eth0",
        refused(old, spec(MACVLAN, "10.81.0.0/24", "parent", "eth0")));

    String first = create(dock, spec(MACVLAN, "10.80.0.0/24", "parent", "eth0"));
    create(dock, spec(MACVLAN, "10.81.0.0/24", "parent", "eth0"));
    assertEquals(
        "cannot use mode passthru, macvlan network ID is already using parent interface eth0"
            .replace("ID", first),
        refused(dock, spec(MACVLAN, "10.82.0.0/24", "parent", "eth0", "macvlan_mode", "passthru")));
    String ipvlan = create(dock, spec(IPVLAN, "10.83.0.0/24", "parent", "eth0"));
    assertEquals(
        "network di-" + ipvlan.substring(0, 12) + " is already using parent interface eth0",
        refused(dock, spec(IPVLAN, "10.84.0.0/24", "parent", "eth0")));
  }

  @Test
  void macvlan_and_ipvlan_on_one_parent_fail_when_a_container_starts() {
    String macvlan = create(dock, spec(MACVLAN, "10.80.0.0/24", "parent", "eth0"));
    String ipvlan = create(dock, spec(IPVLAN, "10.82.0.0/24", "parent", "eth0"));
    start(dock, "aa", macvlan);
    assertTrue(
        TestEngine.refusal(() -> start(dock, "zz", ipvlan))
            .endsWith("failed to create the ipvlan port: device or resource busy"));
  }

  @Test
  @Tag("S090")
  void an_ipvlan_container_has_the_parents_mac_and_none_in_its_endpoint() {
    NetworkSpec l2 =
        spec(IPVLAN, "192.168.1.0/24", "parent", "eth0")
            .withPools(pool("192.168.1.0/24", "192.168.1.1"));
    Netns inside = start(dock, "aa", create(dock, l2));
    Ipvlan eth0 = assertInstanceOf(Ipvlan.class, inside.device("eth0"));
    assertEquals(dock.device("eth0").mac(), eth0.mac());
    assertEquals(IpvlanMode.L2, eth0.mode());
    assertEquals(IpvlanFlag.BRIDGE, eth0.flag());
    assertEquals("default via 192.168.1.1 dev eth0", TestEngine.routes(inside).getFirst());
    assertTrue(
        TestEngine.refusal(() ->
                dock.run(TestEngine.busybox("bb").network(l2.name()).mac("02:00:00:00:00:01")))
            .endsWith("ipvlan interfaces do not support custom mac address assignment"));
  }

  @Test
  @Tag("S093")
  void l3_has_a_default_route_out_of_the_device_and_several_subnets() {
    NetworkSpec l3 =
        spec(IPVLAN, "10.55.1.0/24", "parent", "eth0", "ipvlan_mode", "l3")
            .withPools(pool("10.55.1.0/24", ""), pool("10.55.2.0/24", ""));
    String id = create(old, l3);
    Netns one = start(old, "aa", id);
    Netns two =
        old.run(
                TestEngine.busybox("cc")
                    .network(id)
                    .endpoint(EndpointSpec.on(id).withIpv4(IpAddress.parse("10.55.2.9"))))
            .namespace();
    assertEquals(
        List.of("default dev eth0", "10.55.1.0/24 dev eth0 src 10.55.1.2"), TestEngine.routes(one));
    assertEquals(
        List.of("default dev eth0", "10.55.2.0/24 dev eth0 src 10.55.2.9"), TestEngine.routes(two));
    assertEquals(2, old.ping("aa", "10.55.2.9"));
  }

  @Test
  void without_a_gateway_newer_engines_give_the_first_address_to_a_container() {
    String id = create(dock, spec(MACVLAN, "192.168.50.0/24", "parent", "eth0"));
    assertEquals(
        List.of("192.168.50.0/24 dev eth0 src 192.168.50.1"),
        TestEngine.routes(start(dock, "aa", id)));
  }
}
