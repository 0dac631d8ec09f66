package dev.drydock.drivers.swarm;

import dev.drydock.drivers.engine.AgentTold;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.HostUse;
import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.engine.MountRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Mounts, limits and the like of a task's container on the node where it is (moby
/// `daemon/cluster/executor/container/container.go`).
final class TaskTold {
  private final Task task;
  private final TaskSurroundings surroundings;

  TaskTold(Task task, TaskTemplate words) {
    this.task = task;
    this.surroundings = task.service().spec().workload().details().surroundings().with(words::fill);
  }

  /// Lets a container tell of it.
  void put(ContainerSpec.Builder builder) {
    TaskSurroundings.Switches switches = surroundings.switches();
    builder.folder(surroundings.folder());
    builder.user(surroundings.user());
    builder.mounts(MountRequest.of(surroundings.mounts()));
    builder.flags(new ContainerSpec.Flags(false, switches.tty(), switches.openStdin(), true));
    builder.told(
        new ContainerSpec.Told(
            List.of(), switches.isReadOnly(), List.of(), agentTold(), HostUse.NOTHING));
  }

  private AgentTold agentTold() {
    Mount.Driver logs = surroundings.logs();
    return new AgentTold(
        network(),
        limits(),
        logs == null ? null : new AgentTold.Logs(logs.name(), logs.options()),
        init());
  }

  /// The network of each node that the task is on.
  private String network() {
    return task.service().spec().networks().stream()
        .map(ServiceSpec.Target::network)
        .filter(ServiceSpec.OF_EACH_NODE::contains)
        .findFirst()
        .orElse("");
  }

  private AgentTold.Limits limits() {
    TaskResources.Amount limits = surroundings.resources().limits();
    TaskResources.Amount most = limits == null ? TaskResources.Amount.NONE : limits;
    return new AgentTold.Limits(
        most.memoryBytes(),
        most.nanoCpus(),
        most.processes(),
        surroundings.groups(),
        SurroundingFields.ulimits(surroundings));
  }

  /// `docker service create` always says whether there is to be an init, a stack only if its file
  /// does.
  private @Nullable Boolean init() {
    ServiceSpec spec = task.service().spec();
    boolean hasInit = spec.workload().details().ending().init();
    return (!hasInit && spec.labels().containsKey(ServiceSpec.STACK_LABEL)) ? null : hasInit;
  }
}
