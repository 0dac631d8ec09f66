package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Ordered;
import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.HealthCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What more is asked of the containers of a service.
///
/// @param entrypoint `--entrypoint`; null for the image's
/// @param health `--health-cmd` and the like; null for the image's
/// @param resolving how names are resolved
/// @param sysctls `--sysctl`
/// @param labels `--container-label`
/// @param files `--secret` and `--config`
/// @param ending `--stop-signal`, `--stop-grace-period` and `--init`
/// @param capabilities `--cap-add` and `--cap-drop`
/// @param surroundings what no network depends on
public record TaskDetails(
    @Nullable List<String> entrypoint,
    @Nullable HealthCheck health,
    Resolving resolving,
    Map<String, String> sysctls,
    Map<String, String> labels,
    List<FileReference> files,
    ContainerSpec.Ending ending,
    Capabilities capabilities,
    TaskSurroundings surroundings) {
  /// Nothing.
  public static final TaskDetails NONE =
      new TaskDetails(
          null,
          null,
          Resolving.DEFAULT,
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          List.of(),
          ContainerSpec.Ending.DEFAULT,
          Capabilities.DEFAULT,
          TaskSurroundings.NONE);

  /// Copies the collections.
  public TaskDetails {
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    sysctls = Ordered.copyOf(sysctls);
    labels = Ordered.copyOf(labels);
    files = List.copyOf(files);
  }

  /// How names are resolved.
  ///
  /// @param dns `--dns`
  /// @param search `--dns-search`
  /// @param options `--dns-option`
  /// @param hosts `--host`, as `name:address`
  public record Resolving(
      List<String> dns, List<String> search, List<String> options, List<String> hosts) {
    /// As the engine does.
    public static final Resolving DEFAULT =
        new Resolving(List.of(), List.of(), List.of(), List.of());

    /// Copies the lists.
    public Resolving {
      dns = List.copyOf(dns);
      search = List.copyOf(search);
      options = List.copyOf(options);
      hosts = List.copyOf(hosts);
    }
  }

  /// Whether a task runs only once it is healthy (`controller.Start` of the executor).
  boolean waitsForHealth() {
    HealthCheck check = health;
    return check != null && !check.test().isEmpty() && !check.test().getFirst().equals("NONE");
  }
}
