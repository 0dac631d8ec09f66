package dev.drydock.scenarios.imports;

import java.util.List;
import java.util.Map;

/// A container of a live host.
///
/// @param id the whole identifier; empty where a dump does not tell
/// @param name its name
/// @param image as it was named
/// @param mode `bridge`, `host`, `none`, `container:NAME`, or the network it was started on
/// @param joined its networks, in the order of the dump
/// @param mac that of its interface on the default bridge, where it was chosen by hand
/// @param ports published ones, as compose writes them
/// @param listening ports on which something listens and which are not published
/// @param rest other keys of a service, as compose has them
record HostContainer(
    String id,
    String name,
    String image,
    String mode,
    List<Joined> joined,
    String mac,
    List<String> ports,
    List<String> listening,
    Map<String, Object> rest) {
  /// The network that `docker run` without one takes.
  static final String BRIDGE = "bridge";

  /// A network that it is on.
  ///
  /// @param ipv4 its address; empty without one
  /// @param ipv6 its address; empty without one
  /// @param mac its address where it does not follow from the IPv4 address; otherwise empty
  /// @param aliases names that it was given there by hand
  record Joined(String network, String ipv4, String ipv6, String mac, List<String> aliases) {}

  /// Whether it has a network namespace of its own with interfaces.
  boolean isOnNetworks() {
    return !mode.equals("host") && !mode.equals("none") && !mode.startsWith("container:");
  }

  /// Whether it was started on the default bridge.
  boolean isOnBridge() {
    return mode.equals(BRIDGE);
  }
}
