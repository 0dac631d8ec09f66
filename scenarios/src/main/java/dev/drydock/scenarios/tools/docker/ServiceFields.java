package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.swarm.FileReference;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.TaskDetails;
import dev.drydock.drivers.swarm.UpdateStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service as `docker service inspect` shows it (moby `api/types/swarm/service.go`).
final class ServiceFields {
  private static final int READABLE = 292; // 0444

  private ServiceFields() {}

  static Map<String, @Nullable Object> of(Service service) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", service.id());
    fields.put("CreatedAt", Calendar.at(service.createdNanos()).toString());
    fields.put("Spec", spec(service.spec()));
    ServiceSpec previous = service.previous();
    if (previous != null) {
      fields.put("PreviousSpec", spec(previous));
    }
    fields.put("Endpoint", endpoint(service));
    UpdateStatus status = service.updateStatus();
    if (status != null) {
      Map<String, @Nullable Object> update = new LinkedHashMap<>();
      update.put("State", status.state().word());
      update.put("StartedAt", Calendar.at(status.startedNanos()).toString());
      if (status.completedNanos() > 0) {
        update.put("CompletedAt", Calendar.at(status.completedNanos()).toString());
      }
      update.put("Message", status.message());
      fields.put("UpdateStatus", update);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> spec(ServiceSpec spec) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Name", spec.name());
    fields.put("Labels", spec.labels());
    fields.put("TaskTemplate", template(spec));
    fields.put("Mode", mode(spec.mode()));
    if (!spec.mode().isJob()) {
      fields.put("UpdateConfig", updates(spec.upkeep().updates()));
      fields.put("RollbackConfig", updates(spec.upkeep().rollback()));
    }
    fields.put("EndpointSpec", endpointSpec(spec));
    return fields;
  }

  static Map<String, @Nullable Object> template(ServiceSpec spec) {
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    container.put("Image", ServiceCreateVerb.withTag(spec.workload().image()));
    if (!spec.workload().command().isEmpty()) {
      container.put("Args", spec.workload().command());
    }
    if (!spec.workload().env().isEmpty()) {
      container.put("Env", spec.workload().env());
    }
    addDetails(container, spec.workload());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ContainerSpec", container);
    ServiceSpec.Restarts policy = spec.upkeep().restarts();
    Map<String, @Nullable Object> restarts = new LinkedHashMap<>();
    restarts.put("Condition", policy.condition().word());
    restarts.put("Delay", policy.delayNanos());
    restarts.put("MaxAttempts", policy.maxAttempts());
    if (policy.windowNanos() > 0) {
      restarts.put("Window", policy.windowNanos());
    }
    fields.put("RestartPolicy", restarts);
    ServiceSpec.Placement asked = spec.placement();
    Map<String, @Nullable Object> placement = new LinkedHashMap<>();
    if (!asked.constraints().isEmpty()) {
      placement.put("Constraints", asked.constraints());
    }
    if (!asked.spread().isEmpty()) {
      placement.put(
          "Preferences",
          asked.spread().stream()
              .map(key -> (Object) Map.of("Spread", Map.of("SpreadDescriptor", key)))
              .toList());
    }
    if (asked.maxPerNode() > 0) {
      placement.put("MaxReplicas", asked.maxPerNode());
    }
    fields.put("Placement", placement);
    return fields;
  }

  private static void addDetails(
      Map<String, @Nullable Object> container, ServiceSpec.Workload workload) {
    TaskDetails details = workload.details();
    if (!workload.hostname().isEmpty()) {
      container.put("Hostname", workload.hostname());
    }
    if (details.entrypoint() != null) {
      container.put("Command", details.entrypoint());
    }
    if (!details.labels().isEmpty()) {
      container.put("Labels", details.labels());
    }
    HealthCheck health = details.health();
    if (health != null) {
      container.put("Healthcheck", health.fields());
    }
    List<String> hosts = new ArrayList<>();
    for (String line : details.resolving().hosts()) {
      int cut = line.indexOf(':');
      hosts.add(line.substring(cut + 1) + " " + line.substring(0, cut));
    }
    if (!hosts.isEmpty()) {
      container.put("Hosts", hosts);
    }
    container.put("DNSConfig", resolving(details.resolving()));
    addFiles(container, details, true);
    addFiles(container, details, false);
    if (!details.sysctls().isEmpty()) {
      container.put("Sysctls", details.sysctls());
    }
  }

