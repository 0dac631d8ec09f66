package dev.drydock.core.device.stp;

/// The state of a bridge port, in the order and by the words of Linux `if_bridge.h`.
public enum PortState {
  /// Down or without a carrier.
  DISABLED,
  /// The spanning tree listens.
  LISTENING,
  /// The spanning tree learns addresses.
  LEARNING,
  /// Frames pass.
  FORWARDING,
  /// The spanning tree keeps the port closed.
  BLOCKING
}
