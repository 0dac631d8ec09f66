package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.drivers.swarm.FileReference;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.SurroundingFields;
import dev.drydock.drivers.swarm.TaskDetails;
import dev.drydock.drivers.swarm.TaskSurroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What tasks are made of as `docker service inspect` and `docker inspect TASK` show it (moby
/// `api/types/swarm/task.go`, `container.go`). What a user left open is filled in for the service
/// itself only (swarmkit `api/defaults/service.go`).
final class TaskSpecFields {
  private static final long GRACE_NANOS = 10_000_000_000L;

  private final Service service;
  private final ServiceSpec spec;
  private final boolean isFilled;
  private final EngineProfile profile;

  /// @param service whose networks are meant
  /// @param spec what is asked of it
  /// @param isFilled whether defaults are shown
  /// @param profile of the engine that shows it
  TaskSpecFields(Service service, ServiceSpec spec, boolean isFilled, EngineProfile profile) {
    this.service = service;
    this.spec = spec;
    this.isFilled = isFilled;
    this.profile = profile;
  }

  /// Whether `docker stack deploy` made it, which asks for other things than `service create`.
  private boolean isOfStack() {
    return service.spec().labels().containsKey(ServiceSpec.STACK_LABEL);
  }

  /// All of it.
  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ContainerSpec", container());
    TaskSurroundings surroundings = spec.workload().details().surroundings();
    fields.put("Resources", SurroundingFields.resources(surroundings.resources()));
    ServiceSpec.Restarts restarts = spec.upkeep().restarts();
    if (isFilled || !restarts.equals(ServiceSpec.Restarts.DEFAULT)) {
      fields.put("RestartPolicy", restarts(restarts));
    }
    fields.put("Placement", placement(spec.placement()));
    if (!spec.networks().isEmpty()) {
      fields.put("Networks", spec.networks().stream().map(this::network).toList());
    }
    if (surroundings.logs() != null) {
      fields.put("LogDriver", surroundings.logs().fields());
    }
    return fields;
  }

  private Object network(ServiceSpec.Target target) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Target", service.networkId(target));
    putUnlessEmpty(fields, "Aliases", target.aliases());
    return fields;
  }

  private static Map<String, @Nullable Object> restarts(ServiceSpec.Restarts policy) {
    Map<String, @Nullable Object> restarts = new LinkedHashMap<>();
    restarts.put("Condition", policy.condition().word());
    restarts.put("Delay", policy.delayNanos());
    restarts.put("MaxAttempts", policy.maxAttempts());
    if (policy.windowNanos() > 0) {
      restarts.put("Window", policy.windowNanos());
    }
    return restarts;
  }

  private static Map<String, @Nullable Object> placement(ServiceSpec.Placement asked) {
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
    return placement;
  }

  private Map<String, @Nullable Object> container() {
    ServiceSpec.Workload workload = spec.workload();
    TaskDetails details = workload.details();
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    container.put("Image", ServiceCreateVerb.withTag(workload.image()));
    if (!details.labels().isEmpty()) {
      container.put("Labels", new TreeMap<>(details.labels()));
    }
    if (details.entrypoint() != null) {
      container.put("Command", details.entrypoint());
    }
    putUnlessEmpty(container, "Args", workload.command());
    if (!workload.hostname().isEmpty()) {
      container.put("Hostname", workload.hostname());
    }
    putUnlessEmpty(container, "Env", workload.env());
    addUser(container, details.surroundings());
    if (isOfStack()) {
      Map<String, @Nullable Object> privileges = new LinkedHashMap<>();
      privileges.put("CredentialSpec", null);
      privileges.put("SELinuxContext", null);
      if (profile.inspect().isAtLeast(InspectStyle.V25)) {
        privileges.put("NoNewPrivileges", false);
      }
      container.put("Privileges", privileges);
    }
    ContainerSpec.Ending ending = details.ending();
    if (ending.init() || !isOfStack()) {
      container.put("Init", ending.init());
    }
    putUnlessEmpty(container, "StopSignal", ending.signal());
    addSwitches(container, details.surroundings());
    putUnlessEmpty(
        container, "Mounts", details.surroundings().mounts().stream().map(Mount::fields).toList());
    addGrace(container, ending);
    addMore(container, details);
    return container;
  }

  private static void addUser(
      Map<String, @Nullable Object> container, TaskSurroundings surroundings) {
    putUnlessEmpty(container, "Dir", surroundings.folder());
    putUnlessEmpty(container, "User", surroundings.user());
    putUnlessEmpty(container, "Groups", surroundings.groups());
  }

  private static void addSwitches(
      Map<String, @Nullable Object> container, TaskSurroundings surroundings) {
    TaskSurroundings.Switches switches = surroundings.switches();
    putIfSet(container, "TTY", switches.tty());
    putIfSet(container, "OpenStdin", switches.openStdin());
    putIfSet(container, "ReadOnly", switches.isReadOnly());
  }

  private void addGrace(Map<String, @Nullable Object> container, ContainerSpec.Ending ending) {
    Integer seconds = ending.seconds();
    if (seconds != null || isFilled) {
      container.put("StopGracePeriod", seconds == null ? GRACE_NANOS : seconds * Nanos.SECOND);
    }
  }

  private void addMore(Map<String, @Nullable Object> container, TaskDetails details) {
    HealthCheck health = details.health();
    if (health != null) {
      container.put("Healthcheck", health.fields());
    }
    List<String> hosts = new ArrayList<>();
    for (String line : details.resolving().hosts()) {
      int cut = line.indexOf(':');
      hosts.add(line.substring(cut + 1) + " " + line.substring(0, cut));
    }
    putUnlessEmpty(container, "Hosts", hosts);
    Map<String, @Nullable Object> resolving = resolving(details.resolving());
    if (isFilled || !isOfStack() || !resolving.isEmpty()) { // `convertDNSConfig`
      container.put("DNSConfig", resolving);
    }
    addFiles(container, details, true);
    addFiles(container, details, false);
    container.put("Isolation", "default");
    if (!details.sysctls().isEmpty()) {
      container.put("Sysctls", new TreeMap<>(details.sysctls()));
    }
    putUnlessEmpty(container, "CapabilityAdd", details.capabilities().add());
    putUnlessEmpty(container, "CapabilityDrop", details.capabilities().drop());
    putUnlessEmpty(container, "Ulimits", SurroundingFields.ulimits(details.surroundings()));
  }

  private static void putUnlessEmpty(
      Map<String, @Nullable Object> fields, String name, List<?> list) {
    if (!list.isEmpty()) {
      fields.put(name, list);
    }
  }

  private static void putUnlessEmpty(
      Map<String, @Nullable Object> fields, String name, String word) {
    if (!word.isEmpty()) {
      fields.put(name, word);
    }
  }

  private static void putIfSet(Map<String, @Nullable Object> fields, String name, boolean isSet) {
    if (isSet) {
      fields.put(name, true);
    }
  }

  private static Map<String, @Nullable Object> resolving(TaskDetails.Resolving resolving) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    putUnlessEmpty(fields, "Nameservers", resolving.dns());
    putUnlessEmpty(fields, "Search", resolving.search());
    putUnlessEmpty(fields, "Options", resolving.options());
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
        file.put("UID", each.access().uid());
        file.put("GID", each.access().gid());
        file.put("Mode", each.access().mode());
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
}
