package dev.drydock.drivers.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that an engine did: what `docker events` tells (moby `api/types/events`).
///
/// @param nanos when, since the start of the run
/// @param type `container`, `network` or `daemon`
/// @param action `create`, `die`, `exec_start: ls`
/// @param actor the id of the container, network or daemon
/// @param attributes name, image, labels and what else belongs to the action
public record EngineEvent(
    long nanos, String type, String action, String actor, SortedMap<String, String> attributes) {
  /// Copies the attributes.
  public EngineEvent {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /// When, as RFC 3339 with nine digits of a second.
  public String stamp() {
    return Timestamps.full(nanos);
  }

  /// The attributes as `key=value`, behind one another.
  public String attributeText() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> entry : attributes.entrySet()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(entry.getKey())
          .append('=')
          .append(entry.getValue());
    }
    return text.toString();
  }
}
