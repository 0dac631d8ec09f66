package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Mac;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who gets which subnet and address, against the recorded session.
class AddressesTest {
  private static final NetworkSpec RANGED =
      NetworkSpec.bridge("ranged")
          .withPools(
              new NetworkSpec.Pool(
                  "10.10.0.0/16", "10.10.5.0/28", "10.10.0.254", Map.of("r1", "10.10.5.3")));

  private static TestEngine ranged() {
    TestEngine dock = new TestEngine("20.10");
    Map<String, String> auxiliary = new java.util.TreeMap<>();
    auxiliary.put("r1", "10.10.5.3");
    auxiliary.put("r2", "10.10.5.4");
    dock.networks()
        .create(
            RANGED.withPools(
                new NetworkSpec.Pool("10.10.0.0/16", "10.10.5.0/28", "10.10.0.254", auxiliary)));
    return dock;
  }

  private static void run(TestEngine dock, String name) {
    dock.run(TestEngine.busybox(name).network("ranged"));
  }

  private static String subnet(TestEngine dock, String network) {
    Subnet subnet = Objects.requireNonNull(dock.networks().get(network).ipv4());
    return subnet.prefix() + " " + subnet.gateway();
  }

  @Test
  @Tag("S167")
  void an_ip_range_is_used_from_its_first_to_its_last_address() {
    TestEngine dock = ranged();
    List<String> given = new ArrayList<>();
    for (int i = 1; i <= 14; i++) {
      run(dock, "k" + i);
      given.add(dock.address("k" + i, "ranged"));
    }
    assertEquals("10.10.5.0", given.getFirst());
    assertEquals("10.10.5.5", given.get(3));
    assertEquals("10.10.5.15", given.getLast());
    Network network = dock.networks().get("ranged");
    assertEquals(
        "no available IPv4 addresses on this network's address pools: ranged ("
            + network.id()
            + ")",
        TestEngine.refusal(() -> run(dock, "k35")));
  }

  @Test
  void a_fixed_address_may_lie_outside_the_range() {
    TestEngine dock = ranged();
    EndpointSpec fixed = EndpointSpec.on("ranged").withIpv4(IpAddress.parse("10.10.99.7"));
    dock.run(TestEngine.busybox("kx").endpoint(fixed).mac("02:42:de:ad:be:ef"));
    assertEquals("10.10.99.7", dock.address("kx", "ranged"));
    assertEquals("02:42:de:ad:be:ef", Mac.format(dock.endpoint("kx", "ranged").mac()));
  }

  @Test
  void a_network_with_a_range_is_shown_as_recorded() {
    String recorded = JsonText.normal(JsonText.recorded("ipam-networks.json"));
    String ours = JsonText.normal(JsonText.of(List.of(ranged().networks().inspect("ranged")), 4));
    String ipam = ours.substring(ours.indexOf("\"IPAM\""), ours.indexOf("\"Internal\""));
    assertTrue(recorded.contains(ipam), ipam);
  }

  @Test
  void an_address_in_use_is_refused_and_the_container_stays_created() {
    TestEngine dock = new TestEngine("20.10");
    dock.networks()
        .create(NetworkSpec.bridge("fixed").withPools(NetworkSpec.Pool.of("172.25.0.0/16")));
    EndpointSpec fixed = EndpointSpec.on("fixed").withIpv4(IpAddress.parse("172.25.3.4"));
    dock.run(TestEngine.busybox("e1").endpoint(fixed));
    assertEquals(
        "Address already in use",
        TestEngine.refusal(() -> dock.run(TestEngine.busybox("e2").endpoint(fixed))));
    assertEquals(State.CREATED, dock.containers().get("e2").state());
    dock.run(TestEngine.busybox("e3").network("fixed"));
    assertEquals("172.25.0.2", dock.address("e3", "fixed"));
    assertEquals(2, dock.networks().get("fixed").endpoints().size());
  }

  @Test
  void a_subnet_that_is_taken_is_refused() {
    assertEquals("Pool overlaps with other one on this address space", overlap("20.10"));
    assertEquals(
        "invalid pool request: Pool overlaps with other one on this address space", overlap("29"));
  }

  private static String overlap(String version) {
    TestEngine dock = new TestEngine(version);
    NetworkSpec clash = NetworkSpec.bridge("clash").withPools(NetworkSpec.Pool.of("172.17.3.0/24"));
    String refusal = TestEngine.refusal(() -> dock.networks().create(clash));
    assertEquals(3, dock.networks().list().size());
    return refusal;
  }

