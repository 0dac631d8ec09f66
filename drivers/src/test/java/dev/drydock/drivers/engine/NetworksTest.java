package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.network.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NetworksTest {
  private static final String PREFIX = "com.docker.network.";

  @Test
  @Tag("S040")
  void a_user_network_is_a_bridge_of_its_own() {
    TestEngine dock = new TestEngine("20.10");
    String id = dock.networks().create(NetworkSpec.bridge("numbers"));
    Bridge bridge = dock.bridge("br-" + id.substring(0, 12));
    assertEquals(
        List.of("172.18.0.1/16 brd 172.18.255.255"),
        TestEngine.addresses(dock.machine.root(), bridge));
    dock.networks().remove("numbers");
    assertNull(dock.machine.root().device(bridge.name()));
    assertEquals(3, dock.networks().list().size());
  }

  @Test
  void options_choose_name_mtu_and_prefix() {
    TestEngine dock = new TestEngine("27");
    Map<String, String> options = new java.util.TreeMap<>();
    options.put(PREFIX + "bridge.name", "custom0");
    options.put(PREFIX + "driver.mtu", "1300");
    options.put(PREFIX + "container_iface_prefix", "net");
    dock.networks().create(NetworkSpec.bridge("n").withOptions(options));
    Netns inside = dock.run(TestEngine.busybox("one").network("n")).namespace();
    var net0 = inside.device("net0");
    assertNotNull(net0);
    assertEquals(1300, net0.mtuBytes());
    assertEquals(1300, dock.device("custom0").mtuBytes());
  }

  @Test
  void wrong_options_are_refused_and_leave_nothing() {
    assertEquals(
        "failed to parse com.docker.network.bridge.enable_icc value: maybe (strconv.ParseBool:"
            + " parsing \"maybe\": invalid syntax)",
        refusal(PREFIX + "bridge.enable_icc", "maybe"));
    assertEquals("invalid MTU number: -1", refusal(PREFIX + "driver.mtu", "-1"));
    assertEquals(
        "gateway mode 'isolated' can only be used for an internal network",
        refusal(PREFIX + "bridge.gateway_mode_ipv4", "isolated"));
  }

  private static String refusal(String key, String value) {
    TestEngine dock = new TestEngine("29");
    int devices = dock.machine.root().devices().size();
    NetworkSpec spec = NetworkSpec.bridge("n").withOptions(Map.of(key, value));
    String text = TestEngine.refusal(() -> dock.networks().create(spec));
    assertEquals(devices, dock.machine.root().devices().size());
    dock.networks().create(NetworkSpec.bridge("n"));
    assertEquals(
        "172.18.0.0/16", String.valueOf(dock.networks().get("n").subnets().getFirst().pool()));
    return text;
  }

  @Test
  void two_networks_cannot_share_a_bridge() {
    TestEngine dock = new TestEngine("27");
    NetworkSpec spec =
        NetworkSpec.bridge("n").withOptions(Map.of(PREFIX + "bridge.name", "docker0"));
    assertTrue(
        TestEngine.refusal(() -> dock.networks().create(spec))
            .endsWith(" (docker0): networks have same bridge name"));
  }

  @Test
  void an_existing_bridge_is_used_and_stays() {
    TestEngine dock = new TestEngine("20.10");
    Bridge br0 = new Bridge(dock.machine.softnet(), "br0", dock.machine.randomMac());
    dock.machine.root().add(br0);
    NetworkSpec spec =
        NetworkSpec.bridge("flat")
            .withPools(new NetworkSpec.Pool("10.5.0.0/24", "10.5.0.64/26", "10.5.0.41", Map.of()))
            .withOptions(Map.of(PREFIX + "bridge.name", "br0"));
    dock.networks().create(spec);
    dock.run(TestEngine.busybox("aa").network("flat"));
    assertEquals("10.5.0.64", dock.address("aa", "flat"));
    assertEquals(1, br0.ports().size());
    dock.containers().remove("aa", true);
    dock.networks().remove("flat");
    assertEquals(br0, dock.device("br0"));
  }

  @Test
  void names_that_are_kept_or_taken_are_refused() {
    TestEngine dock = new TestEngine("27");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    assertEquals(
        "operation is not permitted on predefined host network ",
        TestEngine.refusal(() -> dock.networks().create(NetworkSpec.bridge("host"))));
    assertEquals(
        "network with name numbers already exists",
        TestEngine.refusal(() -> dock.networks().create(NetworkSpec.bridge("numbers"))));
    assertEquals("network nope not found", TestEngine.refusal(() -> dock.networks().get("nope")));
    assertEquals(
        "bridge is a pre-defined network and cannot be removed",
        TestEngine.refusal(() -> dock.networks().remove("bridge")));
  }

  @Test
  void a_network_in_use_is_not_removed() {
    TestEngine dock = new TestEngine("29");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.run(TestEngine.busybox("one").network("numbers"));
    String endpoint = dock.endpoint("one", "numbers").id().substring(0, 12);
    assertEquals(
        "error while removing network: network numbers has active endpoints (name:\"one\" id:\""
            + endpoint
            + "\")",
        TestEngine.refusal(() -> dock.networks().remove("numbers")));
    assertEquals(List.of(), dock.networks().prune(network -> true));
    dock.containers().stop("one", StopOptions.AT_ONCE);
    assertEquals(List.of("numbers"), dock.networks().prune(network -> true));
  }

  @Test
  void a_network_is_found_by_the_beginning_of_its_id() {
    TestEngine dock = new TestEngine("27");
    String id = dock.networks().create(NetworkSpec.bridge("numbers"));
    assertEquals("numbers", dock.networks().get(id.substring(0, 9)).name());
  }

  @Test
  @Tag("S169")
  void connecting_a_running_container_adds_an_interface() {
    TestEngine dock = new TestEngine("20.10");
    Container one = dock.run("one");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    assertEquals(
        List.of(
            "default via 172.17.0.1 dev eth0",
            "172.17.0.0/16 dev eth0 src 172.17.0.2",
            "172.18.0.0/16 dev eth1 src 172.18.0.2"),
        TestEngine.routes(one.namespace()));
    assertEquals(
        """
        127.0.0.1\tlocalhost
        ::1\tlocalhost ip6-localhost ip6-loopback
        fe00::0\tip6-localnet
        ff00::0\tip6-mcastprefix
        ff02::1\tip6-allnodes
        ff02::2\tip6-allrouters
        172.17.0.2\tSHORT
        172.18.0.2\tSHORT
        """
            .replace("SHORT", one.shortId()),
        one.files().hosts());
    assertEquals("nameserver 127.0.0.11\noptions ndots:0\n", one.files().resolvConf());
  }

  @Test
  @Tag("S170")
  void after_a_disconnect_an_old_engine_counts_on() {
    TestEngine dock = new TestEngine("20.10");
    Container one = dock.run("one");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    dock.networks().disconnect("numbers", "one");
    assertNull(one.namespace().device("eth1"));
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    dock.networks().disconnect("bridge", "one");
    assertEquals(
        List.of("default via 172.18.0.1 dev eth2", "172.18.0.0/16 dev eth2 src 172.18.0.2"),
        TestEngine.routes(one.namespace()));
  }

  @Test
  void a_restart_makes_endpoints_as_noted_and_names_interfaces_by_network() {
    TestEngine dock = new TestEngine("20.10");
    dock.networks().create(NetworkSpec.bridge("zulu"));
    dock.networks().create(NetworkSpec.bridge("alpha"));
    Container one = dock.run(TestEngine.busybox("one").network("zulu"));
    dock.networks().connect("one", EndpointSpec.on("alpha"));
    dock.containers().stop("one", StopOptions.AT_ONCE);
    dock.containers().start("one");
    assertTrue(indexOf(one, "eth1") < indexOf(one, "eth0"), "zulu is made first");
    assertEquals("default via 172.19.0.1 dev eth0", TestEngine.routes(one.namespace()).getFirst());
    String hosts = one.files().hosts();
    assertTrue(hosts.indexOf("172.18.0.2") < hosts.indexOf("172.19.0.2"), hosts);
    dock.networks().disconnect("zulu", "one");
    dock.networks().connect("one", EndpointSpec.on("zulu"));
    assertNotNull(one.namespace().device("eth2"), "names go on behind those of the start");
    dock.containers().stop("one", StopOptions.AT_ONCE);
    dock.containers().start("one");
    assertTrue(indexOf(one, "eth1") < indexOf(one, "eth0"), "zulu took its old place");
  }

  @Test
  void a_restart_makes_the_endpoint_of_the_default_network_first() {
    TestEngine dock = new TestEngine("20.10");
    dock.networks().create(NetworkSpec.bridge("alpha"));
    Container one = dock.run(TestEngine.busybox("one").network("alpha"));
    dock.networks().connect("one", EndpointSpec.on("bridge"));
    dock.containers().stop("one", StopOptions.AT_ONCE);
    dock.containers().start("one");
    assertTrue(indexOf(one, "eth1") < indexOf(one, "eth0"), "docker0 is eth1 and is made first");
  }

  private static int indexOf(Container container, String device) {
    return Objects.requireNonNull(container.namespace().device(device)).index();
  }

  @Test
  void after_a_disconnect_a_new_engine_takes_the_lowest_free_number() {
    TestEngine dock = new TestEngine("29");
    Container one = dock.run("one");
    dock.networks().create(NetworkSpec.bridge("a"));
    dock.networks().create(NetworkSpec.bridge("b"));
    dock.networks().connect("one", EndpointSpec.on("a"));
    dock.networks().disconnect("bridge", "one");
    dock.networks().connect("one", EndpointSpec.on("b"));
    assertEquals(
        List.of(
            "default via 172.18.0.1 dev eth1",
            "172.18.0.0/16 dev eth1 src 172.18.0.2",
            "172.19.0.0/16 dev eth0 src 172.19.0.2"),
        TestEngine.routes(one.namespace()));
  }

  @Test
  void the_first_name_gives_the_default_route() {
    TestEngine dock = new TestEngine("20.10");
    for (String name : List.of("mike", "alpha", "zulu")) {
      dock.networks().create(NetworkSpec.bridge(name));
    }
    Container one = dock.run(TestEngine.busybox("one").network("mike"));
    dock.networks().connect("one", EndpointSpec.on("zulu"));
    assertEquals("default via 172.18.0.1 dev eth0", TestEngine.routes(one.namespace()).getFirst());
    dock.networks().connect("one", EndpointSpec.on("alpha"));
    assertEquals("default via 172.19.0.1 dev eth2", TestEngine.routes(one.namespace()).getFirst());
    dock.networks().disconnect("alpha", "one");
    assertEquals("default via 172.18.0.1 dev eth0", TestEngine.routes(one.namespace()).getFirst());
  }

  @Test
  void priority_comes_before_the_name() {
    TestEngine dock = new TestEngine("28.0");
    dock.networks().create(NetworkSpec.bridge("alpha"));
    dock.networks().create(NetworkSpec.bridge("zulu"));
    Container one = dock.run(TestEngine.busybox("one").network("alpha"));
    dock.networks().connect("one", EndpointSpec.on("zulu").withGwPriority(1));
    assertEquals("default via 172.19.0.1 dev eth1", TestEngine.routes(one.namespace()).getFirst());
  }

  @Test
  void an_internal_network_gives_a_default_route_only_in_old_engines() {
    assertEquals(
        List.of("default via 172.18.0.1 dev eth0", "172.18.0.0/16 dev eth0 src 172.18.0.2"),
        internalRoutes("20.10"));
    assertEquals(List.of("172.18.0.0/16 dev eth0 src 172.18.0.2"), internalRoutes("27"));
  }

  private static List<String> internalRoutes(String version) {
    TestEngine dock = new TestEngine(version);
    NetworkSpec.Flags internal = new NetworkSpec.Flags(true, false, false, null, null);
    dock.networks().create(NetworkSpec.bridge("inner").withFlags(internal));
    return TestEngine.routes(dock.run(TestEngine.busybox("c1").network("inner")).namespace());
  }

  @Test
  void connecting_a_stopped_container_takes_effect_when_it_starts() {
    TestEngine dock = new TestEngine("27");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    Container one = dock.run("one");
    dock.containers().stop("one", StopOptions.AT_ONCE);
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    assertEquals(List.of(), dock.networks().get("numbers").endpoints());
    dock.containers().start("one");
    assertEquals(2, one.networks().size());
    assertEquals("172.18.0.2", dock.address("one", "numbers"));
  }

  @Test
  void names_on_a_network_are_name_aliases_short_id_and_host_name() {
    TestEngine dock = new TestEngine("27");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    EndpointSpec search = EndpointSpec.on("numbers").withAliases(List.of("search", "one"));
    Container one = dock.run(TestEngine.busybox("one").hostname("h").endpoint(search));
    Endpoint endpoint = dock.endpoint("one", "numbers");
    assertEquals(List.of("one", "search", one.shortId(), "h"), endpoint.request().dnsNames());
  }

  @Test
  void connecting_twice_or_wrongly_is_refused() {
    TestEngine dock = new TestEngine("20.10");
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.run("one");
    dock.run(TestEngine.busybox("n1").network("none"));
    Container shared = dock.run(TestEngine.busybox("shared").network("container:one"));
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    String sharing =
        "container sharing network namespace with another container or host cannot be connected"
            + " to any other network";
    String none =
        "container cannot be connected to multiple networks with one of the networks in private"
            + " (none) mode";
    assertEquals(
        "endpoint with name one already exists in network numbers",
        TestEngine.refusal(() -> dock.networks().connect("one", EndpointSpec.on("numbers"))));
    assertEquals(
        none, TestEngine.refusal(() -> dock.networks().connect("n1", EndpointSpec.on("bridge"))));
    assertEquals(
        none, TestEngine.refusal(() -> dock.networks().connect("one", EndpointSpec.on("none"))));
    assertEquals(
        sharing,
        TestEngine.refusal(() -> dock.networks().connect("shared", EndpointSpec.on("bridge"))));
    assertEquals(
        "container " + shared.id() + " is not connected to network bridge",
        TestEngine.refusal(() -> dock.networks().disconnect("bridge", "shared")));
    assertEquals(
        "container cannot be disconnected from host network or connected to host network",
        TestEngine.refusal(() -> dock.networks().connect("one", EndpointSpec.on("host"))));
  }

  @Test
  void an_unknown_driver_is_refused() {
    TestEngine dock = new TestEngine("27");
    assertTrue(
        TestEngine.refusal(
                () -> dock.networks().create(NetworkSpec.bridge("n").withDriver("weave")))
            .contains("weave"));
  }

  @Test
  @Tag("S004")
  void a_third_party_can_add_a_driver() {
    TestEngine dock = new TestEngine("27");
    dock.engine.register(new dev.drydock.drivers.bridge.HostDriver("weave"));
    dock.networks().create(NetworkSpec.bridge("n").withDriver("weave"));
    Container one = dock.run(TestEngine.busybox("one").network("n"));
    assertEquals("weave", dock.networks().get("n").driver().type());
    assertEquals(1, one.namespace().devices().size());
  }
}
