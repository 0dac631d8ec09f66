package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.port.PortSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Inspections against recorded ones.
class InspectTest {
  private static ContainerSpec.Builder web(String name) {
    return ContainerSpec.builder("web").name(name);
  }

  private static TestEngine defaultBridge() {
    TestEngine dock = new TestEngine("20.10");
    dock.run("one");
    dock.run("two");
    dock.run(web("web").publish(PortSpec.tcp(80, 80)));
    dock.run(web("web2").publish(PortSpec.tcp(8080, 80)));
    return dock;
  }

  private static TestEngine userBridge() {
    TestEngine dock = new TestEngine("20.10");
    dock.run("one");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.run(TestEngine.busybox("three").network("numbers"));
    dock.run(TestEngine.busybox("four").network("numbers"));
    EndpointSpec search = EndpointSpec.on("numbers").withAliases(List.of("search"));
    for (String name : List.of("w1", "w2", "w3")) {
      dock.run(web(name).endpoint(search));
    }
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    return dock;
  }

  private static void assertSettings(String recorded, TestEngine dock, String container) {
    Map<String, ?> all = dock.containers().inspect(container);
    assertEquals(
        JsonText.normal(JsonText.recorded(recorded)),
        JsonText.normal(JsonText.of(all.get("NetworkSettings"), 2)));
  }

  private static void assertNetworks(String recorded, TestEngine dock) {
    List<Object> networks = new ArrayList<>();
    for (Network network : dock.networks().list()) {
      networks.add(dock.networks().inspect(network.id()));
    }
    assertEquals(
        JsonText.sorted(JsonText.normal(JsonText.recorded(recorded))),
        JsonText.sorted(JsonText.normal(JsonText.of(networks, 4))));
  }

  @Test
  @Tag("S176")
  @Tag("S038")
  void a_container_on_docker0_is_shown_as_recorded() {
    assertSettings("default-bridge-one.json", defaultBridge(), "one");
  }

  @Test
  void published_ports_are_shown_as_recorded() {
    assertSettings("default-bridge-web.json", defaultBridge(), "web");
  }

  @Test
  void without_docker_proxy_only_ipv4_is_published() {
    DaemonConfig config = DaemonConfig.DEFAULT.with("userland-proxy", "false");
    TestEngine dock = new TestEngine("20.10", config);
    dock.run("one");
    dock.run(web("web").publish(PortSpec.tcp(8080, 80)));
    assertSettings("no-proxy-web.json", dock, "web");
  }

  @Test
  @Tag("S169")
  void a_container_on_two_networks_is_shown_as_recorded() {
    assertSettings("user-bridge-one.json", userBridge(), "one");
  }

  @Test
  void aliases_and_exposed_ports_are_shown_as_recorded() {
    assertSettings("user-bridge-w1.json", userBridge(), "w1");
  }

  @Test
  void nothing_is_published_on_an_internal_network() {
    TestEngine dock = new TestEngine("20.10");
    dock.networks().create(NetworkSpec.bridge("noicc"));
    dock.networks().remove("noicc");
    NetworkSpec.Flags internal = new NetworkSpec.Flags(true, false, false, null, null);
    dock.networks().create(NetworkSpec.bridge("inner").withFlags(internal));
    dock.run(TestEngine.busybox("c1").network("inner"));
    dock.run(web("c2").network("inner").publish(PortSpec.tcp(9000, 80)));
    assertSettings("internal-c2.json", dock, "c2");
  }

  @Test
  void a_container_without_networks_is_shown_as_recorded() {
    TestEngine dock = new TestEngine("20.10");
    dock.run(TestEngine.busybox("n1").network("none"));
    assertSettings("none-n1.json", dock, "n1");
  }

  @Test
  void a_container_that_ended_keeps_its_sandbox_id() {
    TestEngine dock = new TestEngine("20.10");
    dock.run(TestEngine.busybox("bad1").network("host").publish(PortSpec.tcp(1, 1)));
    dock.containers().ended("bad1", 0);
    assertSettings("host-bad1.json", dock, "bad1");
  }

  @Test
  @Tag("S168")
  @Tag("S044")
  void the_default_networks_are_shown_as_recorded() {
    assertNetworks("default-bridge-networks.json", defaultBridge());
  }

  @Test
  void a_user_network_is_shown_as_recorded() {
    assertNetworks("user-bridge-networks.json", userBridge());
  }
}
