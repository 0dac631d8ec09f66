package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Containers;
import dev.drydock.drivers.engine.StopOptions;
import dev.drydock.drivers.engine.Stopping;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Stops, removes or restarts containers as compose does: a service begins as soon as those are
/// done that it has to wait for, all its containers at the same time (compose
/// `pkg/compose/dependencies.go`, `InReverseDependencyOrder`; `down.go`, `stop.go`, `restart.go`).
final class ComposeEndings {
  private final ComposeCall call;
  private final Kind kind;
  private final StopOptions options;
  private boolean insists;
  private boolean takesVolumes;

  /// What is done.
  enum Kind {
    STOP("stop", "Stopping", "Stopped"),
    REMOVE("stop", "Stopping", "Stopped"),
    RESTART("restart", "Restarting", "Started");

    private final String verb;
    private final String begins;
    private final String ends;

    Kind(String verb, String begins, String ends) {
      this.verb = verb;
      this.begins = begins;
      this.ends = ends;
    }
  }

  /// A container on its way.
  private record Way(String service, Container container, Stopping stopping) {}

  /// @param seconds `--timeout`; null for the containers' own time
  ComposeEndings(ComposeCall call, Kind kind, @Nullable Integer seconds) {
    this.call = call;
    this.kind = kind;
    this.options = new StopOptions("", seconds);
  }

  /// The same for somebody who was interrupted and stops all for that reason.
  ComposeEndings insisting() {
    insists = true;
    return this;
  }

  /// Volumes without a name go with their containers.
  void withVolumes() {
    takesVolumes = true;
  }

  /// Does it to services.
  ///
  /// @param services in the order of starting
  /// @return whether nobody interrupted it
  boolean services(List<String> services) throws Failure {
    var waiting = new LinkedHashSet<>(kind == Kind.RESTART ? services : services.reversed());
    var ways = new ArrayList<Way>();
    while (!waiting.isEmpty() || !ways.isEmpty()) {
      var due = new ArrayList<Container>();
      for (String service : List.copyOf(waiting)) {
        if (!isHeldUp(service, waiting, ways)) {
          due.addAll(call.project().present(call.engine(), service));
        }
      }
      due.forEach(each -> waiting.remove(ComposeProject.serviceOf(each)));
      awaitWhoCarriesAlong(due);
      waiting.removeIf(each -> call.project().present(call.engine(), each).isEmpty());
      begin(due, ways);
      if (!finish(ways)) {
        return false;
      }
    }
    return true;
  }

  /// Does it to containers, all at the same time.
  boolean containers(List<Container> containers) {
    var ways = new ArrayList<Way>();
    begin(containers, ways);
    while (!ways.isEmpty()) {
      if (!finish(ways)) {
        return false;
      }
    }
    return true;
  }

  private boolean isHeldUp(String service, Set<String> waiting, List<Way> ways) {
    var others = new LinkedHashSet<>(waiting);
    ways.forEach(way -> others.add(way.service()));
    others.remove(service);
    return others.stream()
        .anyMatch(other -> kind == Kind.RESTART ? needs(service, other) : needs(other, service));
  }

  /// Whether a service depends on another, as its containers' label says; of restarts those count
  /// alone that carry it along.
  private boolean needs(String service, String other) {
    String end = kind == Kind.RESTART ? ":true" : "";
    return call.project().present(call.engine(), service).stream()
        .map(each -> ComposeProject.label(each, "com.docker.compose.depends_on"))
        .flatMap(text -> List.of(text.split(",", -1)).stream())
        .anyMatch(each -> each.startsWith(other + ":") && each.endsWith(end));
  }

  /// Who restarts because another service did waits for it first, as when it starts (compose
  /// `pkg/compose/restart.go`).
  private void awaitWhoCarriesAlong(List<Container> due) throws Failure {
    if (kind == Kind.RESTART) {
      var services = new LinkedHashSet<String>();
      due.forEach(each -> services.add(ComposeProject.serviceOf(each)));
      for (String service : services) {
        new ComposeWaits(call).forDependencies(service, ContainerPlan.Dependency::restarts);
      }
    }
  }

  private void begin(List<Container> due, List<Way> ways) {
    due.forEach(each -> call.event(each, kind.begins));
    if (due.stream().anyMatch(Container::isRunning)) {
      call.pass(kind.verb);
    }
    Containers containers = call.engine().containers();
    for (Container each : due) {
      var stopping =
          kind == Kind.RESTART
              ? containers.restart(each.id(), options)
              : containers.stop(each.id(), options);
      ways.add(new Way(ComposeProject.serviceOf(each), each, stopping));
    }
  }

  /// Waits until one is over, and tells of all that are.
  private boolean finish(List<Way> ways) {
    Shell shell = call.docker().invocation().shell();
    BooleanSupplier isAnyOver = () -> ways.stream().anyMatch(way -> way.stopping().isOver());
    boolean isOver = ways.isEmpty() || isAnyOver.getAsBoolean();
    if (!isOver) {
      isOver = insists ? shell.insist(isAnyOver) : shell.await(isAnyOver, Long.MAX_VALUE);
    }
    if (!isOver) {
      return false;
    }
    for (Way way : List.copyOf(ways)) {
      if (way.stopping().isOver()) {
        ways.remove(way);
        over(way);
      }
    }
    return true;
  }

  private void over(Way way) {
    var failure = way.stopping().failure();
    if (failure != null) {
      var what = "Cannot restart container " + way.container().id();
      throw kind == Kind.RESTART ? failure.in(what) : failure;
    }
    call.event(way.container(), kind.ends);
    if (kind == Kind.REMOVE) {
      call.event(way.container(), "Removing");
      if (call.engine().containers().exactly(way.container().id()) != null) {
        var removal = new Containers.Removal(true, takesVolumes);
        call.engine().containers().remove(way.container().id(), removal);
      }
      call.event(way.container(), "Removed");
    }
  }
}
