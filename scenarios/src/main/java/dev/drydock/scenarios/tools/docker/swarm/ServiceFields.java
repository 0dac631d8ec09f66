package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.UpdateStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A service as `docker service inspect` shows it (moby `api/types/swarm/service.go`).
final class ServiceFields {
  private ServiceFields() {}

  static Map<String, @Nullable Object> of(Service service, EngineProfile profile) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", service.id());
    MetaFields.add(fields, service.meta());
    fields.put("Spec", spec(service, service.spec(), true, profile));
    ServiceSpec previous = service.previous();
    if (previous != null) {
      fields.put("PreviousSpec", spec(service, previous, false, profile));
    }
    fields.put("Endpoint", endpoint(service));
    UpdateStatus status = service.updateStatus();
    if (status != null) {
      Map<String, @Nullable Object> update = new LinkedHashMap<>();
      update.put("State", status.state().word());
      update.put("StartedAt", Timestamps.text(status.startedNanos()));
      if (status.completedNanos() > 0) {
        update.put("CompletedAt", Timestamps.text(status.completedNanos()));
      }
      update.put("Message", status.message());
      fields.put("UpdateStatus", update);
    }
    if (service.spec().mode().isJob()) {
      Map<String, @Nullable Object> job = new LinkedHashMap<>();
      Map<String, @Nullable Object> iteration = new LinkedHashMap<>();
      if (service.round() > 0) {
        iteration.put("Index", service.round());
      }
      job.put("JobIteration", iteration);
      job.put("LastExecution", Timestamps.text(service.roundNanos()));
      fields.put("JobStatus", job);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> spec(
      Service service, ServiceSpec spec, boolean isFilled, EngineProfile profile) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Name", spec.name());
    fields.put("Labels", new TreeMap<>(spec.labels()));
    Map<String, @Nullable Object> template =
        new TaskSpecFields(service, spec, isFilled, profile).fields();
    template.put("ForceUpdate", isFilled ? service.force() : service.previousForce());
    template.put("Runtime", "container");
    fields.put("TaskTemplate", template);
    fields.put("Mode", mode(spec.mode()));
    addUpdates(fields, "UpdateConfig", spec.upkeep().updates(), isFilled);
    addUpdates(fields, "RollbackConfig", spec.upkeep().rollback(), isFilled);
    fields.put("EndpointSpec", endpointSpec(spec));
    return fields;
  }

  private static void addUpdates(
      Map<String, @Nullable Object> fields,
      String name,
      ServiceSpec.Updates updates,
      boolean isFilled) {
    if (isFilled || !updates.equals(ServiceSpec.Updates.DEFAULT)) {
      fields.put(name, updates(updates));
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
    fields.put("MaxFailureRatio", ServicePretty.ratio(updates.failure().maxRatio()));
    fields.put("Order", updates.startsFirst() ? "start-first" : "stop-first");
    return fields;
  }

  /// A port that the swarm chose is the endpoint's, not what was asked for.
  private static Map<String, @Nullable Object> endpointSpec(ServiceSpec spec) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Mode", spec.endpointMode().word());
    List<Object> ports = new ArrayList<>();
    spec.ports().forEach(port -> ports.add(port(port, !port.isChosen())));
    if (!ports.isEmpty()) {
      fields.put("Ports", ports);
    }
    return fields;
  }

  private static Object port(ServiceSpec.Port port, boolean isNumbered) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Protocol", port.target().protocol().toString());
    fields.put("TargetPort", port.target().port());
    if (isNumbered && port.published() > 0) {
      fields.put("PublishedPort", port.published());
    }
    fields.put("PublishMode", port.isHost() ? "host" : "ingress");
    return fields;
  }

  /// What managers gave it; nothing where there was nothing to give.
  private static Map<String, @Nullable Object> endpoint(Service service) {
    Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
    if (!service.isAllocated()) {
      endpoint.put("Spec", new LinkedHashMap<>());
      return endpoint;
    }
    List<Object> ports = new ArrayList<>();
    service.spec().ports().forEach(port -> ports.add(port(port, true)));
    List<Object> vips = new ArrayList<>();
    for (Service.Vip vip : service.vips()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("NetworkID", vip.network());
      fields.put("Addr", vip.address().toString());
      vips.add(fields);
    }
    boolean isEmpty = ports.isEmpty() && vips.isEmpty();
    endpoint.put("Spec", isEmpty ? new LinkedHashMap<>() : endpointSpec(service.spec()));
    if (!ports.isEmpty()) {
      endpoint.put("Ports", ports);
    }
    if (!vips.isEmpty()) {
      endpoint.put("VirtualIPs", vips);
    }
    return endpoint;
  }
}
