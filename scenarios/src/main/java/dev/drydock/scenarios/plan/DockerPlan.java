package dev.drydock.scenarios.plan;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpPrefix;
import java.util.List;
import java.util.Map;

/// The `daemon.json` of a machine, keys as Docker spells them. Only keys that the file gives are
/// here: which value a missing one has is the engine's to say.
///
/// @param settings single values as text: `userland-proxy` → `false`, `bip` → `10.1.0.1/16`
/// @param lists keys with several values: `dns` → `[1.1.1.1]`
/// @param addressPools `default-address-pools`; empty for the engine's own
/// @param networkOptions `default-network-opts`: driver → option → value
public record DockerPlan(
    Map<String, String> settings,
    Map<String, List<String>> lists,
    List<AddressPool> addressPools,
    Map<String, Map<String, String>> networkOptions) {

  /// `docker: {}`.
  public static final DockerPlan EMPTY = new DockerPlan(Map.of(), Map.of(), List.of(), Map.of());

  /// Copies the collections, their order kept.
  public DockerPlan {
    settings = Ordered.copyOf(settings);
    lists = Ordered.copyOf(lists);
    addressPools = List.copyOf(addressPools);
    networkOptions = Ordered.copyOf(networkOptions);
  }

  /// One entry of `default-address-pools`: networks of `/size` are cut from `base`.
  public record AddressPool(IpPrefix base, int size) {}
}
