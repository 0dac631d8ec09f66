package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.EventLoop;
import java.util.List;

/// How to arping.
///
/// @param loop the clock of the machine
/// @param device where to ask
/// @param source the sender's address, 0 for none
/// @param target the address to ask for
/// @param limits when to stop
/// @param modes what else it does
public record ArpingOptions(
    EventLoop loop,
    NetDevice device,
    int source,
    int target,
    Limits limits,
    List<ArpingMode> modes) {
  /// Copies the modes.
  public ArpingOptions {
    modes = List.copyOf(modes);
  }

  /// When to stop, and how fast to go.
  ///
  /// @param count probes to send, 0 for no end (`-c`)
  /// @param intervalNanos from one probe to the next
  /// @param timeoutNanos when to stop whatever happens (`-w`), 0 for never
  /// @param endsWhenAnswered whether, with a time limit, as many answers as probes are the end
  /// @param timeoutWaits whether the time limit is looked at only when a probe is due
  public record Limits(
      int count,
      long intervalNanos,
      long timeoutNanos,
      boolean endsWhenAnswered,
      boolean timeoutWaits) {}

  /// Whether it does this.
  public boolean does(ArpingMode mode) {
    return modes.contains(mode);
  }
}
