package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.swarm.TaskResources;
import dev.drydock.drivers.swarm.TaskSurroundings;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Mounts, limits and logs of a service as `docker service inspect --pretty` shows them (docker/cli
/// `command/service/formatter.go`; session of 20.10.24).
final class SurroundingLines {
  private SurroundingLines() {}

  /// Limits of processes, and mounts.
  static void addMounts(List<String> lines, TaskSurroundings surroundings) {
    if (!surroundings.ulimits().isEmpty()) {
      lines.add("Ulimits:");
    }
    for (TaskSurroundings.Ulimit each : surroundings.ulimits()) {
      lines.add(" " + each.name() + ": " + each.soft() + ":" + each.hard());
    }
    if (!surroundings.mounts().isEmpty()) {
      lines.add("Mounts:");
    }
    for (Mount each : surroundings.mounts()) {
      lines.add(" Target:\t" + each.target());
      lines.add("  Source:\t" + each.source());
      lines.add("  ReadOnly:\t" + each.isReadOnly());
      lines.add("  Type:\t\t" + each.type());
    }
  }

  /// A blank line follows.
  static void addLogs(List<String> lines, Mount.@Nullable Driver logs) {
    if (logs == null) {
      return;
    }
    lines.add("Log Driver:");
    lines.add(" Name:\t\t" + logs.name());
    if (!logs.options().isEmpty()) {
      lines.add(" LogOpts:");
      new TreeMap<>(logs.options())
          .forEach(
              (key, value) -> lines.add("  " + key + (value.isEmpty() ? "" : ":       " + value)));
    }
    lines.add("");
  }

  /// Without a number of processes, a limit of them shows none.
  static void addResources(List<String> lines, TaskResources resources) {
    lines.add("Resources:");
    TaskResources.Amount reserved = resources.reservations();
    if (reserved != null && (reserved.nanoCpus() > 0 || reserved.memoryBytes() > 0)) {
      lines.add(" Reservations:");
      addAmount(lines, reserved);
    }
    TaskResources.Amount limits = resources.limits();
    if (limits == null) {
      return;
    }
    if (limits.nanoCpus() > 0 || limits.memoryBytes() > 0 || limits.processes() > 0) {
      lines.add(" Limits:");
      addAmount(lines, limits);
    }
    if (limits.processes() > 0) {
      lines.add("  PIDs:\t\t" + limits.processes());
    }
  }

  private static void addAmount(List<String> lines, TaskResources.Amount amount) {
    if (amount.nanoCpus() > 0) {
      lines.add("  CPU:\t\t" + SurroundingOptions.cpus(amount.nanoCpus()));
    }
    if (amount.memoryBytes() > 0) {
      lines.add("  Memory:\t" + ByteSize.text(amount.memoryBytes()));
    }
  }
}
