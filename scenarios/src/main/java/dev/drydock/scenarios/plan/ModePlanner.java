package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.ServiceNetwork;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans what the containers of a service are joined to.
final class ModePlanner {

  private static final String SERVICE = "service:";
  private static final String CONTAINER = "container:";

  /// The engine's own address pools give fewer. A guess.
  private static final int NETWORKS_MAX = 100;

  private final Scenario scenario;
  private final Diagnostics diagnostics;
  private final Map<String, NetworkPlan> networks;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Set<String> checked = new HashSet<>();
  private final Map<String, Set<IpAddress>> taken = new LinkedHashMap<>();

  ModePlanner(Scenario scenario, Map<String, NetworkPlan> networks, List<Service> services) {
    this.scenario = scenario;
    this.diagnostics = scenario.diagnostics();
    this.networks = networks;
    services.forEach(service -> this.services.put(service.name().value(), service));
  }

  NetworkMode mode(Service service, String containerName) {
    var written = service.joins().networkMode();
    var isFirst = checked.add(service.name().value());
    if (written == null) {
      return networks(service, containerName, isFirst);
    }
    if (isFirst && !service.joins().networks().isEmpty()) {
      diagnostics.error(
          Refuser.PROJECT,
          written.place(),
          "service "
              + service.name().value()
              + " declares mutually exclusive `network_mode` and `networks`",
          "take one of them away");
    }
    var mode = written.value();
    if (mode.startsWith(SERVICE)) {
      var target = services.get(mode.substring(SERVICE.length()));
      return new NetworkMode.Shared(target == null ? "" : firstContainer(target), true);
    }
    if (mode.startsWith(CONTAINER)) {
      return new NetworkMode.Shared(container(written, isFirst), false);
    }
    return switch (mode) {
      case "host" -> new NetworkMode.Host();
      case "none" -> new NetworkMode.None();
      case "bridge", "default" -> new NetworkMode.DefaultBridge();
      default -> unknown(written, isFirst);
    };
  }

  private String firstContainer(Service service) {
    return ContainerPlanner.containerName(scenario.project(), service, 1);
  }

  /// The container that a link leads to.
  String containerOf(Service.Link link) {
    var name = link.target().value();
    var target = link.isExternal() ? null : services.get(name);
    return target == null ? name : firstContainer(target);
  }

  private String container(Located<String> written, boolean isFirst) {
    var name = written.value().substring(CONTAINER.length());
    var known = services.values().stream().map(this::firstContainer).toList();
    if (isFirst && !known.contains(name)) {
      var hint = diagnostics.hint(name, known);
      diagnostics.error(
          written.place(),
          "No such container: " + name,
          hint.isEmpty() ? "the containers of this file are " + String.join(", ", known) : hint);
    }
    return name;
  }

  private NetworkMode unknown(Located<String> written, boolean isFirst) {
    if (isFirst) {
      var isKey = networks.containsKey(written.value());
      diagnostics.error(
          written.place(),
          "network " + written.value() + " not found",
          isKey
              ? "write networks: [" + written.value() + "] instead of network_mode"
              : "network_mode is bridge, host, none, service:NAME or container:NAME");
    }
    return new NetworkMode.None();
  }

  private NetworkMode networks(Service service, String containerName, boolean isFirst) {
    var joined = new ArrayList<ServiceNetwork>();
    if (service.joins().networks().size() > NETWORKS_MAX) {
      diagnostics.error(
          service.name().place(),
          "service \""
              + service.name().value()
              + "\" joins more than "
              + NETWORKS_MAX
              + " networks");
      return new NetworkMode.None();
    }
    for (var network : service.joins().networks()) {
      if (networks.containsKey(network.key().value())) {
        joined.add(network);
      } else if (isFirst) {
        diagnostics.error(
            Refuser.PROJECT,
            network.key().place(),
            "service \"%s\" refers to undefined network %s"
                .formatted(service.name().value(), network.key().value()),
            undefinedHint(network.key().value()));
      }
    }
    // compose-go, NetworksByPriority.
    joined.sort(
        Comparator.comparingLong((ServiceNetwork n) -> -number(n.priority()))
            .thenComparing(n -> n.key().value()));
    var attachments = new ArrayList<AttachmentPlan>();
    for (var network : joined) {
      var mac = attachments.isEmpty() ? service.joins().mac() : null;
      attachments.add(attachment(service, containerName, network, mac));
    }
    if (NetworkPlanner.usesDefault(service)) {
      attachments.add(implicit(service, containerName));
    }
    return new NetworkMode.Networks(attachments);
  }

