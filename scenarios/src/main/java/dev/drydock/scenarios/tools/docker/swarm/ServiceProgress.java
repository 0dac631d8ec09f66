package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.UpdateStatus;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Flags;
import org.jspecify.annotations.Nullable;

/// What `docker service create`, `update`, `scale` and `rollback` show until the tasks run and are
/// stable (docker/cli `command/service/progress`, `ServiceProgress`): they ask the managers five
/// times a second, and tell each time.
final class ServiceProgress {
  /// What a user waits at most while nothing gets better; the real command waits for ever.
  private static final long PATIENCE_NANOS = 60 * Nanos.SECOND;

  /// From one time to the next: 200 ms and three questions; 24 or 25 of them in 5 s are recorded.
  private static final long ROUND_NANOS = 205_000_000L;

  private final DockerCall call;
  private final Service service;

  /// What the service is called by whoever waits.
  private final String reference;

  private ProgressOutput output = ProgressOutput.QUIET;
  private boolean isRollback;
  private boolean hasConverged;
  private long convergedNanos = -1;
  private @Nullable String last;

  ServiceProgress(DockerCall call, Service service, String reference) {
    this.call = call;
    this.service = service;
    this.reference = reference;
  }

  /// What the service is called by whoever waits.
  String reference() {
    return reference;
  }

  /// Waits unless `-d` is given; with `-q` only what went wrong is said.
  int show(Flags.Given given) {
    String error = given.has("detach") ? "" : await(given.has("quiet"));
    if (!error.isEmpty()) {
      call.err(error);
    }
    return error.isEmpty() ? 0 : 1;
  }

  /// Waits until all tasks run; gives up as a user does who interrupts it.
  ///
  /// @return what went wrong; empty for nothing
  String await(boolean isQuiet) {
    output = isQuiet ? ProgressOutput.QUIET : ProgressOutput.of(call);
    String error = follow(TaskProgress.of(service, output));
    output.end();
    return error;
  }

  private String follow(TaskProgress tasks) {
    int best = -1;
    long deadline = now() + PATIENCE_NANOS;
    while (true) {
      UpdateStatus status = service.updateStatus();
      if (status != null && status.isPaused()) {
        String what = status.isRollback() ? "rollback" : "update";
        return "service " + what + " paused: " + status.message();
      }
      if (isOver(status) || isVerified()) {
        return "";
      }
      hasConverged = tasks.update(isRollback);
      if (hasConverged && service.spec().mode().isJob()) {
        output.say("job complete");
        return "";
      }
      tellStable();
      int good = service.spec().mode().isJob() ? service.completed() : service.serving();
      if (good > best || hasConverged) {
        best = good;
        deadline = now() + PATIENCE_NANOS;
      }
      long next = now() + ROUND_NANOS;
      Shell shell = call.invocation().shell();
      shell.await(() -> false, next);
      if (now() < next || now() > deadline) {
        tellInterrupted();
        return "";
      }
    }
  }

  private long now() {
    return call.engine().machine().loop().nowNanos();
  }

  /// Whether an update ended that nobody saw converge.
  private boolean isOver(@Nullable UpdateStatus status) {
    if (status == null) {
      return false;
    }
    switch (status.state()) {
      case UPDATING -> isRollback = false;
      case COMPLETED -> {
        return !hasConverged;
      }
      case ROLLBACK_STARTED -> {
        if (!isRollback && !status.message().isEmpty()) {
          output.tell("rollback", status.message());
        }
        isRollback = true;
      }
      case ROLLBACK_COMPLETED -> {
        last = hasConverged ? last : status.message();
        isRollback = true;
      }
      case PAUSED, ROLLBACK_PAUSED -> {}
    }
    return false;
  }

  /// Whether all tasks have run for as long as an update is watched.
  private boolean isVerified() {
    long monitor = service.spec().upkeep().updates().failure().monitorNanos();
    if (!hasConverged || now() - convergedNanos < monitor) {
      return false;
    }
    String which = call.client().waitsForStacks() ? reference + " " : "";
    output.tell("verify", "Service " + which + "converged");
    if (last != null) {
      output.tell("rollback", last);
    }
    return true;
  }

  private void tellStable() {
    if (!hasConverged) {
      if (convergedNanos >= 0) {
        output.tell("verify", "Detected task failure");
      }
      convergedNanos = -1;
      return;
    }
    convergedNanos = convergedNanos < 0 ? now() : convergedNanos;
    long monitor = service.spec().upkeep().updates().failure().monitorNanos();
    // some of the time has passed when it is looked at
    long wait = monitor - (now() - convergedNanos) - 1;
    if (wait >= 0) {
      long seconds = wait / Nanos.SECOND + 1;
      output.tell("verify", "Waiting " + seconds + " seconds to verify that tasks are stable...");
    }
  }

  private void tellInterrupted() {
    if (!hasConverged) {
      output.say("Operation continuing in background.");
      output.say("Use `docker service ps " + reference + "` to check progress.");
    }
  }
}
