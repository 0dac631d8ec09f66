package dev.drydock.core.sim;

/// When a kernel timer really goes off: Linux keeps timers in a wheel whose far levels are coarse,
/// and rounds up (`kernel/time/timer.c`, `calc_index`). A timer of one second goes off up to 32 ms
/// late, one of five seconds up to 256 ms; recordings show just that.
public final class Jiffies {
  /// One tick at 250 Hz, the usual `CONFIG_HZ` of distributions.
  public static final long TICK_NANOS = 4_000_000L;

  private static final int LEVEL_BITS = 3;
  private static final int LEVELS = 9;
  private static final long FIRST_LEVEL_TICKS = 63;

  private Jiffies() {}

  /// When a timer that is set now for `dueNanos` goes off.
  public static long expiryNanos(long nowNanos, long dueNanos) {
    long nowTicks = nowNanos / TICK_NANOS;
    long dueTicks = Math.max(nowTicks + 1, (dueNanos + TICK_NANOS - 1) / TICK_NANOS);
    long delta = dueTicks - nowTicks;
    int level = 0;
    while (level < LEVELS - 1 && delta >= FIRST_LEVEL_TICKS << (level * LEVEL_BITS)) {
      level++;
    }
    int shift = level * LEVEL_BITS;
    return (((dueTicks >> shift) + 1) << shift) * TICK_NANOS;
  }
}
