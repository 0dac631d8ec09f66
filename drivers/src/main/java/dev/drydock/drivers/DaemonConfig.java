package dev.drydock.drivers;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The network side of `daemon.json` and of dockerd's flags, keys as Docker spells them. Only keys
/// that were given are here; the accessors add the engine's defaults.
///
/// @param settings single values as text: `userland-proxy` → `false`, `bip` → `10.1.0.1/16`
/// @param lists keys with several values: `dns` → `[1.1.1.1]`
/// @param addressPools `default-address-pools`; empty for the engine's own
/// @param networkOptions `default-network-opts`: driver → option → value
public record DaemonConfig(
    Map<String, String> settings,
    Map<String, List<String>> lists,
    List<AddressPool> addressPools,
    Map<String, Map<String, String>> networkOptions) {
  /// No setting given.
  public static final DaemonConfig DEFAULT =
      new DaemonConfig(Map.of(), Map.of(), List.of(), Map.of());

  /// `default-address-pools`: networks of `/size` are cut from `base`.
  public record AddressPool(IpPrefix base, int size) {}

  /// Copies the collections, their order kept.
  public DaemonConfig {
    settings = Ordered.copyOf(settings);
    lists = Ordered.copyOf(lists);
    addressPools = List.copyOf(addressPools);
    networkOptions = Ordered.copyOf(networkOptions);
  }

  /// This configuration with one more setting.
  public DaemonConfig with(String key, String value) {
    var more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new DaemonConfig(more, lists, addressPools, networkOptions);
  }

  /// What a daemon that runs takes over of a new configuration: of keys that can be changed so
  /// those that it names.
  public DaemonConfig reloaded(DaemonConfig config) {
    var newSettings = new LinkedHashMap<>(settings);
    var newLists = new LinkedHashMap<>(lists);
    for (var key : List.of("debug", "live-restore")) {
      if (config.settings.containsKey(key)) {
        newSettings.put(key, config.text(key));
      }
    }
    for (var key : List.of("labels", "insecure-registries", "registry-mirrors")) {
      if (config.lists.containsKey(key)) {
        newLists.put(key, config.list(key));
      }
    }
    return new DaemonConfig(newSettings, newLists, addressPools, networkOptions);
  }

  /// A setting's text; empty when it was not given.
  public String text(String key) {
    return settings.getOrDefault(key, "");
  }

  private boolean flag(String key, boolean otherwise) {
    var text = settings.get(key);
    return text == null ? otherwise : text.equals("true");
  }

  private @Nullable IpAddress address(String key) {
    return IpAddress.parseOrNull(text(key));
  }

  private @Nullable IpPrefix prefix(String key) {
    return IpPrefix.parseOrNull(text(key));
  }

  /// `exec-root`: where the daemon keeps what runs.
  public String execRoot() {
    return settings.getOrDefault("exec-root", "/var/run/docker");
  }

  /// `bridge`: the interface of the default network, empty for docker0, `none` for no such network.
  public String bridge() {
    return text("bridge");
  }

  /// `bip`: address and prefix of docker0.
  public @Nullable IpPrefix bip() {
    return prefix("bip");
  }

  /// `fixed-cidr`: where the default network takes container addresses from.
  public @Nullable IpPrefix fixedCidr() {
    return prefix("fixed-cidr");
  }

  /// `fixed-cidr-v6`.
  public @Nullable IpPrefix fixedCidrV6() {
    return prefix("fixed-cidr-v6");
  }

  /// `default-gateway` of containers on the default network.
  public @Nullable IpAddress defaultGateway() {
    return address("default-gateway");
  }

  /// `default-gateway-v6` of the default network.
  public @Nullable IpAddress defaultGatewayV6() {
    return address("default-gateway-v6");
  }

  /// `mtu` of the default network, 1500 unless given.
  public int mtu() {
    return text("mtu").matches("\\d{1,5}") ? Integer.parseInt(text("mtu")) : 1500;
  }

  /// `icc`: containers on the default network may talk to each other.
  public boolean icc() {
    return flag("icc", true);
  }

  /// `iptables`: the engine writes firewall rules.
  public boolean iptables() {
    return flag("iptables", true);
  }

  /// `ip6tables`: the same for IPv6.
  public boolean ip6tables(boolean otherwise) {
    return flag("ip6tables", otherwise);
  }

  /// `ip-forward`: the engine switches forwarding on.
  public boolean ipForward() {
    return flag("ip-forward", true);
  }

  /// `experimental`: what is not for everybody yet.
  public boolean experimental() {
    return flag("experimental", false);
  }

  /// `ip-forward-no-drop`: it then leaves the FORWARD policy alone.
  public boolean ipForwardNoDrop() {
    return flag("ip-forward-no-drop", false);
  }

  /// `debug`: more in the log.
  public boolean debug() {
    return flag("debug", false);
  }

  /// `live-restore`: containers go on while the daemon is stopped.
  public boolean liveRestore() {
    return flag("live-restore", false);
  }

  /// `ip-masq`: masquerading on the default network.
  public boolean ipMasq() {
    return flag("ip-masq", true);
  }

  /// `ipv6` on the default network.
  public boolean ipv6() {
    return flag("ipv6", false);
  }

  /// `ip`: where ports are published unless an address is given.
  public String ip() {
    return settings.getOrDefault("ip", "0.0.0.0");
  }

  /// `userland-proxy`: docker-proxy processes serve published ports.
  public boolean userlandProxy() {
    return flag("userland-proxy", true);
  }

  /// `allow-direct-routing`: container addresses stay reachable from other interfaces.
  public boolean allowDirectRouting() {
    return flag("allow-direct-routing", false);
  }

  /// `dns`, `dns-opts`, `dns-search` and other lists; empty when not given.
  public List<String> list(String key) {
    return lists.getOrDefault(key, List.of());
  }

  /// `host-gateway-ip`: what `host-gateway` stands for; null for docker0's address.
  public @Nullable IpAddress hostGatewayIp() {
    return address("host-gateway-ip");
  }

  /// Options a network of this driver gets unless its own say otherwise.
  public Map<String, String> networkOptions(String driver) {
    return networkOptions.getOrDefault(driver, Map.of());
  }
}
