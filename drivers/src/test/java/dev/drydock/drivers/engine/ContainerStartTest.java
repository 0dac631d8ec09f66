package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerStartTest {
  private static VethEnd eth0(Container container) {
    return Assertions.assertInstanceOf(VethEnd.class, container.namespace().device("eth0"));
  }

  @Test
  @Tag("S023")
  @Tag("S028")
  void a_container_is_joined_to_docker0_by_a_veth_pair() {
    TestEngine dock = new TestEngine("20.10");
    Container one = dock.run("one");
    VethEnd inside = eth0(one);
    VethEnd outside = inside.peer();
    assertEquals(5, inside.index());
    assertEquals(6, outside.index());
    assertTrue(outside.name().matches("veth[0-9a-f]{7}"));
    assertEquals(dock.bridge("docker0"), outside.master());
    assertTrue(dock.bridge("docker0").hasCarrier());
    assertEquals("02:42:ac:11:00:02", Mac.format(inside.mac()));
    assertEquals(
        List.of("172.17.0.2/16 brd 172.17.255.255"), TestEngine.addresses(one.namespace(), inside));
    assertEquals(
        List.of("default via 172.17.0.1 dev eth0", "172.17.0.0/16 dev eth0 src 172.17.0.2"),
        TestEngine.routes(one.namespace()));
  }

  @Test
  @Tag("S034")
  void containers_on_docker0_ping_each_other() {
    TestEngine dock = new TestEngine("20.10");
    dock.run("one");
    dock.run("two");
    assertEquals(2, dock.ping("one", "172.17.0.3"));
    assertEquals(2, dock.ping("two", "172.17.0.1"));
    assertEquals(2, dock.ping(dock.machine.root(), "172.17.0.2"));
    assertEquals(0, dock.net.frames().outstanding());
  }

  @Test
  void an_engine_from_28_on_makes_the_interface_inside_the_container() {
    TestEngine dock = new TestEngine("28.0");
    VethEnd inside = eth0(dock.run("one"));
    assertEquals(2, inside.index());
    assertEquals(5, inside.peer().index());
    assertNotEquals(0x0242, inside.mac() >>> 32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "27"})
  void an_old_engine_says_nothing_when_a_container_starts(String version) {
    TestEngine dock = new TestEngine(version);
    dock.net.watch(dock.bridge("docker0"));
    dock.run("one");
    dock.net.run(5);
    assertEquals(List.of(), dock.net.seen(dock.bridge("docker0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"28.0", "29"})
  void a_new_engine_announces_an_address_three_times_a_second_apart(String version) {
    TestEngine dock = new TestEngine(version);
    NetDevice docker0 = dock.bridge("docker0");
    dock.net.watch(docker0);
    dock.net.run(1);
    dock.run("one");
    dock.net.run(5);
    assertEquals(
        List.of(1_000_000_000L, 2_000_000_000L, 3_000_000_000L),
        dock.net.sightings().stream().map(s -> s.timeNanos()).toList());
    assertTrue(
        dock.net.seen(docker0).stream().allMatch(s -> s.startsWith("< ARP who has 172.17.0.2")),
        dock.net.seen(docker0).toString());
  }

  @Test
  void a_container_that_stops_is_no_longer_announced() {
    TestEngine dock = new TestEngine("29");
    dock.net.watch(dock.bridge("docker0"));
    dock.run("one");
    dock.net.run(0.5);
    dock.containers().stop("one", StopOptions.AT_ONCE);
    dock.net.run(5);
    assertEquals(1, dock.net.sightings().size());
    assertEquals(0, dock.net.frames().outstanding());
  }

  @Test
  void stopping_frees_address_interface_and_namespace_at_once() {
    TestEngine dock = new TestEngine("20.10");
    Container one = dock.run("one");
    String veth = eth0(one).peer().name();
    dock.containers().stop("one", StopOptions.AT_ONCE);
    assertNull(dock.machine.root().device(veth));
    assertNull(dock.machine.namespace("one"));
    assertEquals(List.of(), dock.bridge("docker0").ports());
    assertEquals(State.EXITED, one.state());
    assertEquals(137, one.exitCode());
    dock.run("two");
    assertEquals("172.17.0.2", dock.address("two", "bridge"));
  }

  /// The recorded order: three stopped containers swap addresses when they start in another order.
  @Test
  void a_start_takes_the_lowest_free_address() {
    TestEngine dock = new TestEngine("20.10");
    for (int i = 1; i <= 10; i++) {
      dock.run("m" + i);
    }
    assertEquals("172.17.0.11", dock.address("m10", "bridge"));
    List.of("m3", "m4", "m7").forEach(n -> dock.containers().stop(n, StopOptions.AT_ONCE));
    dock.run("m11");
    dock.run("m12");
    assertEquals("172.17.0.4", dock.address("m11", "bridge"));
    assertEquals("172.17.0.5", dock.address("m12", "bridge"));
    List.of("m7", "m4", "m3").forEach(dock.containers()::start);
    assertEquals("172.17.0.8", dock.address("m7", "bridge"));
    assertEquals("172.17.0.12", dock.address("m4", "bridge"));
    assertEquals("172.17.0.13", dock.address("m3", "bridge"));
    List.of("m5", "m6").forEach(n -> dock.containers().restart(n, StopOptions.AT_ONCE));
    assertEquals("172.17.0.6", dock.address("m5", "bridge"));
  }

  /// Recorded: `two` was restarted, its pair is the fifth; the indexes went on.
  @Test
  void a_restarted_container_gets_new_indexes() {
    TestEngine dock = new TestEngine("20.10");
    List.of("one", "two", "web", "web2").forEach(dock::run);
    dock.containers().stop("two", StopOptions.AT_ONCE);
    dock.containers().start("two");
    assertEquals(
        List.of(6, 10, 12, 14),
        dock.bridge("docker0").ports().stream()
            .map(BridgePort::device)
            .map(NetDevice::index)
            .sorted()
            .toList());
  }

  @Test
  void a_fixed_mac_is_used() {
    TestEngine dock = new TestEngine("20.10");
    Container one = dock.run(TestEngine.busybox("one").mac("02:42:00:00:00:77"));
    assertEquals("02:42:00:00:00:77", Mac.format(eth0(one).mac()));
  }

  @Test
  void sysctls_of_a_container_are_those_recorded() {
    TestEngine dock = new TestEngine("20.10");
    var sysctls = dock.run("one").namespace().sysctls();
    assertEquals("0", sysctls.get("net.ipv4.ip_forward"));
    assertEquals("0\t2147483647", sysctls.get("net.ipv4.ping_group_range"));
    assertEquals("0", sysctls.get("net.ipv4.ip_unprivileged_port_start"));
    assertEquals("1", sysctls.get("net.ipv6.conf.all.disable_ipv6"));
    assertEquals("1", sysctls.get("net.ipv6.conf.default.disable_ipv6"));
    assertEquals("1", sysctls.get("net.ipv6.conf.eth0.disable_ipv6"));
  }

  @Test
  void the_same_seed_gives_the_same_engine() {
    assertEquals(fingerprint(), fingerprint());
  }

  private static String fingerprint() {
    TestEngine dock = new TestEngine("29");
    dock.run(ContainerSpec.builder("busybox").command("sleep", "9"));
    Container container = dock.containers().list(true).getFirst();
    assertNotNull(container.sandbox());
    return container.id()
        + container.name()
        + container.pid()
        + Objects.requireNonNull(container.sandbox()).id()
        + eth0(container).peer().name()
        + eth0(container).mac();
  }
}
