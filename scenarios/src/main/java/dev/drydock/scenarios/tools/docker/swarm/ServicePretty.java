package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.engine.GoDuration;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.swarm.FileReference;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.TaskDetails;
import dev.drydock.drivers.swarm.TaskSurroundings;
import dev.drydock.drivers.swarm.UpdateStatus;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker service inspect --pretty` (docker/cli `command/service/formatter.go`).
final class ServicePretty {
  private ServicePretty() {}

  static List<String> lines(Service service, long nowNanos) {
    ServiceSpec spec = service.spec();
    List<String> lines = new ArrayList<>();
    lines.add(""); // the template begins with a line of its own
    lines.add("ID:\t\t" + service.id());
    lines.add("Name:\t\t" + service.name());
    if (!spec.labels().isEmpty()) {
      lines.add("Labels:");
      new TreeMap<>(spec.labels())
          .forEach((key, value) -> lines.add(" " + key + (value.isEmpty() ? "" : "=" + value)));
    }
    addMode(lines, spec.mode());
    addStatus(lines, service.updateStatus(), nowNanos);
    addPlacement(lines, spec.placement());
    addUpdates(lines, "UpdateConfig:", " Update order:      ", spec.upkeep().updates());
    addUpdates(lines, "RollbackConfig:", " Rollback order:    ", spec.upkeep().rollback());
    lines.add("ContainerSpec:");
    lines.add(" Image:\t\t" + ServiceCreateVerb.withTag(spec.workload().image()));
    addWords(lines, " Args:\t\t", spec.workload().command());
    addWords(lines, " Env:\t\t", spec.workload().env());
    TaskDetails details = spec.workload().details();
    TaskSurroundings surroundings = details.surroundings();
    addUnlessEmpty(lines, " Dir:\t\t", surroundings.folder());
    boolean hasInit = details.ending().init();
    if (hasInit || !spec.labels().containsKey(ServiceSpec.STACK_LABEL)) {
      lines.add(" Init:\t\t" + hasInit);
    }
    addUnlessEmpty(lines, " User: ", surroundings.user());
    addCapabilities(lines, details.capabilities());
    if (!details.sysctls().isEmpty()) {
      lines.add("SysCtls:");
      new TreeMap<>(details.sysctls())
          .forEach((key, value) -> lines.add(" " + key + (value.isEmpty() ? "" : ": " + value)));
    }
    SurroundingLines.addMounts(lines, surroundings);
    addFiles(lines, "Configs:", details, false);
    addFiles(lines, "Secrets:", details, true);
    SurroundingLines.addLogs(lines, surroundings.logs());
    SurroundingLines.addResources(lines, surroundings.resources());
    if (!spec.networks().isEmpty()) {
      List<String> names = spec.networks().stream().map(ServiceSpec.Target::network).toList();
      lines.add("Networks: " + String.join(" ", names) + " ");
    }
    lines.add("Endpoint Mode:\t" + spec.endpointMode().word());
    addPorts(lines, spec.ports());
    HealthCheck health = details.health();
    if (health != null) {
      addHealth(lines, health);
    }
    lines.add("");
    return lines;
  }

  private static void addUnlessEmpty(List<String> lines, String title, String word) {
    if (!word.isEmpty()) {
      lines.add(title + word);
    }
  }

  private static void addCapabilities(List<String> lines, Capabilities capabilities) {
    if (capabilities.add().isEmpty() && capabilities.drop().isEmpty()) {
      return;
    }
    lines.add("Capabilities:");
    addUnlessEmpty(lines, " Add: ", String.join(", ", capabilities.add()));
    addUnlessEmpty(lines, " Drop: ", String.join(", ", capabilities.drop()));
  }

  private static void addFiles(
      List<String> lines, String title, TaskDetails details, boolean isSecret) {
    boolean isFirst = true;
    for (FileReference each : details.files()) {
      if (each.isSecret() == isSecret) {
        if (isFirst) {
          lines.add(title);
          isFirst = false;
        }
        lines.add(" Target:\t" + each.target());
        lines.add("  Source:\t" + each.name());
      }
    }
  }

  private static void addHealth(List<String> lines, HealthCheck health) {
    lines.add(" Healthcheck:");
    lines.add("  Interval = " + GoDuration.text(health.times().interval()));
    lines.add("  Retries = " + health.retries());
    lines.add("  StartPeriod =\t" + GoDuration.text(health.times().startPeriod()));
    lines.add("  Timeout =\t" + GoDuration.text(health.times().timeout()));
    if (!health.test().isEmpty()) {
      lines.add("  Tests:");
      health.test().forEach(word -> lines.add("\t Test = " + word));
      lines.add(lines.removeLast() + " ");
    }
  }

  /// The template names the modes without jobs only.
  private static void addMode(List<String> lines, ServiceSpec.Mode mode) {
    if (mode.isJob()) {
      lines.add("Service Mode:");
      return;
    }
    lines.add("Service Mode:\t" + (mode.isGlobal() ? "Global" : "Replicated"));
    if (!mode.isGlobal()) {
      lines.add(" Replicas:\t" + mode.replicas());
    }
  }

  private static void addStatus(List<String> lines, @Nullable UpdateStatus status, long nowNanos) {
    if (status == null) {
      return;
    }
    lines.add("UpdateStatus:");
    lines.add(" State:\t\t" + status.state().word());
    lines.add(" Started:\t" + HumanTime.of(nowNanos - status.startedNanos()) + " ago");
    if (status.state() == UpdateStatus.State.COMPLETED) {
      lines.add(" Completed:\t" + HumanTime.of(nowNanos - status.completedNanos()) + " ago");
    }
    lines.add(" Message:\t" + status.message());
  }

  private static void addPlacement(List<String> lines, ServiceSpec.Placement placement) {
    lines.add("Placement:");
    if (!placement.constraints().isEmpty()) {
      lines.add(" Constraints:\t[" + String.join(" ", placement.constraints()) + "]");
    }
    if (!placement.spread().isEmpty()) {
      String spread =
          String.join(" ", placement.spread().stream().map(k -> "spread=" + k).toList());
      lines.add(" Preferences:   [" + spread + "]");
    }
    if (placement.maxPerNode() > 0) {
      lines.add(" Max Replicas Per Node:   " + placement.maxPerNode());
    }
  }

  /// How tasks are replaced.
  private static void addUpdates(
      List<String> lines, String title, String order, ServiceSpec.Updates updates) {
    lines.add(title);
    lines.add(" Parallelism:\t" + updates.parallelism());
    if (updates.delayNanos() > 0) {
      lines.add(" Delay:\t\t" + GoDuration.text(updates.delayNanos()));
    }
    ServiceSpec.Failure failure = updates.failure();
    lines.add(" On failure:\t" + failure.action().word());
    if (failure.monitorNanos() > 0) {
      lines.add(" Monitoring Period: " + GoDuration.text(failure.monitorNanos()));
    }
    lines.add(" Max failure ratio: " + ratio(failure.maxRatio()));
    lines.add(order + (updates.startsFirst() ? "start-first" : "stop-first"));
  }

  /// A number as Go writes it, without digits that say nothing.
  static BigDecimal ratio(double ratio) {
    return new BigDecimal(Double.toString(ratio)).stripTrailingZeros();
  }

  private static void addWords(List<String> lines, String title, List<String> words) {
    if (!words.isEmpty()) {
      lines.add(title + String.join(" ", words) + " ");
    }
  }

  private static void addPorts(List<String> lines, List<ServiceSpec.Port> ports) {
    if (ports.isEmpty()) {
      return;
    }
    lines.add("Ports:");
    for (ServiceSpec.Port port : ports) {
      lines.add(" PublishedPort = " + port.published());
      lines.add("  Protocol = " + port.target().protocol());
      lines.add("  TargetPort = " + port.target().port());
      lines.add("  PublishMode = " + (port.isHost() ? "host" : "ingress"));
    }
    lines.add(lines.removeLast() + " ");
  }
}
