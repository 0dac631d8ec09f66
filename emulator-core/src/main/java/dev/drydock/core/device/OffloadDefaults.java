package dev.drydock.core.device;

/// Which offloads new devices of a machine have.
public enum OffloadDefaults {
  /// Those that Linux sets.
  KERNEL,
  /// The same without those that make frames larger than a wire's: as after `ethtool -K DEV tso off
  /// gso off gro off`.
  SEGMENTED,
  /// As after `ethtool -K DEV tx off tso off gso off gro off`: nothing that captures show.
  OFF;

  /// What a device of a kind has from the start, flags of [Offloads].
  int of(DeviceKind kind) {
    return switch (this) {
      case KERNEL -> Offloads.usual(kind);
      case SEGMENTED -> Offloads.PLAIN;
      case OFF -> Offloads.PLAIN & ~(Offloads.TX_CHECKSUM | Offloads.SCTP_CHECKSUM);
    };
  }
}
