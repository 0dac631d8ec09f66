package dev.drydock.scenarios.imports;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.imports.HostNetwork.Pool;
import dev.drydock.scenarios.model.DaemonFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The keys of the host's `daemon.json`: those of the file, and those of `dockerd`'s flags, which
/// stand in no file, as far as the default bridge and the rules show them.
final class DaemonKeys {
  private static final String BRIDGE_OPTION = "com.docker.network.bridge.";
  private static final String USUAL_SUBNET = "172.17.0.0/16";

  /// With a userland proxy the machine's own addresses are not translated for itself.
  private static final String WITHOUT_PROXY = "-A OUTPUT -m addrtype --dst-type LOCAL -j DOCKER";

  private final HostDump dump;

  DaemonKeys(HostDump dump) {
    this.dump = dump;
  }

  Map<String, Object> tree() {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (HostNetwork each : dump.networks) {
      if (each.name().equals("bridge")) {
        fromBridge(each, keys);
      }
    }
    if (dump.rules.contains(WITHOUT_PROXY)) {
      keys.put("userland-proxy", false);
    }
    if (!dump.rules.isBlank() && !dump.rules.contains(":DOCKER")) {
      keys.put("iptables", false);
    }
    dump.daemon.forEach((key, value) -> {
      String problem =
          DaemonFile.read(GoJson.indented(Map.of(key, value), "  "), List.of()).problem();
      if (isKnown(problem)) {
        keys.put(key, value);
      } else {
        dump.leaveOut("daemon.json: " + key);
      }
    });
    return keys;
  }

  /// What a key is called wrong for.
  private static boolean isKnown(String problem) {
    return !problem.contains("don't match any configuration option");
  }

  private static void fromBridge(HostNetwork bridge, Map<String, Object> keys) {
    Map<String, String> options = bridge.options();
    if (options.getOrDefault(BRIDGE_OPTION + "enable_icc", "true").equals("false")) {
      keys.put("icc", false);
    }
    if (options.getOrDefault(BRIDGE_OPTION + "enable_ip_masquerade", "true").equals("false")) {
      keys.put("ip-masq", false);
    }
    String address = options.getOrDefault(BRIDGE_OPTION + "host_binding_ipv4", "0.0.0.0");
    if (!address.equals("0.0.0.0")) {
      keys.put("ip", address);
    }
    String mtu = options.getOrDefault("com.docker.network.driver.mtu", "1500");
    if (mtu.matches("\\d{1,5}") && !mtu.equals("1500")) {
      keys.put("mtu", Integer.valueOf(mtu));
    }
    for (Pool pool : bridge.pools()) {
      fromPool(pool, keys);
    }
    if (bridge.isIpv6()) {
      keys.put("ipv6", true);
    }
  }

  private static void fromPool(Pool pool, Map<String, Object> keys) {
    IpPrefix subnet = IpPrefix.parseOrNull(pool.subnet());
    if (subnet == null) {
      return;
    }
    if (subnet.isV6()) {
      keys.put("fixed-cidr-v6", pool.subnet());
      return;
    }
    IpAddress given = IpAddress.parseOrNull(pool.gateway());
    IpAddress gateway = given == null ? subnet.first().next() : given;
    boolean isUsualGateway = gateway.equals(subnet.first().next());
    if (!pool.subnet().equals(USUAL_SUBNET) || !isUsualGateway) {
      keys.put("bip", gateway + "/" + subnet.length());
    }
    if (!pool.range().isEmpty()) {
      keys.put("fixed-cidr", pool.range());
    }
  }
}
