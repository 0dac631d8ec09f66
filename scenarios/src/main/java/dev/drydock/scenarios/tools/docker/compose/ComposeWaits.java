package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.GoDuration;
import dev.drydock.scenarios.engines.DependencyCheck;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Waits for what services depend on: health, or an end (compose, pkg/compose/convergence.go
/// `waitDependencies`).
final class ComposeWaits {
  private static final String COMPLETED = "service_completed_successfully";

  private final ComposeCall call;
  private final DependencyCheck check;

  ComposeWaits(ComposeCall call) {
    this.call = call;
    this.check = new DependencyCheck(call.docker().invocation().lab().plan(), call.engine());
  }

  /// Something that is waited for.
  ///
  /// @param condition as in the file, or `running_or_healthy`
  private record Wait(
      String service, String condition, boolean isRequired, List<Container> containers) {
    boolean isForEnd() {
      return condition.equals(COMPLETED);
    }
  }

  /// Waits for those dependencies of a service that count.
  void forDependencies(String service, Predicate<ContainerPlan.Dependency> counts) throws Failure {
    var waits = new ArrayList<Wait>();
    var dependencies =
        call.project().containers().stream()
            .filter(each -> each.origin().service().equals(service))
            .limit(1)
            .flatMap(each -> each.dependencies().stream())
            .filter(counts)
            .toList();
    for (var dependency : dependencies) {
      var name = dependency.service();
      var isNone = ComposeScale.isNone(call.project(), name);
      if (dependency.condition().equals("service_started") || isNone) {
        continue;
      }
      var containers = call.project().present(call.engine(), name);
      if (containers.isEmpty()) {
        if (dependency.isRequired()) {
          throw new Failure(service + " is missing dependency " + name, 1);
        }
        call.warn(service + " is missing dependency " + name);
      } else {
        waits.add(new Wait(name, dependency.condition(), dependency.isRequired(), containers));
      }
    }
    await(waits, DependencyCheck.LIMIT_NANOS, "timeout waiting for dependencies");
  }

  /// `--wait`: until everything runs, and is healthy where it is asked, or has ended where that is
  /// what somebody waits for (compose `pkg/compose/start.go`, `getDependencyCondition`).
  ///
  /// @param seconds `--wait-timeout`; 0 for no limit
  void forAll(List<String> services, long seconds) throws Failure {
    var waits = new ArrayList<Wait>();
    for (String service : services) {
      var containers = call.project().present(call.engine(), service);
      if (!containers.isEmpty()) {
        waits.add(new Wait(service, condition(service), true, containers));
      }
    }
    if (seconds == 0) {
      await(waits, DependencyCheck.LIMIT_NANOS, "timeout waiting for dependencies");
    } else {
      var limit = seconds * Nanos.SECOND;
      await(waits, limit, "application not healthy after " + GoDuration.text(limit));
    }
  }

  private String condition(String service) {
    var isForEnd =
        call.project().containers().stream()
            .flatMap(plan -> plan.dependencies().stream())
            .filter(need -> need.service().equals(service))
            .anyMatch(need -> need.condition().equals(COMPLETED));
    return isForEnd ? COMPLETED : "running_or_healthy";
  }

  private void await(List<Wait> waits, long limitNanos, String tooLate) throws Failure {
    for (Wait wait : waits) {
      wait.containers.forEach(each -> call.event(each, "Waiting"));
    }
    var invocation = call.docker().invocation();
    var end = call.engine().machine().loop().nowNanos() + limitNanos;
    var open = new ArrayList<>(waits);
    while (!open.isEmpty()) {
      for (Wait wait : List.copyOf(open)) {
        if (isOver(wait)) {
          open.remove(wait);
        }
      }
      if (open.isEmpty()) {
        return;
      }
      var now = call.engine().machine().loop().nowNanos();
      var isOverdue = now >= end;
      invocation.sleep(DependencyCheck.PERIOD_NANOS);
      if (isOverdue || call.engine().machine().loop().nowNanos() == now) {
        throw new Failure(tooLate, 1);
      }
    }
  }

  private boolean isOver(Wait wait) throws Failure {
    var outcome =
        wait.isForEnd()
            ? check.completed(wait.service, wait.containers)
            : check.healthy(wait.containers, wait.condition.equals("running_or_healthy"));
    switch (outcome.state()) {
      case WAITING -> {
        return false;
      }
      case MET ->
          wait.containers.forEach(each -> call.event(each, wait.isForEnd() ? "Exited" : "Healthy"));
      case FAILED -> failed(wait, outcome.why());
    }
    return true;
  }

  private void failed(Wait wait, String why) throws Failure {
    if (!wait.isRequired) {
      var text =
          wait.isForEnd()
              ? "optional dependency " + why
              : "optional dependency \"" + wait.service + "\" failed to start: " + why;
      var reason = wait.isForEnd() ? text : text.substring(0, text.indexOf(": " + why));
      wait.containers.forEach(each -> call.event(each, "Skipped: " + reason));
      call.warn(text);
      return;
    }
    if (wait.isForEnd()) {
      wait.containers.forEach(each -> call.event(each, "service " + why));
      throw new Failure("service " + why, 1);
    }
    if (wait.condition.equals("running_or_healthy")) {
      throw new Failure(why, 1);
    }
    wait.containers.forEach(each -> call.event(each, "Error"));
    throw new Failure("dependency failed to start: " + why, 1);
  }
}
