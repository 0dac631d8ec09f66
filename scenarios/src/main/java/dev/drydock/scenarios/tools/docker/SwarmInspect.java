package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker inspect` of services, tasks and nodes; workers know of none (docker/cli
/// `command/system/inspect.go`).
final class SwarmInspect {
  private SwarmInspect() {}

  /// What has a name or an id; null for nothing.
  static Inspected.@Nullable Item find(DockerTool.Call call, String name, String type) {
    SwarmNode own = call.invocation().place().box().swarm();
    Swarm swarm = own == null || !own.isManager() ? null : own.swarm();
    if (swarm == null || own == null) {
      return null;
    }
    try {
      if (type.isEmpty() || type.equals("service")) {
        return new Inspected.Item("swarm.Service", ServiceFields.of(swarm.service(name)));
      }
    } catch (EngineException e) {
      // It may be a task.
    }
    Task task = type.isEmpty() || type.equals("task") ? task(swarm, name) : null;
    if (task != null) {
      return new Inspected.Item(Inspected.OPEN, fields(task));
    }
    try {
      if (type.isEmpty() || type.equals("node")) {
        SwarmNode node = NodeInspect.node(swarm, own, name);
        return new Inspected.Item(Inspected.OPEN, new NodeInspect(call, swarm, own).fields(node));
      }
    } catch (EngineException e) {
      // Reported by the caller.
    }
    return null;
  }

  private static @Nullable Task task(Swarm swarm, String id) {
    for (Service service : swarm.services()) {
      for (Task task : service.tasks()) {
        if (task.id().startsWith(id)) {
          return task;
        }
      }
    }
    return null;
  }

  private static Map<String, @Nullable Object> fields(Task task) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", task.id());
    fields.put("Labels", new LinkedHashMap<>());
    fields.put("Spec", ServiceFields.template(task.spec()));
    fields.put("ServiceID", task.service().id());
    if (task.slot() > 0) {
      fields.put("Slot", task.slot());
    }
    SwarmNode node = task.node();
    if (node != null) {
      fields.put("NodeID", node.id());
    }
    fields.put("Status", status(task, node));
    fields.put("DesiredState", task.desired().word().toLowerCase(Locale.ROOT));
    List<Object> attachments = new ArrayList<>();
    for (Task.Attachment each : task.attachments()) {
      Map<String, @Nullable Object> network = new LinkedHashMap<>();
      network.put("ID", each.network());
      network.put("Spec", Map.of("Name", each.name()));
      Map<String, @Nullable Object> attachment = new LinkedHashMap<>();
      attachment.put("Network", network);
      attachment.put("Addresses", List.of(each.address().toString()));
      attachments.add(attachment);
    }
    fields.put("NetworksAttachments", attachments);
    return fields;
  }

  private static Map<String, @Nullable Object> status(Task task, @Nullable SwarmNode node) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("Timestamp", Calendar.at(task.sinceNanos()).toString());
    status.put("State", task.state().word().toLowerCase(Locale.ROOT));
    if (!task.error().isEmpty()) {
      status.put("Err", task.error());
    }
    Container container = node == null ? null : container(node, task);
    if (container != null) {
      Map<String, @Nullable Object> run = new LinkedHashMap<>();
      run.put("ContainerID", container.id());
      run.put("PID", container.pid());
      run.put("ExitCode", container.exitCode());
      status.put("ContainerStatus", run);
    }
    status.put("PortStatus", new LinkedHashMap<>());
    return status;
  }

  private static @Nullable Container container(SwarmNode node, Task task) {
    for (Container each : node.engine().containers().list(true)) {
      if (task.id().equals(each.spec().labels().get("com.docker.swarm.task.id"))) {
        return each;
      }
    }
    return null;
  }
}
