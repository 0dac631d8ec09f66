package dev.drydock.drivers.swarm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What managers keep of a node and users change (swarmkit `api.NodeSpec`).
final class NodeSpec {
  private final Map<String, String> labels = new LinkedHashMap<>();
  private Availability availability = Availability.ACTIVE;
  private Meta meta = new Meta(0, 0, 0);

  /// Its node comes into a swarm; labels stay.
  void enter(Meta made) {
    availability = Availability.ACTIVE;
    meta = made;
  }

  Meta meta() {
    return meta;
  }

  Map<String, String> labels() {
    return Collections.unmodifiableMap(labels);
  }

  Availability availability() {
    return availability;
  }

  void change(Availability wanted, Swarm swarm) {
    availability = wanted;
    changed(swarm);
  }

  void relabel(Map<String, String> added, List<String> removed, Swarm swarm) {
    labels.putAll(added);
    removed.forEach(labels::remove);
    changed(swarm);
  }

  /// Something of the node has changed.
  void changed(Swarm swarm) {
    meta = swarm.revisions().changed(meta);
  }
}
