package dev.drydock.drivers.engine;

import dev.drydock.core.machine.SignalNames;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container on the way to its end, or through it to its next start, because somebody wants it so
/// (moby `daemon/stop.go`, `containerStop`; `daemon/restart.go`). The daemon goes on with it even
/// if nobody waits any more.
///
/// ```
///   stop signal -> its process ends ---------------------> stop [-> start -> restart]
///              \-> the grace is over -> SIGKILL -> it ends -/
/// ```
public final class Stopping {
  private final Container container;
  private final Lifecycle lifecycle;
  private final EventLoop loop;
  private final boolean startsAgain;
  private final List<Runnable> followers = new ArrayList<>();
  private final Event grace = new Grace();
  private final Event next = new Next();
  private boolean over;
  private @Nullable EngineException failure;

  Stopping(Container container, Lifecycle lifecycle, EventLoop loop, boolean startsAgain) {
    this.container = container;
    this.lifecycle = lifecycle;
    this.loop = loop;
    this.startsAgain = startsAgain;
  }

  /// Whether nothing more is to come.
  public boolean isOver() {
    return over;
  }

  /// Why the container could not start again; null when nothing was wrong.
  public @Nullable EngineException failure() {
    return failure;
  }

  /// Does something when it is over, which may be now.
  public void whenOver(Runnable follower) {
    if (over) {
      follower.run();
    } else {
      followers.add(follower);
    }
  }

  /// Begins.
  ///
  /// @param signal 0 for the container's own
  /// @param asked how long it has, in seconds; null for the container's own time
  Stopping begin(int signal, @Nullable Integer asked) {
    if (!container.isRunning()) {
      proceed();
      return this;
    }
    int seconds = asked == null ? container.stopSeconds() : asked;
    container.stoppings.add(this);
    container.isKept |= startsAgain;
    lifecycle.signal(container, signal == 0 ? container.stopSignal() : signal);
    if (!container.isRunning()) {
      proceed();
    } else if (seconds == 0) {
      kill();
    } else if (seconds > 0) {
      loop.scheduleAfter(grace, seconds * Nanos.SECOND);
    }
    return this;
  }

  private void kill() {
    lifecycle.signal(container, SignalNames.KILL);
    proceed();
  }

  /// The container's process has ended; whoever ended it has not finished yet.
  void ended() {
    loop.cancel(grace);
    loop.scheduleAfter(next, 0);
  }

  private void proceed() {
    loop.cancel(next);
    if (startsAgain) {
      container.isKept = false;
      try {
        lifecycle.startAgain(container);
      } catch (EngineException e) {
        failure = e;
      }
    }
    over = true;
    List<Runnable> due = List.copyOf(followers);
    followers.clear();
    due.forEach(Runnable::run);
  }

  private final class Grace extends Event {
    @Override
    protected void fire() {
      kill();
    }
  }

  private final class Next extends Event {
    @Override
    protected void fire() {
      proceed();
    }
  }
}
