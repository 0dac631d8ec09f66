package dev.drydock.drivers.swarm;

import dev.drydock.drivers.engine.AgentTold;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Mounts, limits and the like of a task's container on the node where it is: volumes are made, the
/// rest is told by `docker inspect` (moby `daemon/cluster/executor/container/container.go`).
final class TaskTold {
  private static final String VOLUMES = "/var/lib/docker/volumes/";

  private final Task task;
  private final Engine engine;
  private final TaskSurroundings surroundings;

  TaskTold(Task task, Engine engine, TaskTemplate words) {
    this.task = task;
    this.engine = engine;
    this.surroundings = task.service().spec().workload().details().surroundings().with(words::fill);
  }

  /// Makes the volumes that are missing; the container uses them.
  void useVolumes(String container) {
    Volumes volumes = engine.volumes();
    for (TaskMount mount : surroundings.mounts()) {
      if (mount.type().equals("volume")) {
        TaskMount.Volume asked = mount.volume() == null ? TaskMount.Volume.NONE : mount.volume();
        TaskMount.Driver driver = asked.driver();
        volumes.use(
            container,
            volumes
                .create(
                    mount.source(),
                    driver == null ? "" : driver.name(),
                    driver == null ? Map.of() : driver.options(),
                    asked.labels())
                .name());
      }
    }
  }

  /// Lets a container tell of it.
  void put(ContainerSpec.Builder builder) {
    TaskSurroundings.Switches switches = surroundings.switches();
    builder.folder(surroundings.folder());
    builder.flags(new ContainerSpec.Flags(false, switches.tty(), switches.openStdin(), true));
    builder.told(new ContainerSpec.Told(List.of(), switches.isReadOnly(), List.of(), agentTold()));
  }

  private AgentTold agentTold() {
    TaskMount.Driver logs = surroundings.logs();
    List<AgentTold.Point> points = new ArrayList<>();
    surroundings.mounts().forEach(mount -> points.add(point(mount)));
    return new AgentTold(
        network(),
        surroundings.user(),
        limits(),
        SurroundingFields.mounts(surroundings),
        points,
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

  private static AgentTold.Point point(TaskMount mount) {
    boolean isVolume = mount.type().equals("volume");
    TaskMount.Bind bind = mount.bind();
    String propagation =
        bind == null || bind.propagation().isEmpty() ? "rprivate" : bind.propagation();
    return new AgentTold.Point(
        mount.type(),
        mount.source(),
        isVolume ? VOLUMES + mount.source() + "/_data" : mount.source(),
        mount.target(),
        mount.isReadOnly(),
        mount.type().equals("bind") ? propagation : "");
  }
}
