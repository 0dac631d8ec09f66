package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.network.Network;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineStartTest {
  private static DaemonConfig with(String key, String value) {
    return DaemonConfig.DEFAULT.with(key, value);
  }

  @Test
  @Tag("S020")
  @Tag("S021")
  @Tag("S022")
  void starting_makes_the_bridge_docker0_with_its_address() {
    TestEngine dock = new TestEngine("20.10");
    Bridge docker0 = dock.bridge("docker0");
    assertEquals(4, docker0.index());
    assertTrue(docker0.isUp());
    assertFalse(docker0.hasCarrier());
    assertEquals(
        List.of("172.17.0.1/16 brd 172.17.255.255"),
        TestEngine.addresses(dock.machine.root(), docker0));
    assertEquals(
        List.of(
            "172.17.0.0/16 dev docker0 src 172.17.0.1 linkdown",
            "192.168.1.0/24 dev eth0 src 192.168.1.41 linkdown"),
        TestEngine.routes(dock.machine.root()));
  }

  @Test
  @Tag("S166")
  void there_are_three_networks_from_the_start() {
    TestEngine dock = new TestEngine("20.10");
    assertEquals(
        List.of("bridge", "host", "none"),
        dock.networks().list().stream().map(Network::name).toList());
    assertEquals("null", dock.networks().get("none").driver().type());
    assertEquals(64, dock.networks().get("bridge").id().length());
  }

  @Test
  void forwarding_is_switched_on() {
    TestEngine dock = new TestEngine("20.10");
    assertEquals("1", dock.machine.root().sysctls().get("net.ipv4.ip_forward"));
  }

  @Test
  void forwarding_is_left_alone_when_it_is_told_to() {
    TestEngine dock = new TestEngine("20.10", with("ip-forward", "false"));
    assertEquals("0", dock.machine.root().sysctls().get("net.ipv4.ip_forward"));
  }

  @Test
  void an_old_engine_always_filters_bridged_packets() {
    assertEquals("1", bridgeFilter("20.10", DaemonConfig.DEFAULT));
  }

  @Test
  void a_new_engine_filters_bridged_packets_only_where_it_must() {
    assertNull(bridgeFilter("27", DaemonConfig.DEFAULT));
    assertEquals("1", bridgeFilter("27", with("icc", "false")));
    assertEquals("1", bridgeFilter("29", with("userland-proxy", "false")));
  }

  private static @Nullable String bridgeFilter(String version, DaemonConfig config) {
    return new TestEngine(version, config)
        .machine
        .root()
        .sysctls()
        .get("net.bridge.bridge-nf-call-iptables");
  }

  @Test
  void bip_chooses_the_subnet_of_docker0() {
    TestEngine dock = new TestEngine("29", with("bip", "10.1.0.5/24"));
    assertEquals(
        List.of("10.1.0.5/24 brd 10.1.0.255"),
        TestEngine.addresses(dock.machine.root(), dock.bridge("docker0")));
    dock.run("one");
    assertEquals("10.1.0.1", dock.address("one", "bridge"));
  }

  @Test
  void fixed_cidr_limits_the_addresses_of_containers() {
    DaemonConfig config = with("bip", "10.1.0.1/16").with("fixed-cidr", "10.1.7.0/24");
    TestEngine dock = new TestEngine("29", config);
    dock.run("one");
    assertEquals("10.1.7.0", dock.address("one", "bridge"));
  }

  @Test
  void default_gateway_is_where_containers_send_to() {
    TestEngine dock = new TestEngine("27", with("default-gateway", "172.17.0.254"));
    Container one = dock.run("one");
    assertEquals(
        List.of("default via 172.17.0.254 dev eth0", "172.17.0.0/16 dev eth0 src 172.17.0.2"),
        TestEngine.routes(one.namespace()));
  }

  @Test
  void mtu_is_given_to_docker0_and_its_ports() {
    TestEngine dock = new TestEngine("29", with("mtu", "1400"));
    Container one = dock.run("one");
    assertEquals(1400, dock.bridge("docker0").mtuBytes());
    assertEquals(1400, Objects.requireNonNull(one.namespace().device("eth0")).mtuBytes());
  }

  @Test
  void bridge_none_makes_no_default_network() {
    TestEngine dock = new TestEngine("27", with("bridge", "none"));
    assertNull(dock.machine.root().device("docker0"));
    assertEquals(2, dock.networks().list().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "27"})
  void the_bridge_address_of_old_engines_begins_with_02_42(String version) {
    assertEquals(0x0242, new TestEngine(version).bridge("docker0").mac() >>> 32);
  }

  @Test
  void the_bridge_address_of_new_engines_is_random() {
    long mac = new TestEngine("29").bridge("docker0").mac();
    assertNotEquals(0x0242, mac >>> 32);
    assertEquals(0x0200_0000_0000L, mac & 0x0300_0000_0000L);
  }

  @Test
  void restarting_the_daemon_keeps_docker0_and_ends_the_containers() {
    TestEngine dock = new TestEngine("27");
    dock.run("one");
    long mac = dock.bridge("docker0").mac();
    String id = dock.networks().get("bridge").id();
    dock.engine.restart();
    assertEquals(State.EXITED, dock.containers().get("one").state());
    assertEquals(mac, dock.bridge("docker0").mac());
    assertNotEquals(id, dock.networks().get("bridge").id());
    assertTrue(dock.networks().inspect("bridge").toString().contains("Gateway=172.17.0.1"));
  }

  @Test
  void purging_leaves_the_machine_as_it_was() {
    TestEngine dock = new TestEngine("27");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.run(TestEngine.busybox("one").network("numbers"));
    dock.engine.purge();
    assertEquals(
        List.of("lo", "eth0"),
        dock.machine.root().devices().stream()
            .map(Object::toString)
            .map(path -> path.substring(path.indexOf('/') + 1))
            .toList());
    assertEquals(1, dock.machine.namespaces().size());
  }
}
