package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.PortSpec;
import dev.drydock.scenarios.text.Located;
import java.util.LinkedHashSet;
import java.util.List;

/// Cuts port ranges into single published ports, as go-connections' `nat.ParsePortSpec`; what is
/// published twice counts once.
final class PortPlanner {

  private PortPlanner() {}

  static List<PublishedPort> published(List<Located<PortSpec>> specs) {
    var ports = new LinkedHashSet<PublishedPort>();
    for (var located : specs) {
      var spec = located.value();
      for (var offset = 0; offset < spec.target().count(); offset++) {
        ports.add(published(spec, offset));
      }
    }
    return List.copyOf(ports);
  }

  private static PublishedPort published(PortSpec spec, int offset) {
    var host = spec.published();
    var first = host == null ? 0 : host.first() + offset;
    var last = host == null || spec.target().count() > 1 ? first : host.last();
    return new PublishedPort(
        spec.hostIp(),
        first,
        last,
        spec.target().first() + offset,
        spec.protocol(),
        spec.isHostMode());
  }
}
