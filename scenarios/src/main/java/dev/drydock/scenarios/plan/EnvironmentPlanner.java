package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ProjectLoader;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.Variables;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the environment of services: their env files, the later over the earlier, and
/// `environment` over both (compose-go, Project.WithServicesEnvironmentResolved).
final class EnvironmentPlanner {
  private final ProjectLoader loader;
  private final Variables variables;
  private final Diagnostics diagnostics;

  EnvironmentPlanner(ProjectLoader loader, Variables variables, Diagnostics diagnostics) {
    this.loader = loader;
    this.variables = variables;
    this.diagnostics = diagnostics;
  }

  /// The environments by the names of the services, as `NAME=value`.
  Map<String, List<String>> plan(List<Service> services) {
    var plans = new LinkedHashMap<String, List<String>>();
    services.forEach(service -> plans.put(service.name().value(), environment(service)));
    return plans;
  }

  private List<String> environment(Service service) {
    var own = new LinkedHashMap<String, String>();
    service
        .runs()
        .environment()
        .forEach((name, value) -> {
          var known = value == null ? variables.get(name) : value;
          if (known != null) {
            own.put(name, known);
          }
        });
    var all = new LinkedHashMap<String, String>();
    for (var file : service.uses().envFiles()) {
      all.putAll(read(file, own));
    }
    all.putAll(own);
    return all.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
  }

  private Map<String, String> read(Service.EnvFile file, Map<String, String> own) {
    var path = Path.of(file.path().value());
    if (!file.isRequired() && !loader.hasFile(path)) {
      return Map.of();
    }
    if (!exists("env file", file.path(), loader, diagnostics)) {
      return Map.of();
    }
    return file.isRaw() ? loader.rawEnvFile(path) : loader.envFile(path, variables.or(own));
  }

  /// Whether there is a file that a service names; if not, it is told.
  static boolean exists(
      String kind, Located<String> file, ProjectLoader loader, Diagnostics diagnostics) {
    var path = file.value();
    var isThere = loader.hasFile(Path.of(path));
    if (!isThere) {
      diagnostics.error(
          file.place(),
          kind + " " + path + " not found: stat " + path + ": no such file or directory",
          "write the file, even an empty one");
    }
    return isThere;
  }
}
