package dev.drydock.core.device.stp;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;

/// A kernel timer of a bridge: it goes off at a tick, later the further off it was set.
public final class BridgeTimer extends Event {
  /// What is left of a second until which `round_jiffies` rounds down.
  private static final long QUARTER_NANOS = Nanos.SECOND / 4;

  private static final long CENTISECOND_NANOS = 10_000_000L;

  private final EventLoop loop;
  private final Runnable action;
  private long dueNanos;

  public BridgeTimer(EventLoop loop, Runnable action) {
    this.loop = loop;
    this.action = action;
  }

  /// The time by the kernel's clock, which stands still within a tick.
  static long tickNanos(EventLoop loop) {
    return loop.nowNanos() / Jiffies.TICK_NANOS * Jiffies.TICK_NANOS;
  }

  /// Sets it anew (`mod_timer`).
  public void start(long delayNanos) {
    startAt(tickNanos(loop) + delayNanos);
  }

  /// Sets it anew for a whole second close by (`round_jiffies`), so that timers go off together.
  void startRounded(long delayNanos) {
    long due = tickNanos(loop) + delayNanos;
    long rest = due % Nanos.SECOND;
    long rounded = rest < QUARTER_NANOS ? due - rest : due - rest + Nanos.SECOND;
    startAt(rounded > tickNanos(loop) ? rounded : due);
  }

  private void startAt(long due) {
    dueNanos = due;
    loop.reschedule(this, Jiffies.expiryNanos(loop.nowNanos(), due));
  }

  public void stop() {
    if (isPending()) {
      loop.cancel(this);
    }
  }

  /// Hundredths of a second that are left, 0 when it is not set (`br_timer_value`).
  long leftCentiseconds() {
    return isPending() ? centiseconds(dueNanos, loop) : 0;
  }

  /// Hundredths of a second from now to a time, 0 when it is past.
  static long centiseconds(long untilNanos, EventLoop loop) {
    return Math.max(0, untilNanos - tickNanos(loop)) / CENTISECOND_NANOS;
  }

  @Override
  protected void fire() {
    action.run();
  }
}
