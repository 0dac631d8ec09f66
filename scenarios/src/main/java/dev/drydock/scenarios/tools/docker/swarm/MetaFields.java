package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.drivers.swarm.Meta;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every object of a swarm shows after its id (moby `api/types/swarm/common.go`).
final class MetaFields {
  private MetaFields() {}

  static void add(Map<String, @Nullable Object> fields, Meta meta) {
    Map<String, @Nullable Object> version = new LinkedHashMap<>();
    version.put("Index", meta.index());
    fields.put("Version", version);
    fields.put("CreatedAt", Timestamps.text(meta.createdNanos()));
    fields.put("UpdatedAt", Timestamps.text(meta.updatedNanos()));
  }
}
