package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.SubnetRequest;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker inspect` of services, tasks and nodes; workers know of none (docker/cli
/// `command/system/inspect.go`).
public final class SwarmInspect {
  private SwarmInspect() {}

  /// What has a name or an id; null for nothing.
  public static Inspected.@Nullable Item find(DockerCall call, String name, String type) {
    SwarmNode own = call.invocation().place().box().swarm();
    Swarm swarm = own == null || !own.isManager() ? null : own.swarm();
    if (swarm == null || own == null) {
      return null;
    }
    try {
      if (type.isEmpty() || type.equals("service")) {
        return new Inspected.Item(
            "swarm.Service", ServiceFields.of(swarm.service(name), call.engine().profile()));
      }
    } catch (EngineException e) {
      // It may be a task.
    }
    Task task = type.isEmpty() || type.equals("task") ? task(swarm, name) : null;
    if (task != null) {
      return new Inspected.Item("swarm.Task", fields(task, call.engine().profile()));
    }
    try {
      if (type.isEmpty() || type.equals("node")) {
        SwarmNode node = NodeInspect.node(swarm, own, name);
        return new Inspected.Item("swarm.Node", new NodeInspect(call, swarm, own).fields(node));
      }
    } catch (EngineException e) {
      // It may be a secret.
    }
    Inspected.Item secret = object(swarm, name, type);
    boolean isOther = secret == null && type.isEmpty() && call.client().inspectsConfigs();
    return isOther ? object(swarm, name, "config") : secret;
  }

  /// A secret, or a config where it is asked for as one.
  private static Inspected.@Nullable Item object(Swarm swarm, String name, String type) {
    boolean isSecret = type.isEmpty() || type.equals("secret");
    if (!isSecret && !type.equals("config")) {
      return null;
    }
    SwarmObjects.Item item = (isSecret ? swarm.secrets() : swarm.configs()).named(name);
    return item == null
        ? null
        : new Inspected.Item(
            isSecret ? "swarm.Secret" : "swarm.Config",
            new ObjectVerbs(isSecret, "inspect").fields(item));
  }

  private static @Nullable Task task(Swarm swarm, String id) {
    for (Task task : swarm.tasks()) {
      if (task.id().startsWith(id)) {
        return task;
      }
    }
    return null;
  }

  private static Map<String, @Nullable Object> fields(Task task, EngineProfile profile) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", task.id());
    MetaFields.add(fields, task.meta());
    fields.put("Labels", new LinkedHashMap<>());
    Map<String, @Nullable Object> spec =
        new TaskSpecFields(task.service(), task.spec(), false, profile).fields();
    spec.put("ForceUpdate", task.force());
    fields.put("Spec", spec);
    fields.put("ServiceID", task.service().id());
    if (task.slot() > 0) {
      fields.put("Slot", task.slot());
    }
    SwarmNode node = task.node();
    if (!task.nodeId().isEmpty()) {
      fields.put("NodeID", task.nodeId());
    }
    fields.put("Status", status(task, node));
    fields.put("DesiredState", task.desired().word().toLowerCase(Locale.ROOT));
    List<Object> attachments = new ArrayList<>();
    for (Task.Attachment each : task.attachments()) {
      Map<String, @Nullable Object> attachment = new LinkedHashMap<>();
      attachment.put("Network", network(each.network()));
      attachment.put("Addresses", List.of(each.address().toString()));
      attachments.add(attachment);
    }
    if (!attachments.isEmpty()) {
      fields.put("NetworksAttachments", attachments);
    }
    return fields;
  }

  /// A network as managers keep it (moby `api/types/swarm/network.go`).
  private static Map<String, @Nullable Object> network(Task.Joined network) {
    NetworkConfig asked = network.asked();
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Name", asked.name());
    spec.put("Labels", new TreeMap<>(asked.labels()));
    Map<String, @Nullable Object> driver = new LinkedHashMap<>();
    if (!asked.flags().ingress()) {
      driver.put("Name", asked.driver());
    }
    if (!asked.options().isEmpty()) {
      driver.put("Options", new TreeMap<>(asked.options()));
    }
    spec.put("DriverConfiguration", driver);
    addIfTrue(spec, "IPv6Enabled", asked.flags().ipv6());
    addIfTrue(spec, "Internal", asked.flags().internal());
    addIfTrue(spec, "Attachable", asked.flags().attachable());
    addIfTrue(spec, "Ingress", asked.flags().ingress());
    boolean isPlain = asked.flags().ingress() && asked.ipam().subnets().isEmpty();
    if (!asked.labels().containsKey(ServiceSpec.STACK_LABEL)) {
      boolean hasSubnets = !asked.ipam().subnets().isEmpty();
      spec.put("IPAMOptions", addressing(isPlain, hasSubnets ? network.config() : asked));
    }
    spec.put("Scope", "swarm");
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("Name", asked.driver());
    state.put("Options", new TreeMap<>(network.config().options()));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", network.id());
    MetaFields.add(fields, network.meta());
    fields.put("Spec", spec);
    fields.put("DriverState", state);
    fields.put("IPAMOptions", addressing(false, network.config()));
    return fields;
  }

  private static void addIfTrue(Map<String, @Nullable Object> fields, String name, boolean value) {
    if (value) {
      fields.put(name, true);
    }
  }

  private static Map<String, @Nullable Object> addressing(boolean isPlain, NetworkConfig config) {
    Map<String, @Nullable Object> driver = new LinkedHashMap<>();
    if (!isPlain) {
      driver.put("Name", config.ipam().driver());
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Driver", driver);
    List<Object> subnets = new ArrayList<>();
    for (SubnetRequest each : config.ipam().subnets()) {
      Map<String, @Nullable Object> subnet = new LinkedHashMap<>();
      subnet.put("Subnet", String.valueOf(each.subnet()));
      if (each.ipRange() != null) {
        subnet.put("Range", each.ipRange().toString());
      }
      if (each.gateway() != null) {
        subnet.put("Gateway", each.gateway().toString());
      }
      subnets.add(subnet);
    }
    if (!subnets.isEmpty()) {
      fields.put("Configs", subnets);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> status(Task task, @Nullable SwarmNode node) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("Timestamp", Timestamps.text(task.sinceNanos()));
    status.put("State", task.state().word().toLowerCase(Locale.ROOT));
    status.put("Message", task.message());
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
