package dev.drydock.scenarios.imports;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.imports.HostContainer.Joined;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `services` of the file, one for each container, under its name.
final class ServiceTree {
  private final HostDump dump;
  private final Map<String, HostNetwork> networks = new LinkedHashMap<>();
  private final Set<String> published = new LinkedHashSet<>();

  ServiceTree(HostDump dump) {
    this.dump = dump;
    dump.networks.forEach(each -> networks.put(each.name(), each));
    for (HostContainer each : dump.containers) {
      for (String port : each.ports()) {
        published.add(port.replaceFirst(":[^:]*$", "").replaceFirst(".*:", ""));
      }
    }
  }

  Map<String, Object> tree() {
    Map<String, Object> services = new LinkedHashMap<>();
    inOrder().forEach(each -> services.put(each.name(), service(each)));
    return services;
  }

  /// As they were started; those of the default bridge, where nobody chooses addresses, in the
  /// order of these.
  private List<HostContainer> inOrder() {
    List<HostContainer> sorted =
        new ArrayList<>(dump.containers.stream().filter(HostContainer::isOnBridge).toList());
    sorted.sort(Comparator.comparing(ServiceTree::bridgeAddress));
    List<HostContainer> all = new ArrayList<>();
    for (HostContainer each : dump.containers) {
      all.add(each.isOnBridge() ? sorted.removeFirst() : each);
    }
    return all;
  }

  private static IpAddress bridgeAddress(HostContainer container) {
    for (Joined each : container.joined()) {
      IpAddress address = IpAddress.parseOrNull(each.ipv4());
      if (each.network().equals(HostContainer.BRIDGE) && address != null) {
        return address;
      }
    }
    return IpAddress.ANY_V4;
  }

  private Map<String, Object> service(HostContainer container) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", container.image());
    service.put("container_name", container.name());
    if (!container.mac().isEmpty() && container.isOnBridge()) {
      service.put("mac_address", container.mac());
    }
    putNetworks(service, container);
    if (!container.ports().isEmpty() && container.isOnNetworks()) {
      service.put("ports", container.ports());
    }
    service.putAll(container.rest());
    List<String> listening = new ArrayList<>(container.listening());
    listening.removeIf(port -> isExpected(port, container));
    if (!listening.isEmpty()) {
      service.put("x-drydock", Map.of("listen", listening));
    }
    return service;
  }

  /// Whether it listens there without being told, or somebody else does in the same namespace.
  private boolean isExpected(String port, HostContainer container) {
    boolean isOfHost = container.mode().equals("host") && published.contains(port);
    boolean isExposed =
        container.rest().get("expose") instanceof List<?> ports && ports.contains(port);
    return isOfHost
        || isExposed
        || container.ports().stream().anyMatch(each -> each.endsWith(":" + port));
  }

  private void putNetworks(Map<String, Object> service, HostContainer container) {
    String mode = container.mode();
    String target = mode.startsWith("container:") ? mode.substring("container:".length()) : "";
    if (dump.containers.stream().anyMatch(each -> each.name().equals(target))) {
      service.put("network_mode", "service:" + target);
    } else if (!target.isEmpty()) {
      dump.leaveOut(
          "container " + container.name() + ": the container whose network it has is not there");
      service.put("network_mode", "none");
    } else if (!container.isOnNetworks() || container.isOnBridge()) {
      service.put("network_mode", mode);
      bridgeMac(container).forEach(mac -> service.put("mac_address", mac));
    } else {
      Map<String, Object> joined = joined(container);
      if (joined.isEmpty()) {
        dump.leaveOut("container " + container.name() + ": its network " + mode);
        service.put("network_mode", "none");
      } else {
        service.put("networks", joined);
      }
    }
  }

  private static List<String> bridgeMac(HostContainer container) {
    return container.joined().stream()
        .filter(each -> each.network().equals(HostContainer.BRIDGE) && !each.mac().isEmpty())
        .map(Joined::mac)
        .toList();
  }

  /// The networks that a container is on when it starts; that of its `--network` is the first.
  private Map<String, Object> joined(HostContainer container) {
    List<Joined> own = container.joined().stream().filter(each -> isOwn(each.network())).toList();
    Map<String, Object> joined = new LinkedHashMap<>();
    for (Joined each : own) {
      Map<String, Object> settings = new LinkedHashMap<>(endpoint(each));
      if (own.size() > 1 && each.network().equals(container.mode())) {
        settings.put("priority", 1);
      }
      joined.put(each.network(), settings);
    }
    return joined;
  }

  private boolean isOwn(String name) {
    HostNetwork network = networks.get(name);
    return network != null && !network.isPredefined();
  }

  private Map<String, Object> endpoint(Joined joined) {
    Map<String, Object> settings = new LinkedHashMap<>();
    HostNetwork network = networks.get(joined.network());
    boolean isIpvlan = network != null && network.driver().equals("ipvlan");
    put(settings, "ipv4_address", joined.ipv4());
    put(settings, "ipv6_address", joined.ipv6());
    put(settings, "mac_address", isIpvlan ? "" : joined.mac());
    if (!joined.aliases().isEmpty()) {
      settings.put("aliases", joined.aliases());
    }
    return settings;
  }

  private static void put(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  /// The networks that some container is on when it starts.
  Set<String> used() {
    Set<String> used = new LinkedHashSet<>();
    for (HostContainer container : dump.containers) {
      if (container.isOnNetworks() && !container.isOnBridge()) {
        container.joined().stream().map(Joined::network).filter(this::isOwn).forEach(used::add);
      }
    }
    return used;
  }

  /// The commands that join containers to networks later, which a file cannot say: user networks
  /// beside the default bridge, and the other way round.
  List<String> connects() {
    List<String> commands = new ArrayList<>();
    for (HostContainer container : dump.containers) {
      for (Joined each : container.joined()) {
        boolean isOwn = isOwn(each.network());
        boolean isLate = container.isOnBridge() ? isOwn : each.network().equals("bridge");
        if (isLate && container.isOnNetworks()) {
          commands.add(connect(each, isOwn, container.name()));
        }
      }
    }
    return commands;
  }

  private static String connect(Joined joined, boolean isOwn, String container) {
    List<String> words = new ArrayList<>(List.of("docker", "network", "connect"));
    if (isOwn && !joined.ipv4().isEmpty()) {
      words.addAll(List.of("--ip", joined.ipv4()));
    }
    if (isOwn && !joined.ipv6().isEmpty()) {
      words.addAll(List.of("--ip6", joined.ipv6()));
    }
    joined.aliases().forEach(alias -> words.addAll(List.of("--alias", alias)));
    words.addAll(List.of(joined.network(), container));
    return String.join(" ", words);
  }
}
