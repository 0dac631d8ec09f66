package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.EngineException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way of one container from its end to its next start (moby `daemon/restartmanager`): the
/// pause doubles with each end, until it has run for long.
final class Restarts {
  private static final long FIRST_NANOS = 100_000_000L; // defaultTimeout
  private static final long LONGEST_NANOS = 60_000_000_000L; // maxRestartTimeout
  private static final long STEADY_NANOS = 10_000_000_000L; // ShouldRestart: 10 s

  private final EventLoop loop;
  private final Container container;
  private RestartPolicy policy;
  private int count;
  private long pauseNanos;
  private boolean stoppedByHand;
  private @Nullable Event waiting;

  Restarts(EventLoop loop, Container container, RestartPolicy policy) {
    this.loop = loop;
    this.container = container;
    this.policy = policy;
  }

  RestartPolicy policy() {
    return policy;
  }

  void setPolicy(RestartPolicy newPolicy) {
    policy = newPolicy;
  }

  /// How often it has been started again.
  int count() {
    return count;
  }

  /// Somebody starts it: all begins anew.
  void startedByHand() {
    cancel();
    count = 0;
    pauseNanos = 0;
    stoppedByHand = false;
  }

  /// Somebody stops it: it stays so, until the daemon starts.
  void stoppedByHand() {
    cancel();
    stoppedByHand = true;
  }

  boolean isStoppedByHand() {
    return stoppedByHand;
  }

  void setStoppedByHand(boolean byHand) {
    stoppedByHand = byHand;
  }

  private void cancel() {
    if (waiting != null) {
      loop.cancel(waiting);
      waiting = null;
    }
  }

  /// Whether it is to run again when the daemon starts.
  boolean startsWithDaemon() {
    return container.startedNanos() >= 0
        && policy.wants(container.exitCode(), count, stoppedByHand);
  }

  /// It ended by itself; starts it again in a while if it shall be.
  ///
  /// @return whether it will be started
  boolean begin(long ranNanos, Consumer<Container> start) {
    if (ranNanos >= STEADY_NANOS) {
      pauseNanos = 0;
    }
    pauseNanos = pauseNanos == 0 ? FIRST_NANOS : Math.min(2 * pauseNanos, LONGEST_NANOS);
    if (stoppedByHand || !policy.wants(container.exitCode(), count, stoppedByHand)) {
      return false;
    }
    count++;
    Event next = new Next(start);
    waiting = next;
    loop.scheduleAfter(next, pauseNanos);
    return true;
  }

  private final class Next extends Event {
    private final Consumer<Container> start;

    Next(Consumer<Container> start) {
      this.start = start;
    }

    @Override
    protected void fire() {
      waiting = null;
      if (container.state() != State.RESTARTING) {
        return;
      }
      try {
        start.accept(container);
      } catch (EngineException e) {
        container.state = State.EXITED; // its error is noted on it
      }
    }
  }
}
