package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.ServiceVolume;
import dev.drydock.scenarios.compose.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Plans the volumes of a file and what its services mount (compose-go `loader/normalize.go`,
/// `paths`; compose `pkg/compose/create.go`, `ensureProjectVolumes`).
final class VolumePlanner {
  private static final String HOME = "/root";

  private final Scenario scenario;
  private final Map<String, VolumePlan> plans = new LinkedHashMap<>();

  VolumePlanner(Scenario scenario) {
    this.scenario = scenario;
    scenario
        .file()
        .resources()
        .volumes()
        .forEach(volume -> plans.put(volume.key().value(), plan(volume)));
  }

  private VolumePlan plan(Volume volume) {
    var key = volume.key().value();
    var usual = volume.isExternal() ? key : scenario.project() + "_" + key;
    var labels = new LinkedHashMap<String, String>();
    if (!volume.isExternal()) {
      labels.putAll(volume.labels());
      labels.put("com.docker.compose.project", scenario.project());
      labels.put("com.docker.compose.version", ComposeVersion.TEXT);
      labels.put("com.docker.compose.volume", key);
    }
    return new VolumePlan(
        key,
        volume.name().isEmpty() ? usual : volume.name(),
        volume.driver(),
        volume.options(),
        labels,
        volume.isExternal());
  }

  /// Those that services use, in the order of the file.
  List<VolumePlan> used(List<Service> services) {
    var keys = new LinkedHashSet<String>();
    for (var service : services) {
      service.uses().volumes().forEach(each -> keys.add(each.value()));
    }
    return plans.values().stream().filter(plan -> keys.contains(plan.key())).toList();
  }

  /// What a service mounts, by real names and absolute paths.
  ///
  /// @param folder where paths of the file begin
  List<ServiceVolume> mounted(Service service, String folder) {
    var mounted = new ArrayList<ServiceVolume>();
    for (var volume : service.runs().told().volumes()) {
      var plan = plans.get(volume.source());
      if (volume.type().equals("bind")) {
        mounted.add(volume.from(absolute(volume.source(), folder)));
      } else {
        var isVolume = volume.type().equals("volume");
        mounted.add(plan != null && isVolume ? volume.from(plan.name()) : volume);
      }
    }
    return mounted;
  }

  private static String absolute(String source, String folder) {
    var written =
        source.equals("~") || source.startsWith("~/") ? HOME + source.substring(1) : source;
    return Path.of(folder, "").resolve(written).normalize().toString();
  }
}
