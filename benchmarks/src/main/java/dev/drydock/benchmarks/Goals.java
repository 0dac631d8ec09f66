package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Goal.Bound;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The goals that a run of the benchmarks can judge. Where a goal compares with a peer, the peer's
/// figure is the one in `docs/performance.md`, taken on one machine: elsewhere the verdict is a
/// hint only, and `benchmarks/peers` measures both side by side.
final class Goals {
  /// What ns-3 3.37 of Debian takes for one more bridge, nanoseconds.
  private static final double NS3_BRIDGE_HOP = 1337;

  /// One more bridge and veth pair in the Linux kernel, br_netfilter off.
  private static final double KERNEL_BRIDGE_HOP = 258;

  /// One more router in ns-3.
  private static final double NS3_ROUTER_HOP = 4333;

  /// One more router and veth pair in the kernel.
  private static final double KERNEL_ROUTER_HOP = 234;

  /// MASQUERADE of an established flow in the kernel.
  private static final double KERNEL_MASQUERADE = 315;

  /// VXLAN in the kernel, out and in, on top of a bridge and a veth pair.
  private static final double KERNEL_VXLAN = 695;

  /// tcpdump from file to file, megabytes a second, frames of 64 and 1514 bytes.
  private static final double TCPDUMP_SHORT = 681;

  private static final double TCPDUMP_LONG = 1585;

  private static final String WHEEL = "EventQueue.wheel";
  private static final String HEAP = "EventQueue.priorityQueue";
  private static final String TCP = "Tcp.segment";
  private static final String BRIDGE = "Bridge.frame";
  private static final String NINE_BRIDGES = "bridges=9 stations=1";
  private static final String ROUTER = "Router.packet";
  private static final String NAT = "Nat.packet";
  private static final String TRANSLATED = "flows=10000 masquerade=true";
  private static final String TUNNEL = "Tunnel.frame";
  private static final String CAPTURE = "Capture.write";

  /// Bytes a pcapng packet block of ours adds to a frame padded to four bytes.
  private static final int BLOCK_BYTES = 28 + 20 + 8;

  static final List<Goal> ALL =
      List.of(
          bridge(1, NS3_BRIDGE_HOP, Bound.atLeast(40, 80, "x ns-3")),
          bridge(3, KERNEL_BRIDGE_HOP, Bound.atLeast(12, 25, "x kernel")),
          new Goal(
              21,
              BRIDGE,
              NINE_BRIDGES,
              Bound.atMost(1, 0.1, "B a hop"),
              results -> results.allocatedBytes(BRIDGE, NINE_BRIDGES) / 9),
          router(KERNEL_ROUTER_HOP, Bound.atLeast(8, 16, "x kernel")),
          router(NS3_ROUTER_HOP, Bound.atLeast(60, 120, "x ns-3")),
          new Goal(
              7,
              NAT,
              TRANSLATED,
              Bound.atLeast(8, 16, "x kernel"),
              results -> KERNEL_MASQUERADE / translation(results)),
          new Goal(
              8,
              TUNNEL,
              "vxlan=true",
              Bound.atLeast(25, 60, "x kernel"),
              results -> KERNEL_VXLAN / encapsulation(results)),
          new Goal(
              10,
              TCP,
              "",
              Bound.atLeast(540_000, 1_400_000, "segments/s"),
              results -> 1e9 / results.score(TCP, "")),
          hop(HopWay.MACVLAN),
          hop(HopWay.IPVLAN_L2),
          hop(HopWay.IPVLAN_L3),
          capture(64, 64, TCPDUMP_SHORT, Bound.atLeast(2, 4, "x tcpdump")),
          capture(1514, 1516, TCPDUMP_LONG, Bound.atLeast(2, 3, "x tcpdump")),
          new Goal(
              14,
              WHEEL,
              "pending=1000000",
              Bound.atLeast(0.5, 0.9, "of the rate at 1000"),
              results ->
                  results.score(WHEEL, "pending=1000") / results.score(WHEEL, "pending=1000000")),
          new Goal(
              15,
              WHEEL,
              "pending=100000",
              Bound.atLeast(3, 5, "x"),
              results ->
                  results.score(HEAP, "pending=100000") / results.score(WHEEL, "pending=100000")),
          new Goal(
              19,
              ManyHosts.NAME,
              ManyHosts.parameters(ManyHosts.MANY),
              Bound.atLeast(4_000_000, 8_000_000, "events/s"),
              results -> 1e9 / results.score(ManyHosts.NAME, ManyHosts.parameters(ManyHosts.MANY))),
          new Goal(
              16,
              EndpointHeap.NAME,
              EndpointHeap.PARAMETERS,
              Bound.atMost(2048, 1024, "B"),
              results -> results.score(EndpointHeap.NAME, EndpointHeap.PARAMETERS)));

  private Goals() {}

  private static Goal bridge(int number, double peerNanos, Bound bound) {
    ToDoubleFunction<Results> hop =
        results ->
            (results.score(BRIDGE, NINE_BRIDGES) - results.score(BRIDGE, "bridges=1 stations=1"))
                / 8;
    return new Goal(
        number, BRIDGE, NINE_BRIDGES, bound, results -> peerNanos / hop.applyAsDouble(results));
  }

  private static Goal router(double peerNanos, Bound bound) {
    ToDoubleFunction<Results> hop =
        results -> (results.score(ROUTER, "routers=5") - results.score(ROUTER, "routers=1")) / 4;
    return new Goal(
        6, ROUTER, "routers=5", bound, results -> peerNanos / hop.applyAsDouble(results));
  }

  /// From container to container, against the same over a bridge without a firewall.
  private static Goal hop(HopWay way) {
    return new Goal(
        9,
        HopRounds.NAME,
        HopCosts.parameters(way),
        Bound.atMost(1, 0.5, "x bridge"),
        results ->
            HopCosts.deviceNanos(results, way) / HopCosts.deviceNanos(results, HopWay.BRIDGE_BARE));
  }

  private static double translation(Results results) {
    return results.score(NAT, TRANSLATED) - results.score(NAT, "flows=10000 masquerade=false");
  }

  private static double encapsulation(Results results) {
    return results.score(TUNNEL, "vxlan=true") - results.score(TUNNEL, "vxlan=false");
  }

  private static Goal capture(int bytes, int paddedBytes, double peerRate, Bound bound) {
    String parameters = "bytes=" + bytes;
    return new Goal(
        11,
        CAPTURE,
        parameters,
        bound,
        results ->
            (paddedBytes + BLOCK_BYTES) * 1000.0 / results.score(CAPTURE, parameters) / peerRate);
  }
}
