package dev.drydock.core.device;

import org.jspecify.annotations.Nullable;

/// What a kernel can be built with or without, by the names of Linux `Kconfig`.
public enum KernelOption {
  /// Dummy devices.
  DUMMY,
  /// Macvlan devices.
  MACVLAN,
  /// Ipvlan devices.
  IPVLAN,
  /// VLAN devices.
  VLAN_8021Q,
  /// Bridges that keep VLANs apart.
  BRIDGE_VLAN_FILTERING,
  /// Receive queues that several CPUs serve; without it a device does not tell their number.
  RPS,
  /// The packet filter that iptables uses since 1.8; without it the legacy variant is in its place.
  NF_TABLES,
  /// User-mode Linux, on which commands take some ten times as long.
  UML,
  /// Load balancing (IPVS); without it nobody answers at the virtual addresses of a swarm.
  IP_VS;

  /// What makes devices of a kind; null for kinds that every kernel has.
  public static @Nullable KernelOption of(DeviceKind kind) {
    return switch (kind) {
      case DUMMY -> DUMMY;
      case MACVLAN -> MACVLAN;
      case IPVLAN -> IPVLAN;
      case VLAN -> VLAN_8021Q;
      case LOOPBACK, PHYSICAL, VETH, BRIDGE, VXLAN -> null;
    };
  }
}
