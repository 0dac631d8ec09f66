package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.text.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network of a live host, as `docker network inspect` shows it.
///
/// @param created when
/// @param isIpv6 `EnableIPv6`
record HostNetwork(
    String id,
    String name,
    String driver,
    Instant created,
    String scope,
    boolean isInternal,
    boolean isIpv4,
    boolean isIpv6,
    boolean isAttachable,
    List<Pool> pools,
    Map<String, String> options,
    Map<String, String> labels) {
  private static final int SHORT_ID = 12;
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  /// One of its pools of addresses; texts are empty where nothing is said.
  record Pool(String subnet, String range, String gateway, Map<String, String> auxiliary) {}

  static HostNetwork of(Node node) {
    List<Pool> pools = new ArrayList<>();
    for (Node pool : Json.items(node, "IPAM", "Config")) {
      pools.add(
          new Pool(
              Json.text(pool, "Subnet"),
              Json.text(pool, "IPRange"),
              Json.text(pool, "Gateway"),
              map(pool, "AuxiliaryAddresses")));
    }
    return new HostNetwork(
        Json.text(node, "Id"),
        Json.text(node, "Name"),
        Json.text(node, "Driver"),
        Json.moment(node, "Created"),
        Json.text(node, "Scope"),
        Json.isTrue(node, "Internal"),
        !Json.text(node, "EnableIPv4").equals("false"),
        Json.isTrue(node, "EnableIPv6"),
        Json.isTrue(node, "Attachable"),
        List.copyOf(pools),
        map(node, "Options"),
        map(node, "Labels"));
  }

  private static Map<String, String> map(Node node, String name) {
    Map<String, String> map = new LinkedHashMap<>();
    Json.entries(node, name).forEach(each -> map.put(each.name(), Json.text(each.value())));
    return map;
  }

  /// Whether every engine has it from the start.
  boolean isPredefined() {
    return List.of("bridge", "host", "none").contains(name);
  }

  boolean isBridge() {
    return driver.equals("bridge");
  }

  /// The device on the host; empty where the driver makes none.
  String bridge() {
    String usual = name.equals("bridge") ? "docker0" : "br-" + start(id, SHORT_ID);
    return isBridge() ? options.getOrDefault(BRIDGE_NAME, usual) : "";
  }

  /// What was said of the network by `docker network create`, and the name of its bridge, which
  /// rules of the user may name and which the id of another run would change.
  Map<String, String> ownOptions() {
    Map<String, String> own = new LinkedHashMap<>(options);
    if (isBridge()) {
      own.put(BRIDGE_NAME, bridge());
    }
    return own;
  }

  private static String start(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
