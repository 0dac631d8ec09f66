package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Volumes;
import dev.drydock.scenarios.engines.PlanSpecs;
import dev.drydock.scenarios.plan.VolumePlan;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.List;

/// The volumes of a project: made by `up`, removed by `down -v` (compose `pkg/compose/create.go`,
/// `ensureVolume`, and `down.go`, `removeVolume`).
final class ComposeVolumes {
  private static final String KIND = "Volume";

  private final ComposeCall call;
  private final Volumes volumes;

  ComposeVolumes(ComposeCall call) {
    this.call = call;
    this.volumes = call.engine().volumes();
  }

  /// Makes those that services use and that are not there.
  void make(List<String> services) throws Failure {
    for (VolumePlan plan : call.project().volumesOf(services)) {
      Volumes.Volume found = volumes.find(plan.name());
      if (found != null) {
        checkOwner(plan, found);
      } else if (plan.isExternal()) {
        throw new Failure("external volume \"" + plan.name() + "\" not found", 1);
      } else {
        make(plan);
      }
    }
  }

  private void checkOwner(VolumePlan plan, Volumes.Volume found) {
    if (plan.isExternal()) {
      return;
    }
    String owner = found.labels().get(ComposeProject.PROJECT);
    String advice = "Use `external: true` to use an existing volume";
    if (owner == null) {
      call.warn(
          "volume \"%s\" already exists but was not created by Docker Compose. %s"
              .formatted(plan.name(), advice));
    } else if (!owner.equals(call.project().name())) {
      call.warn(
          "volume \"%s\" already exists but was created for project \"%s\" (expected \"%s\"). %s"
              .formatted(plan.name(), owner, call.project().name(), advice));
    }
  }

  private void make(VolumePlan plan) throws Failure {
    call.event(KIND, plan.name(), "Creating");
    call.pass("volume", "create");
    try {
      PlanSpecs.make(plan, call.engine());
    } catch (EngineException e) {
      call.event(KIND, plan.name(), "Error");
      throw new Failure("Error response from daemon: " + e.text(), 1);
    }
    call.event(KIND, plan.name(), "Created");
  }

  /// Removes those of its files; without files all that are its own.
  void remove(List<String> services) {
    if (!call.project().isKnown()) {
      for (Volumes.Volume volume : volumes.list()) {
        if (call.project().name().equals(volume.labels().get(ComposeProject.PROJECT))) {
          remove(volume.name());
        }
      }
      return;
    }
    for (VolumePlan plan : call.project().volumesOf(services)) {
      if (!plan.isExternal() && volumes.find(plan.name()) != null) {
        remove(plan.name());
      }
    }
  }

  private void remove(String name) {
    call.event(KIND, name, "Removing");
    if (!volumes.usersOf(name).isEmpty()) {
      call.event(KIND, name, "Resource is still in use");
      return;
    }
    call.pass("volume", "rm");
    volumes.remove(name);
    call.event(KIND, name, "Removed");
  }
}
