package dev.drydock.scenarios.compose;

import dev.drydock.core.sim.Ordered;
import dev.drydock.scenarios.text.Located;
import java.util.Map;

/// An entry of the top-level `volumes`.
///
/// @param key its key
/// @param name `name`; empty for the usual one
/// @param driver `driver`; empty for the usual one
/// @param options `driver_opts`
/// @param labels `labels`
/// @param isExternal `external`
public record Volume(
    Located<String> key,
    String name,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    boolean isExternal) {
  /// Copies the maps, their order kept.
  public Volume {
    options = Ordered.copyOf(options);
    labels = Ordered.copyOf(labels);
  }
}
