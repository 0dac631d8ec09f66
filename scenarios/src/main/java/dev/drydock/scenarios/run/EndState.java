package dev.drydock.scenarios.run;

import java.util.List;

/// What an end of a flow is while the lab runs: a machine, or a container on one.
///
/// @param machine its name
/// @param container empty for the machine itself
/// @param networks those of the container by name, sorted
/// @param devices its interfaces that have an address of IPv4, but for `lo`
/// @param listening the ports on which TCP listens, those of IPv4 alone first
public record EndState(
    String machine,
    String container,
    List<String> networks,
    List<String> devices,
    List<Integer> listening) {
  /// Copies the lists.
  public EndState {
    networks = List.copyOf(networks);
    devices = List.copyOf(devices);
    listening = List.copyOf(listening);
  }

  /// Whether it is a container.
  public boolean isContainer() {
    return !container.isEmpty();
  }
}
