package dev.drydock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.CostModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is measured does what it claims.
class NetworksTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "9, 1", "1, 1000", "9, 1000"})
  void every_frame_of_a_burst_arrives_and_none_is_left(int bridges, int stations) {
    BridgeChain chain = new BridgeChain(bridges, stations, CostModel.LINUX);
    long before = chain.received();
    chain.burst(BridgeChain.SHORT_BYTES);
    chain.burst(1514);
    assertEquals(2 * BridgeChain.BURST, chain.received() - before);
    assertEquals(0, chain.outstanding());
  }

  @Test
  void a_frame_is_seen_at_every_device_of_its_way() {
    BridgeChain chain = new BridgeChain(2, 1, CostModel.LINUX);
    int[] seen = new int[1];
    chain.watch((timeNanos, frame, outbound) -> seen[0]++);
    chain.burst(BridgeChain.SHORT_BYTES);
    assertEquals(8 * BridgeChain.BURST, seen[0]);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 1", "1, 100"})
  void every_packet_crosses_the_routers(int routers, int flows) {
    RouterChain chain = new RouterChain(routers, flows);
    chain.burst();
    assertEquals(RouterChain.BURST, chain.received());
    assertEquals(0, chain.outstanding());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_frame_arrives_with_and_without_a_tunnel(boolean vxlan) {
    TunnelPath path = new TunnelPath(vxlan);
    long before = path.received();
    path.burst();
    assertEquals(TunnelPath.BURST, path.received() - before);
    assertEquals(vxlan ? TunnelPath.BURST : 0, path.encapsulated(path::burst));
  }

  @Test
  void every_way_between_containers_delivers_what_is_measured() {
    double[] nanos = HopRounds.run(new HopRounds.Effort(1, 1, 1, 1));
    assertEquals(HopWay.values().length, nanos.length);
    assertTrue(Arrays.stream(nanos).allMatch(each -> each > 0));
  }

  @Test
  void the_firewall_knows_its_flows_and_lets_packets_pass_its_rules() {
    Firewall firewall = new Firewall();
    firewall.addRules(10);
    firewall.know(100);
    assertEquals(100, firewall.flows());
    assertTrue(firewall.track(99));
    assertTrue(firewall.filter());
    assertEquals(100, firewall.flows());
  }

  @ParameterizedTest
  @CsvSource({"1, 18", "1, 1472", "40, 18"})
  void every_datagram_comes_to_its_program(int pairs, int bytes) {
    DatagramPath path = new DatagramPath(pairs, bytes);
    path.burst();
    path.burst();
    assertEquals(2 * DatagramPath.BURST, path.received());
  }

  @Test
  void every_flow_is_tracked_and_translated_when_it_is_measured() {
    RouterChain chain = new RouterChain(1, 100);
    chain.masquerade();
    assertEquals(100, chain.connections());
    long before = chain.received();
    chain.burst();
    assertEquals(RouterChain.BURST, chain.received() - before);
    assertEquals(0, chain.outstanding());
  }

  @Test
  void pings_come_back_with_and_without_known_neighbours() {
    TwoHosts hosts = new TwoHosts();
    hosts.mixedTraffic(3);
    hosts.ping();
    hosts.forgetNeighbours();
    hosts.ping();
    assertEquals(11, hosts.replies());
    assertEquals(0, hosts.outstanding());
  }
}
