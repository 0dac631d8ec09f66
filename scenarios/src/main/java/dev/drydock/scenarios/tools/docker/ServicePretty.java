package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `docker service inspect --pretty` (docker/cli `command/service/formatter.go`).
final class ServicePretty {
  private ServicePretty() {}

  static List<String> lines(Service service) {
    ServiceSpec spec = service.spec();
    List<String> lines = new ArrayList<>();
    lines.add("ID:\t\t" + service.id());
    lines.add("Name:\t\t" + service.name());
    if (!spec.labels().isEmpty()) {
      lines.add("Labels:");
      spec.labels()
          .forEach((key, value) -> lines.add(" " + key + (value.isEmpty() ? "" : "=" + value)));
    }
    lines.add("Service Mode:\t" + (spec.mode().isGlobal() ? "Global" : "Replicated"));
    if (!spec.mode().isGlobal()) {
      lines.add(" Replicas:\t" + spec.mode().replicas());
    }
    lines.add("Placement:");
    if (!spec.constraints().isEmpty()) {
      lines.add(" Constraints:\t[" + String.join(" ", spec.constraints()) + "]");
    }
    addUpdates(lines, "UpdateConfig:", " Update order:      ", spec.updates());
    addUpdates(lines, "RollbackConfig:", " Rollback order:    ", ServiceSpec.Updates.DEFAULT);
    lines.add("ContainerSpec:");
    lines.add(" Image:\t\t" + ServiceCreateVerb.withTag(spec.workload().image()));
    addWords(lines, " Args:\t\t", spec.workload().command());
    addWords(lines, " Env:\t\t", spec.workload().env());
    lines.add(" Init:\t\tfalse");
    lines.add("Resources:");
    if (!spec.networks().isEmpty()) {
      lines.add("Networks: " + String.join(" ", spec.networks()) + " ");
    }
    lines.add("Endpoint Mode:\t" + spec.endpointMode().word());
    addPorts(lines, spec.ports());
    lines.add("");
    return lines;
  }

  /// How tasks are replaced; what else there is has the defaults of swarmkit.
  private static void addUpdates(
      List<String> lines, String title, String order, ServiceSpec.Updates updates) {
    lines.add(title);
    lines.add(" Parallelism:\t" + updates.parallelism());
    if (updates.delayNanos() > 0) {
      lines.add(" Delay:\t\t" + seconds(updates.delayNanos()));
    }
    lines.add(" On failure:\tpause");
    lines.add(" Monitoring Period: 5s");
    lines.add(" Max failure ratio: 0");
    lines.add(order + (updates.startsFirst() ? "start-first" : "stop-first"));
  }

  /// As Go writes durations: `1m30s`.
  private static String seconds(long nanos) {
    String text = Duration.ofNanos(nanos).toString(); // PT1M30S
    return text.substring(2).toLowerCase(Locale.ROOT);
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
  }
}
