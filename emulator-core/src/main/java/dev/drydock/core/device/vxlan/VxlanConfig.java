package dev.drydock.core.device.vxlan;

/// How a VXLAN device was made: the attributes of `ip link add … type vxlan`.
///
/// @param vni the network identifier
/// @param port the UDP port frames go to
/// @param local the outer source; 0 lets the route choose
/// @param ttl the outer time to live; 0 is the route's default
/// @param tos the outer type of service; 1 inherits the inner one
/// @param dontFragment whether outer packets must not be fragmented
/// @param sourcePorts first port and the one behind the last; both 0 for the ephemeral range
/// @param flags the switches
public record VxlanConfig(
    int vni,
    int port,
    int local,
    int ttl,
    int tos,
    boolean dontFragment,
    SourcePorts sourcePorts,
    Flags flags) {
  /// The time to live of the route: `net.ipv4.ip_default_ttl`.
  static final int DEFAULT_TTL = 64;

  /// Where outer source ports come from.
  public record SourcePorts(int first, int end) {
    /// The ephemeral ports of the namespace.
    public static final SourcePorts EPHEMERAL = new SourcePorts(0, 0);

    /// The first port there is.
    int low() {
      return first >= end ? 32_768 : first;
    }

    /// The first port there is no longer.
    int high() {
      return first >= end ? 60_999 : end;
    }
  }

  /// The switches.
  ///
  /// @param learning remote addresses are learned from received frames
  /// @param proxy ARP requests are answered from the neighbour table, or lost
  /// @param l2Miss a program wants to know of unknown MAC addresses
  /// @param l3Miss a program wants to know of unknown IP addresses
  public record Flags(boolean learning, boolean proxy, boolean l2Miss, boolean l3Miss) {
    /// Only learning, the kernel's default.
    public static final Flags DEFAULT = new Flags(true, false, false, false);
  }

  /// A device with the kernel's defaults.
  public static VxlanConfig of(int vni, int port) {
    return new VxlanConfig(vni, port, 0, 0, 0, false, SourcePorts.EPHEMERAL, Flags.DEFAULT);
  }

  /// The same with other switches.
  public VxlanConfig withFlags(Flags newFlags) {
    return new VxlanConfig(vni, port, local, ttl, tos, dontFragment, sourcePorts, newFlags);
  }
}
