package dev.drydock.drivers.swarm;

import dev.drydock.drivers.engine.HealthCheck;
import org.jspecify.annotations.Nullable;

/// What more is asked of the containers of a service.
///
/// @param health `--health-cmd` and the like; null for the image's
public record TaskDetails(@Nullable HealthCheck health) {
  /// Nothing.
  public static final TaskDetails NONE = new TaskDetails(null);

  /// Whether a task runs only once it is healthy (`controller.Start` of the executor).
  boolean waitsForHealth() {
    HealthCheck check = health;
    return check != null && !check.test().isEmpty() && !check.test().getFirst().equals("NONE");
  }
}