  private String undefinedHint(String key) {
    var hint = diagnostics.hint(key, networks.keySet());
    return hint.isEmpty() ? "add it to the top-level networks:" : hint;
  }

  private static long number(@Nullable Located<Long> located) {
    return located == null ? 0 : located.value();
  }

  private AttachmentPlan implicit(Service service, String containerName) {
    var mac = service.joins().mac();
    return new AttachmentPlan(
        realName(NetworkPlanner.DEFAULT),
        List.of(containerName, service.name().value()),
        null,
        null,
        List.of(),
        mac == null ? null : mac.value(),
        null,
        0,
        Map.of(),
        false);
  }

  private String realName(String key) {
    var plan = networks.get(key);
    return plan == null ? key : plan.name();
  }

  private AttachmentPlan attachment(
      Service service,
      String containerName,
      ServiceNetwork network,
      @Nullable Located<MacAddress> serviceMac) {
    // docker compose, getAliases: a name that comes twice stays twice.
    var aliases = new ArrayList<>(List.of(containerName, service.name().value()));
    network.aliases().stream().map(Located::value).distinct().forEach(aliases::add);
    checkAddress(network, network.ipv4());
    checkAddress(network, network.ipv6());
    var mac = network.mac() == null ? serviceMac : network.mac();
    return new AttachmentPlan(
        realName(network.key().value()),
        aliases,
        valueOf(network.ipv4()),
        valueOf(network.ipv6()),
        network.linkLocal().stream().map(Located::value).toList(),
        valueOf(mac),
        valueOf(network.interfaceName()),
        (int) number(network.gwPriority()),
        NetworkPlanner.plain(network.options()),
        network.hasSettings());
  }

  private static <T> @Nullable T valueOf(@Nullable Located<T> located) {
    return located == null ? null : located.value();
  }

  /// moby, daemon/container_operations.go: a static address needs a pool of the file's own that
  /// holds it and nobody else may have it.
  private void checkAddress(ServiceNetwork network, @Nullable Located<IpAddress> written) {
    var plan = networks.get(network.key().value());
    if (written == null || plan == null || plan.flags().external()) {
      return;
    }
    var address = written.value();
    var pools = plan.pools().stream().filter(pool -> pool.subnet() != null).toList();
    if (pools.isEmpty()) {
      diagnostics.error(
          Refuser.ENGINE,
          written.place(),
          "user specified IP address is supported only when connecting to networks with user"
              + " configured subnets",
          "give networks." + plan.key() + " an ipam.config with a subnet");
      return;
    }
    if (pools.stream().noneMatch(pool -> holds(pool, address))) {
      diagnostics.error(
          Refuser.ENGINE,
          written.place(),
          "invalid config for network %s: no configured subnet contains IP address %s"
              .formatted(plan.name(), address),
          "choose one of " + pools.stream().map(NetworkPlan.Pool::subnet).toList());
    }
    var isGateway = pools.stream().anyMatch(pool -> address.equals(pool.gateway()));
    var isNew = taken.computeIfAbsent(plan.key(), key -> new HashSet<>()).add(address);
    if (isGateway || !isNew) {
      diagnostics.error(
          Refuser.ENGINE,
          written.place(),
          "Address already in use",
          isGateway ? "it is the gateway of networks." + plan.key() : "another container has it");
    }
  }

  private static boolean holds(NetworkPlan.Pool pool, IpAddress address) {
    return pool.subnet() != null && pool.subnet().contains(address);
  }
}
