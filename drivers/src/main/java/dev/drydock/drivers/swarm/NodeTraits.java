package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.Map;

/// What managers know of a node, whether it is there or not.
///
/// @param labels `docker node update --label-add`
/// @param meta when it came, and was changed last
/// @param address where managers see it
/// @param profile of its engine
public record NodeTraits(
    String id,
    String hostname,
    Map<String, String> labels,
    Meta meta,
    Availability availability,
    IpAddress address,
    EngineProfile profile) {
  /// Copies the labels.
  public NodeTraits {
    labels = Ordered.copyOf(labels);
  }

  /// Those of a node that is there.
  public static NodeTraits of(SwarmNode node) {
    return new NodeTraits(
        node.id(),
        node.hostname(),
        node.labels(),
        node.meta(),
        node.availability(),
        node.seenAddress(),
        node.engine().profile());
  }
}
