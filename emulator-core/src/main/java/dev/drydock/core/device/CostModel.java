package dev.drydock.core.device;

/// What the work on one frame costs a machine's CPU, in nanoseconds of virtual time.
///
/// The defaults were measured on Linux 6.18 with network namespaces; see `docs/performance.md`.
/// They are a model of one typical machine, not a promise about another.
///
/// @param socketNanos send and receive through a socket, half at each end
/// @param vethNanos crossing a veth pair
/// @param bridgeNanos a bridge, from port to port
/// @param bridgeNetfilterNanos more for a bridge that calls the IP hooks (br_netfilter)
/// @param routeNanos a routing decision and the forwarding path
/// @param conntrackNanos connection tracking
/// @param natNanos rewriting a packet of an established, translated flow
/// @param macvlanNanos delivery to a macvlan or ipvlan child
/// @param vxlanEncapsulationNanos putting a frame into VXLAN
/// @param vxlanDecapsulationNanos taking it out
/// @param loopbackNanos crossing the loopback device; a guess, as a veth without the pair
public record CostModel(
    int socketNanos,
    int vethNanos,
    int bridgeNanos,
    int bridgeNetfilterNanos,
    int routeNanos,
    int conntrackNanos,
    int natNanos,
    int macvlanNanos,
    int vxlanEncapsulationNanos,
    int vxlanDecapsulationNanos,
    int loopbackNanos) {
  /// Everything is free: only links take time.
  public static final CostModel ZERO = new CostModel(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// The measured costs.
  public static final CostModel LINUX =
      new CostModel(2600, 390, 550, 390, 715, 430, 300, 85, 1200, 1160, 390);
}
