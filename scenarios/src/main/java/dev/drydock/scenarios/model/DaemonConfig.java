package dev.drydock.scenarios.model;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpPrefix;
import java.util.List;
import java.util.Map;

/// The keys of `daemon.json` that a file gives, as Docker spells them.
///
/// @param settings single values as text
/// @param lists keys with several values
/// @param addressPools `default-address-pools`
/// @param networkOptions `default-network-opts`: driver → option → value
public record DaemonConfig(
    Map<String, String> settings,
    Map<String, List<String>> lists,
    List<Pool> addressPools,
    Map<String, Map<String, String>> networkOptions) {

  /// Copies the collections, their order kept.
  public DaemonConfig {
    settings = Ordered.copyOf(settings);
    lists = Ordered.copyOf(lists);
    addressPools = List.copyOf(addressPools);
    networkOptions = Ordered.copyOf(networkOptions);
  }

  /// An entry of `default-address-pools`.
  public record Pool(IpPrefix base, int size) {}
}
