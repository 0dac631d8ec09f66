package dev.drydock.core.observe;

import dev.drydock.core.frame.Frame;

/// An observer of one device: it sees every frame that passes, in both directions, at the place
/// where tcpdump would (Linux `net/core/dev.c`: before the receive handlers, after queueing on
/// transmit). It must not change or keep the frame.
public interface Tap {
  /// A frame passes.
  ///
  /// @param timeNanos virtual time, nanoseconds since the start of the run
  /// @param outbound true when the device transmits it, false when the device receives it
  void sighted(long timeNanos, Frame frame, boolean outbound);

  /// Whether it only counts frames, and may be told of ARP broadcasts later and all at once.
  default boolean onlyCounts() {
    return false;
  }

  /// ARP broadcasts have passed; only who [#onlyCounts] is told so.
  default void counted(long broadcasts, boolean outbound) {}
}
