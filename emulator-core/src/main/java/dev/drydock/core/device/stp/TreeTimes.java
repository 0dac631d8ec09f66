package dev.drydock.core.device.stp;

import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Bpdu;

/// The three times of a spanning tree, in nanoseconds, and how the wire tells them. Defaults and
/// limits are the kernel's (`br_private.h`, `br_private_stp.h`).
final class TreeTimes {
  private static final long HELLO_TIME_MIN = Nanos.SECOND;
  private static final long HELLO_TIME_MAX = 10 * Nanos.SECOND;
  private static final long MAX_AGE_MIN = 6 * Nanos.SECOND;
  private static final long MAX_AGE_MAX = 40 * Nanos.SECOND;
  private static final long FORWARD_DELAY_MIN = 2 * Nanos.SECOND;
  private static final long FORWARD_DELAY_MAX = 30 * Nanos.SECOND;
  private static final long TICKS_PER_SECOND = Nanos.SECOND / Jiffies.TICK_NANOS;

  /// How old the news of the root may become.
  long maxAge = 20 * Nanos.SECOND;

  /// How often the root speaks.
  long helloTime = 2 * Nanos.SECOND;

  /// How long ports listen, and how long they learn.
  long forwardDelay = 15 * Nanos.SECOND;

  void take(TreeTimes other) {
    maxAge = other.maxAge;
    helloTime = other.helloTime;
    forwardDelay = other.forwardDelay;
  }

  void take(Bpdu config) {
    maxAge = nanos(config.maxAge());
    helloTime = nanos(config.helloTime());
    forwardDelay = nanos(config.forwardDelay());
  }

  static boolean isHelloTime(long nanos) {
    return nanos >= HELLO_TIME_MIN && nanos <= HELLO_TIME_MAX;
  }

  static boolean isMaxAge(long nanos) {
    return nanos >= MAX_AGE_MIN && nanos <= MAX_AGE_MAX;
  }

  static boolean isForwardDelay(long nanos) {
    return nanos >= FORWARD_DELAY_MIN && nanos <= FORWARD_DELAY_MAX;
  }

  /// The forward delay within its limits.
  long delayInRange() {
    return Math.clamp(forwardDelay, FORWARD_DELAY_MIN, FORWARD_DELAY_MAX);
  }

  /// Parts of a second as whole ticks, rounded up (`br_get_ticks`).
  static long nanos(int parts) {
    long ticks = ((parts * TICKS_PER_SECOND) + Bpdu.TICKS_PER_SECOND - 1) / Bpdu.TICKS_PER_SECOND;
    return ticks * Jiffies.TICK_NANOS;
  }

  /// Whole ticks as parts of a second (`br_set_ticks`).
  static int parts(long nanos) {
    return (int) (nanos / Jiffies.TICK_NANOS * Bpdu.TICKS_PER_SECOND / TICKS_PER_SECOND);
  }
}
