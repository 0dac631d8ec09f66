package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/// A queueing discipline (Linux `struct Qdisc`): takes frames, and gives them back when their time
/// has come.
///
/// Times are virtual nanoseconds since the start of the run. A discipline arms no timer: whoever
/// owns it asks [#nextNanos] and comes back.
public interface Qdisc {
  /// Nothing to wait for.
  long NEVER = Long.MAX_VALUE;

  /// The name that `tc` uses: `netem`.
  String kind();

  /// The major number of its handle, 0 for none: `8001:`.
  int handle();

  /// Takes a frame, or loses it. Owns the frame.
  ///
  /// @param egress is told what is lost
  void enqueue(Frame frame, long nowNanos, Egress egress);

  /// The frame that [#dequeue] would give now; it stays.
  @Nullable Frame peek(long nowNanos, Egress egress);

  /// Gives the next frame that may leave now.
  ///
  /// @return null when none may
  @Nullable Frame dequeue(long nowNanos, Egress egress);

  /// When a frame may leave, given that none may now; [#NEVER] when none waits.
  default long nextNanos(long nowNanos) {
    return counters().backlogFrames() == 0 ? NEVER : nowNanos;
  }

  /// What has passed and what waits.
  QdiscCounters counters();

  /// Loses all that waits, silently, as when the device goes down (`qdisc_reset`).
  void reset();
}
