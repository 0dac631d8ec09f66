package dev.drydock.core.sim;

import org.jspecify.annotations.Nullable;

/// Something that happens at one moment of virtual time. An event is a field of its owner (a timer,
/// a delay line, a CPU queue) and is armed again and again; scheduling it allocates nothing.
///
/// An event is pending at most once. It may schedule itself again from within [#fire()].
public abstract class Event {
  /// Not in any list of the loop.
  static final int IDLE = -1;

  long timeNanos;
  int bucket = IDLE;
  @Nullable Event previous;
  @Nullable Event next;

  /// Does what is due. The loop's clock stands at this event's time.
  protected abstract void fire();

  /// Whether the event waits in a loop.
  public final boolean isPending() {
    return bucket != IDLE;
  }

  /// When the event is due, or was when it fired last; nanoseconds since the start of the run.
  public final long timeNanos() {
    return timeNanos;
  }
}