  private static Map<String, @Nullable Object> resolving(TaskDetails.Resolving resolving) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (!resolving.dns().isEmpty()) {
      fields.put("Nameservers", resolving.dns());
    }
    if (!resolving.search().isEmpty()) {
      fields.put("Search", resolving.search());
    }
    if (!resolving.options().isEmpty()) {
      fields.put("Options", resolving.options());
    }
    return fields;
  }

  private static void addFiles(
      Map<String, @Nullable Object> container, TaskDetails details, boolean isSecret) {
    List<Object> files = new ArrayList<>();
    String kind = isSecret ? "Secret" : "Config";
    for (FileReference each : details.files()) {
      if (each.isSecret() == isSecret) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("Name", each.target());
        file.put("UID", "0");
        file.put("GID", "0");
        file.put("Mode", READABLE);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("File", file);
        fields.put(kind + "ID", each.id());
        fields.put(kind + "Name", each.name());
        files.add(fields);
      }
    }
    if (!files.isEmpty()) {
      container.put(kind + "s", files);
    }
  }

  private static Map<String, @Nullable Object> mode(ServiceSpec.Mode mode) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Map<String, @Nullable Object> how = new LinkedHashMap<>();
    if (mode.isGlobal()) {
      fields.put(mode.isJob() ? "GlobalJob" : "Global", how);
    } else if (mode.isJob()) {
      how.put("MaxConcurrent", mode.concurrent());
      how.put("TotalCompletions", mode.replicas());
      fields.put("ReplicatedJob", how);
    } else {
      how.put("Replicas", mode.replicas());
      fields.put("Replicated", how);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> updates(ServiceSpec.Updates updates) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Parallelism", updates.parallelism());
    if (updates.delayNanos() > 0) {
      fields.put("Delay", updates.delayNanos());
    }
    fields.put("FailureAction", updates.failure().action().word());
    fields.put("Monitor", updates.failure().monitorNanos());
    fields.put("MaxFailureRatio", updates.failure().maxRatio());
    fields.put("Order", updates.startsFirst() ? "start-first" : "stop-first");
    return fields;
  }

  private static Map<String, @Nullable Object> endpointSpec(ServiceSpec spec) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Mode", spec.endpointMode().word());
    List<Object> ports = ports(spec);
    if (!ports.isEmpty()) {
      fields.put("Ports", ports);
    }
    return fields;
  }

  private static List<Object> ports(ServiceSpec spec) {
    List<Object> ports = new ArrayList<>();
    for (ServiceSpec.Port port : spec.ports()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("Protocol", port.target().protocol().toString());
      fields.put("TargetPort", port.target().port());
      fields.put("PublishedPort", port.published());
      fields.put("PublishMode", port.isHost() ? "host" : "ingress");
      ports.add(fields);
    }
    return ports;
  }

  private static Map<String, @Nullable Object> endpoint(Service service) {
    Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
    endpoint.put("Spec", endpointSpec(service.spec()));
    List<Object> ports = ports(service.spec());
    if (!ports.isEmpty()) {
      endpoint.put("Ports", ports);
    }
    List<Object> vips = new ArrayList<>();
    for (Service.Vip vip : service.vips()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("NetworkID", vip.network());
      fields.put("Addr", vip.address().toString());
      vips.add(fields);
    }
    if (!vips.isEmpty()) {
      endpoint.put("VirtualIPs", vips);
    }
    return endpoint;
  }
}
