package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.compose.ServiceVolume;
import dev.drydock.scenarios.plan.VolumePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Volumes in the text of `docker compose config` (compose-go `types.ServiceVolumeConfig`,
/// `types.VolumeConfig`, whose fields come in this order).
final class ComposeVolumeYaml {
  private final List<VolumePlan> volumes;
  private final List<String> lines = new ArrayList<>();

  ComposeVolumeYaml(List<VolumePlan> volumes) {
    this.volumes = volumes;
  }

  /// Those of a service, under its key `volumes`.
  List<String> ofService(List<ServiceVolume> mounted) {
    if (!mounted.isEmpty()) {
      line(2, "volumes:");
    }
    for (ServiceVolume each : mounted) {
      line(3, "- type: " + each.type());
      if (!each.source().isEmpty()) {
        line(4, "source: " + ComposeYaml.plain(key(each)));
      }
      line(4, "target: " + ComposeYaml.plain(each.target()));
      if (each.isReadOnly()) {
        line(4, "read_only: true");
      }
      options("bind", each.bind());
      options("volume", each.volume());
      options("tmpfs", each.tmpfs());
    }
    return lines;
  }

  private String key(ServiceVolume mounted) {
    return volumes.stream()
        .filter(each -> mounted.type().equals("volume") && each.name().equals(mounted.source()))
        .map(VolumePlan::key)
        .findFirst()
        .orElse(mounted.source());
  }

  private void options(String key, @Nullable Map<String, String> options) {
    if (options == null) {
      return;
    }
    line(4, options.isEmpty() ? key + ": {}" : key + ":");
    options.forEach((name, value) -> {
      boolean isWord = value.matches("true|false");
      line(5, name + ": " + (isWord ? value : ComposeYaml.plain(value)));
    });
  }

  /// The top-level `volumes`.
  List<String> ofProject() {
    Map<String, VolumePlan> sorted = new TreeMap<>();
    volumes.forEach(each -> sorted.put(each.key(), each));
    if (!sorted.isEmpty()) {
      line(0, "volumes:");
    }
    sorted.values().forEach(this::volume);
    return lines;
  }

  private void volume(VolumePlan plan) {
    line(1, plan.key() + ":");
    line(2, "name: " + plan.name());
    if (!plan.driver().isEmpty()) {
      line(2, "driver: " + plan.driver());
    }
    map("driver_opts", plan.options());
    if (plan.isExternal()) {
      line(2, "external: true");
    }
    Map<String, String> own = new TreeMap<>(plan.labels());
    own.keySet().removeIf(key -> key.startsWith("com.docker.compose."));
    map("labels", own);
  }

  private void map(String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      line(2, key + ":");
      new TreeMap<>(values)
          .forEach((name, value) -> line(3, name + ": " + ComposeYaml.plain(value)));
    }
  }

  private void line(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
  }
}