  /// Recorded: 172.17 is docker0's, the /20 of the LAN is skipped, removed ones come back last.
  @Test
  void an_old_engine_goes_round_the_default_pools() {
    TestEngine dock = new TestEngine("20.10");
    for (int i = 1; i <= 14; i++) {
      dock.networks().create(NetworkSpec.bridge("p" + i));
    }
    assertEquals("172.18.0.0/16 172.18.0.1", subnet(dock, "p1"));
    assertEquals("172.31.0.0/16 172.31.0.1", subnet(dock, "p14"));
    dock.networks().remove("p2");
    dock.networks().create(NetworkSpec.bridge("q1"));
    assertEquals("192.168.16.0/20 192.168.16.1", subnet(dock, "q1"));
  }

  @Test
  void a_new_engine_takes_the_lowest_free_pool() {
    TestEngine dock = new TestEngine("27");
    for (int i = 1; i <= 4; i++) {
      dock.networks().create(NetworkSpec.bridge("p" + i));
    }
    dock.networks().remove("p2");
    dock.networks().create(NetworkSpec.bridge("q1"));
    assertEquals("172.19.0.0/16 172.19.0.1", subnet(dock, "q1"));
  }

  @Test
  void thirty_networks_fit_beside_docker0_when_the_lan_is_elsewhere() {
    assertEquals(
        "could not find an available, non-overlapping IPv4 address pool among the defaults to"
            + " assign to the network",
        exhausted("20.10"));
    assertEquals("all predefined address pools have been fully subnetted", exhausted("29"));
  }

  /// 31 pools, less docker0's and the one the LAN of the recordings lies in.
  private static String exhausted(String version) {
    TestEngine dock = new TestEngine(version);
    for (int i = 1; i <= 29; i++) {
      dock.networks().create(NetworkSpec.bridge("p" + i));
    }
    return TestEngine.refusal(() -> dock.networks().create(NetworkSpec.bridge("more")));
  }

  @Test
  void before_23_a_route_by_way_of_others_counts_as_taken() {
    assertEquals(
        "could not find an available, non-overlapping IPv4 address pool among the defaults to"
            + " assign to the network",
        TestEngine.refusal(() -> behindVpn("20.10")));
    behindVpn("27");
  }

  /// Two routes that together cover everything, and a network that names no subnet.
  private static void behindVpn(String version) {
    TestEngine dock = new TestEngine(version);
    for (String half : List.of("0.0.0.0/1", "128.0.0.0/1")) {
      dock.net.route(dock.machine.root(), dock.device("eth0"), half, "192.168.1.1");
    }
    dock.networks().create(NetworkSpec.bridge("p1"));
  }

  @Test
  void an_auxiliary_address_can_be_the_gateway_of_containers() {
    TestEngine dock = new TestEngine("27");
    dock.networks()
        .create(
            NetworkSpec.bridge("n")
                .withPools(
                    new NetworkSpec.Pool(
                        "10.9.0.0/24", "", "", Map.of("DefaultGatewayIPv4", "10.9.0.9"))));
    Container one = dock.run(TestEngine.busybox("one").network("n"));
    assertEquals(
        List.of("default via 10.9.0.9 dev eth0", "10.9.0.0/24 dev eth0 src 10.9.0.2"),
        TestEngine.routes(one.namespace()));
  }

  @Test
  void a_wrong_request_names_all_its_problems() {
    TestEngine dock = new TestEngine("27");
    NetworkSpec wrong =
        NetworkSpec.bridge("n")
            .withPools(
                new NetworkSpec.Pool(
                    "172.20.1.1/16", "172.21.0.0/24", "10.0.0.1", Map.of("a", "10.0.0.2")));
    assertEquals(
        """
        invalid network config:
        invalid subnet 172.20.1.1/16: it should be 172.20.0.0/16
        invalid ip-range 172.21.0.0/24: parent subnet 172.20.1.1/16 doesn't contain ip-range
        invalid gateway 10.0.0.1: parent subnet 172.20.1.1/16 doesn't contain this address
        invalid auxiliary address a: parent subnet 172.20.1.1/16 doesn't contain this address\
        """,
        TestEngine.refusal(() -> dock.networks().create(wrong)));
  }

  @Test
  void a_fixed_address_needs_a_subnet_the_user_chose_until_29() {
    EndpointSpec fixed = EndpointSpec.on("n").withIpv4(IpAddress.parse("172.18.0.9"));
    TestEngine old = new TestEngine("27");
    old.networks().create(NetworkSpec.bridge("n"));
    assertEquals(
        "invalid config for network n: invalid endpoint settings:\nuser specified IP address is"
            + " supported only when connecting to networks with user configured subnets",
        TestEngine.refusal(() -> old.run(TestEngine.busybox("one").endpoint(fixed))));
    TestEngine recent = new TestEngine("29");
    recent.networks().create(NetworkSpec.bridge("n"));
    recent.run(TestEngine.busybox("one").endpoint(fixed));
    assertEquals("172.18.0.9", recent.address("one", "n"));
  }
}
