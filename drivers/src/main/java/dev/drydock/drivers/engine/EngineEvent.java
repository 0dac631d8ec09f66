package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that an engine did: what `docker events` tells (moby `api/types/events`).
///
/// @param nanos when, since the start of the run
/// @param type `container`, `network` or `daemon`
/// @param action `create`, `die`, `exec_start: ls`
/// @param actor the id of the container, network or daemon
/// @param labels those of the container
/// @param details name, image and what else belongs to the action: key, value, key, value …
public record EngineEvent(
    long nanos,
    String type,
    String action,
    String actor,
    Map<String, String> labels,
    List<String> details) {
  /// Copies labels and details.
  public EngineEvent {
    labels = Ordered.copyOf(labels);
    details = List.copyOf(details);
  }

  /// Labels and details, by key; details go before labels of the same key.
  public SortedMap<String, String> attributes() {
    TreeMap<String, String> attributes = new TreeMap<>(labels);
    for (int i = 0; i + 1 < details.size(); i += 2) {
      attributes.put(details.get(i), details.get(i + 1));
    }
    return attributes;
  }

  /// When, as RFC 3339 with nine digits of a second.
  public String stamp() {
    return Timestamps.full(nanos);
  }

  /// The attributes as `key=value`, behind one another.
  public String attributeText() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> entry : attributes().entrySet()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(entry.getKey())
          .append('=')
          .append(entry.getValue());
    }
    return text.toString();
  }
}
