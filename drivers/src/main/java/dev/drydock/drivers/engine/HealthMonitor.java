package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Asks a running container for its health, again and again (moby `daemon/health.go`). The first
/// check comes one interval after the start, each next one an interval after the end of the last.
final class HealthMonitor {
  private static final int NOT_RUN = -1;
  private static final int OUTPUT_MAX = 4096; // maxOutputLen

  private final Context context;
  private final EventLoop loop;
  private final Container container;
  private final HealthCheck check;
  private final Lifecycle lifecycle;
  private final Next next = new Next();
  private @Nullable Probe running;

  HealthMonitor(Context context, Container container, HealthCheck check, Lifecycle lifecycle) {
    this.context = context;
    this.loop = context.machine().loop();
    this.container = container;
    this.check = check;
    this.lifecycle = lifecycle;
  }

  /// The container was started.
  void start() {
    container.openHealth().begin();
    resume();
  }

  /// Begins to ask, without forgetting what is known.
  void resume() {
    if (check.isAsked()) {
      loop.cancel(next);
      loop.scheduleAfter(next, intervalNanos());
    }
  }

  /// Asks no more: the container was stopped or paused.
  void stop() {
    loop.cancel(next);
    if (running != null) {
      running.cancel();
      running = null;
    }
    container.openHealth().end();
  }

  private long sinceStart() {
    return loop.nowNanos() - container.startedNanos();
  }

  private long intervalNanos() {
    HealthCheck.Times times = check.times();
    boolean isYoung =
        context.profile().asksSoonerAtStart()
            && sinceStart() < times.startPeriod()
            && container.openHealth().isStarting();
    return isYoung ? times.startIntervalOrDefault() : times.intervalOrDefault();
  }

  private void ended(Health.Result result) {
    running = null;
    Health health = container.openHealth();
    String before = health.status();
    long sinceStart = result.startNanos() - container.startedNanos();
    boolean counts = !health.isStarting() || sinceStart >= check.times().startPeriod();
    health.add(result, counts, check.retriesOrDefault());
    if (!before.equals(health.status())) {
      context.events().container(container, "health_status: " + health.status());
      lifecycle.tell(listener -> listener.healthChanged(container));
    }
    loop.scheduleAfter(next, intervalNanos());
  }

  private final class Next extends Event {
    @Override
    protected void fire() {
      running = new Probe();
      running.begin();
    }
  }

  /// One check; it fires when it has taken too long.
  private final class Probe extends Event implements ProbeEnd {
    private final long startNanos = loop.nowNanos();
    private final IntConsumer told;
    private @Nullable Runnable canceller;
    private boolean isOver;

    Probe() {
      this.told = lifecycle.execs().begin(container, check.command());
    }

    void begin() {
      List<String> command = check.command();
      loop.scheduleAfter(this, check.times().timeoutOrDefault());
      Runnable asked = lifecycle.probe(container, command, this);
      if (asked == null) {
        ended(0, ""); // nobody plays what runs in it: a label is healthy
      } else {
        canceller = asked;
      }
    }

    @Override
    public void ended(int status, String output) {
      if (!isOver) {
        told.accept(status);
        finish(status, output);
      }
    }

    @Override
    public void notRun(String why) {
      if (!isOver) {
        finish(NOT_RUN, why);
      }
    }

    @Override
    protected void fire() {
      if (isOver) {
        return;
      }
      String span = GoDuration.text(check.times().timeoutOrDefault());
      isOver = true;
      if (canceller != null) {
        canceller.run();
      }
      isOver = false;
      finish(NOT_RUN, "Health check exceeded timeout (" + span + ")");
    }

    private void finish(int status, String output) {
      cancelTimer();
      boolean isLong = output.length() > OUTPUT_MAX;
      String text = isLong ? output.substring(0, OUTPUT_MAX) + "..." : output;
      HealthMonitor.this.ended(new Health.Result(startNanos, loop.nowNanos(), status, text));
    }

    void cancel() {
      cancelTimer();
      if (canceller != null) {
        canceller.run();
      }
    }

    private void cancelTimer() {
      isOver = true;
      loop.cancel(this);
    }
  }
}
