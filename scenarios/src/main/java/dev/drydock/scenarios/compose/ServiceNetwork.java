package dev.drydock.scenarios.compose;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry of a service's `networks`.
///
/// @param hasSettings whether a mapping stands there, an empty one too, and not just the name
public record ServiceNetwork(
    Located<String> key,
    List<Located<String>> aliases,
    @Nullable Located<String> interfaceName,
    @Nullable Located<IpAddress> ipv4,
    @Nullable Located<IpAddress> ipv6,
    List<Located<IpAddress>> linkLocal,
    @Nullable Located<MacAddress> mac,
    Map<String, Located<String>> options,
    @Nullable Located<Long> priority,
    @Nullable Located<Long> gwPriority,
    boolean hasSettings) {
  /// Copies the collections, their order kept.
  public ServiceNetwork {
    aliases = List.copyOf(aliases);
    linkLocal = List.copyOf(linkLocal);
    options = Ordered.copyOf(options);
  }
}
