package dev.drydock.scenarios.shell;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// A command in the background (`&`). It runs in turns with the foreground: whenever something it
/// waits for has happened, it goes on until it waits again.
final class Job {
  private static final int SIGINT = 2;

  private final int number;
  private final EventLoop loop;
  private final Coroutine coroutine;
  private final Alarm alarm = new Alarm();
  private @Nullable BooleanSupplier awaited;
  private long limitNanos;
  private boolean cancelled;
  private int signal;
  private boolean muted;
  private int status;

  /// A job that has not begun.
  ///
  /// @param number as `jobs` shows it
  Job(int number, EventLoop loop, IntSupplier body) {
    this.number = number;
    this.loop = loop;
    this.coroutine = new Coroutine(() -> status = body.getAsInt());
  }

  /// Wakes the foreground's loop when a wait is over, so that the job goes on at the right time.
  private static final class Alarm extends Event {
    @Override
    protected void fire() {
      // That the loop has come to this moment is all that is needed.
    }
  }

  int number() {
    return number;
  }

  int status() {
    return signal == 0 ? status : Builtin.SIGNALLED + signal;
  }

  boolean isDone() {
    return coroutine.isDone();
  }

  boolean isCancelled() {
    return cancelled;
  }

  /// Whether what it writes is lost, because it was killed.
  boolean isMuted() {
    return muted;
  }

  /// Whether it can go on.
  boolean isReady() {
    return !isDone()
        && (awaited == null
            || cancelled
            || awaited.getAsBoolean()
            || loop.nowNanos() >= limitNanos);
  }

  /// Lets it go on until it waits again. Called by the foreground.
  void resume() {
    coroutine.resume();
  }

  /// Waits. Called by the job's own code.
  boolean await(BooleanSupplier happened, long newLimitNanos) {
    if (cancelled || happened.getAsBoolean()) {
      return happened.getAsBoolean();
    }
    awaited = happened;
    limitNanos = newLimitNanos;
    loop.schedule(alarm, Math.max(newLimitNanos, loop.nowNanos()));
    coroutine.pause();
    loop.cancel(alarm);
    return happened.getAsBoolean();
  }

  /// Ends it by a signal.
  void signal(int number) {
    signal = number;
    cancel(number != SIGINT);
  }

  /// Interrupts it; it ends when it is resumed next.
  ///
  /// @param mute whether what it still writes is lost
  void cancel(boolean mute) {
    cancelled = true;
    muted |= mute;
  }
}
