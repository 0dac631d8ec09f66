package dev.drydock.cli;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Keeps a command that writes on and on, such as a ping without a count, at the speed of life: the
/// first ten seconds of virtual time pass at once, then what it writes appears no sooner than it
/// would on a real machine. So there is time to read, and to press Ctrl-C.
final class Pace {
  /// Virtual time that a command has before it is held back.
  static final long FREE_NANOS = 10_000_000_000L;

  private final LongSupplier virtualNanos;
  private final LongSupplier wallNanos;
  private final LongConsumer sleeper;
  private long virtualStart;
  private long wallStart;
  private boolean held;

  /// A pace that holds nothing back yet.
  ///
  /// @param virtualNanos the time in the lab
  /// @param wallNanos the time outside
  /// @param sleeper waits that many nanoseconds
  Pace(LongSupplier virtualNanos, LongSupplier wallNanos, LongConsumer sleeper) {
    this.virtualNanos = virtualNanos;
    this.wallNanos = wallNanos;
    this.sleeper = sleeper;
  }

  /// A command begins.
  void begin() {
    virtualStart = virtualNanos.getAsLong() + FREE_NANOS;
    held = false;
  }

  /// The command is about to write.
  void beforeOutput() {
    long ahead = virtualNanos.getAsLong() - virtualStart;
    if (ahead < 0) {
      return;
    }
    if (!held) {
      held = true;
      virtualStart += ahead;
      wallStart = wallNanos.getAsLong();
      return;
    }
    long wait = ahead - (wallNanos.getAsLong() - wallStart);
    if (wait > 0) {
      sleeper.accept(wait);
    }
  }
}
