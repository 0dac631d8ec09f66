package dev.drydock.scenarios.tools;

import dev.drydock.drivers.engine.Capabilities;

/// What root may do at a place.
///
/// @param changesNetwork whether it has `CAP_NET_ADMIN`: interfaces, addresses, routes, rules
/// @param writesSettings whether `/proc/sys` can be written, which is mounted read-only in
///   containers
/// @param opensRawSockets whether it has `CAP_NET_RAW`
public record Rights(boolean changesNetwork, boolean writesSettings, boolean opensRawSockets) {
  /// Those of root on a machine.
  public static final Rights ALL = new Rights(true, true, true);

  /// Those of a container's root.
  public static Rights of(Capabilities capabilities) {
    return new Rights(
        capabilities.has("CAP_NET_ADMIN"),
        capabilities.privileged(),
        capabilities.keeps("CAP_NET_RAW"));
  }
}
