package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.imports.HostNetwork.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `networks` of the file, and the commands that make those which no container is on.
final class NetworkTree {
  private final HostDump dump;
  private final Set<String> used;

  /// @param used names of networks that services name
  NetworkTree(HostDump dump, Set<String> used) {
    this.dump = dump;
    this.used = used;
  }

  Map<String, Object> tree() {
    Map<String, Object> networks = new LinkedHashMap<>();
    for (HostNetwork each : dump.networks) {
      if (used.contains(each.name())) {
        networks.put(each.name(), network(each));
      }
    }
    return networks;
  }

  private static Map<String, Object> network(HostNetwork network) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", network.name());
    map.put("driver", network.driver());
    if (network.isInternal()) {
      map.put("internal", true);
    }
    if (network.isAttachable()) {
      map.put("attachable", true);
    }
    if (!network.isIpv4()) {
      map.put("enable_ipv4", false);
    }
    if (network.isIpv6()) {
      map.put("enable_ipv6", true);
    }
    if (!network.ownOptions().isEmpty()) {
      map.put("driver_opts", network.ownOptions());
    }
    if (!network.pools().isEmpty()) {
      List<Object> pools = network.pools().stream().map(each -> (Object) pool(each)).toList();
      map.put("ipam", Map.of("config", pools));
    }
    return map;
  }

  private static Map<String, Object> pool(Pool pool) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("subnet", pool.subnet());
    if (!pool.range().isEmpty()) {
      map.put("ip_range", pool.range());
    }
    if (!pool.gateway().isEmpty()) {
      map.put("gateway", pool.gateway());
    }
    if (!pool.auxiliary().isEmpty()) {
      map.put("aux_addresses", pool.auxiliary());
    }
    return map;
  }

  /// `docker network create …` for the others.
  List<String> creates() {
    List<String> commands = new ArrayList<>();
    for (HostNetwork each : dump.networks) {
      if (!used.contains(each.name()) && !each.isPredefined()) {
        commands.add(create(each));
      }
    }
    return commands;
  }

  private static String create(HostNetwork network) {
    List<String> words = new ArrayList<>(List.of("docker", "network", "create"));
    words.addAll(List.of("-d", network.driver()));
    if (network.isInternal()) {
      words.add("--internal");
    }
    if (network.isIpv6()) {
      words.add("--ipv6");
    }
    for (Pool pool : network.pools()) {
      words.addAll(List.of("--subnet", pool.subnet()));
      if (!pool.range().isEmpty()) {
        words.addAll(List.of("--ip-range", pool.range()));
      }
      if (!pool.gateway().isEmpty()) {
        words.addAll(List.of("--gateway", pool.gateway()));
      }
      pool.auxiliary()
          .forEach((name, value) -> words.addAll(List.of("--aux-address", name + "=" + value)));
    }
    network.ownOptions().forEach((name, value) -> words.addAll(List.of("-o", name + "=" + value)));
    words.add(network.name());
    return String.join(" ", words);
  }
}
