package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The networks of an engine: what `docker network` does.
public final class Networks {
  private final Context context;
  private final Controller controller;
  private final Registry registry;
  private final Membership membership;
  private final Configurations configurations;
  private final ClusterLink cluster;

  Networks(Context context, Registry registry, Membership membership) {
    this.context = context;
    this.controller = membership.controller();
    this.registry = registry;
    this.membership = membership;
    this.configurations = new Configurations(controller);
    this.cluster = membership.cluster();
  }

  /// All networks, by name.
  public List<Network> list() {
    List<Network> list = cluster.all(controller);
    list.sort(Comparator.comparing(Network::name));
    return list;
  }

  /// The network with this id, name, or beginning of an id.
  ///
  /// @throws EngineException if there is none, or several
  public Network get(String reference) {
    return membership.find(reference);
  }

  /// What refuses a container that starts and finds no IPv4 address on a network.
  public EngineException refusalOf(Network full) {
    return new EngineException(
        context.profile().texts().startContext() + full.exhausted(false).text());
  }

  /// `docker network create`.
  ///
  /// @return the id
  /// @throws EngineException with nothing changed
  public String create(NetworkSpec spec) {
    checkName(spec);
    if (spec.driver().equals("overlay")) {
      return cluster.networks().create(NetworkRequests.config(spec, context));
    }
    return made(controller.create(NetworkRequests.config(spec, context)));
  }

  /// `docker network create --config-only`: a configuration for other networks.
  ///
  /// @return the id
  /// @throws EngineException with nothing changed
  public String createConfiguration(NetworkSpec spec) {
    checkName(spec);
    return made(configurations.hold(spec, context));
  }

  /// `docker network create --config-from`.
  ///
  /// @return the id
  /// @throws EngineException with nothing changed
  public String createFrom(String configuration, NetworkSpec spec) {
    String id = create(configurations.apply(configuration, spec));
    get(id).setConfiguredFrom(configuration);
    return id;
  }

  private String made(Network network) {
    context.events().network(network, "create");
    return network.id();
  }

  private void checkName(NetworkSpec spec) {
    if (Network.isPredefined(spec.name())) {
      throw new EngineException(
          "operation is not permitted on predefined " + spec.name() + " network ");
    }
    if (spec.name().isEmpty()) {
      throw new EngineException(context.profile().texts().network().noName());
    }
    if (list().stream().anyMatch(n -> n.name().equals(spec.name()))) {
      throw new EngineException("network with name " + spec.name() + " already exists");
    }
  }

  /// `docker network rm`.
  ///
  /// @throws EngineException if it is predefined or has endpoints
  public void remove(String reference) {
    Network network = get(reference);
    if (network.isPredefined()) {
      throw new EngineException(network.name() + " is a pre-defined network and cannot be removed");
    }
    if (cluster.networks().remove(network)) {
      return;
    }
    if (!network.endpoints().isEmpty()) {
      List<String> endpoints = new ArrayList<>();
      for (Endpoint endpoint : network.endpoints()) {
        endpoints.add(
            "name:\"%s\" id:\"%s\"".formatted(endpoint.name(), endpoint.id().substring(0, 12)));
      }
      String text = context.profile().texts().endpoint().inUse();
      throw new EngineException(
          text.formatted(network.name(), network.id(), String.join(", ", endpoints)));
    }
    configurations.release(network, list());
    controller.delete(network);
    context.events().network(network, "destroy");
  }

  /// `docker network prune`: removes networks that no container uses.
  ///
  /// @param meant which of them
  /// @return their names
  public List<String> prune(Predicate<Network> meant) {
    List<String> removed = new ArrayList<>();
    for (Network network : list()) {
      boolean isUnused =
          !network.isPredefined() && network.endpoints().isEmpty() && !isNeeded(network);
      if (isUnused && meant.test(network) && isPruned(network)) {
        removed.add(network.name());
      }
    }
    context.events().pruned("network");
    return removed;
  }

  /// One of a swarm may be in use elsewhere, which is no error.
  private boolean isPruned(Network network) {
    try {
      remove(network.id());
      return true;
    } catch (EngineException e) {
      if (e.text().contains(" is in use by ")) {
        return false;
      }
      throw e;
    }
  }

  private boolean isNeeded(Network network) {
    return network.isConfiguration()
        && list().stream().anyMatch(n -> n.configuredFrom().equals(network.name()));
  }

  /// `docker network connect`.
  ///
  /// @throws EngineException with nothing changed
  public void connect(String container, EndpointSpec spec) {
    membership.connect(registry.get(container), spec);
  }

  /// `docker network disconnect`.
  public void disconnect(String network, String container) {
    membership.disconnect(network, registry.get(container), false);
  }

  /// `docker network disconnect -f`: also from a network that is gone.
  ///
  /// @throws EngineException if neither the container nor an endpoint of that name is there
  public void disconnectByForce(String network, String container) {
    Container found = registry.find(container);
    if (found == null) {
      membership.removeEndpoint(network, container);
    } else {
      membership.disconnect(network, found, true);
    }
  }

  /// An endpoint on a network of a swarm goes with it: its container is on the network no more
  /// (moby `clearAttachableNetworks`).
  ///
  /// @param namesStand whether the network still knows its names
  public void abandon(Endpoint endpoint, boolean namesStand) {
    Container container = registry.find(endpoint.name());
    if (container == null || container.sandbox() != endpoint.sandbox()) {
      controller.disconnect(endpoint);
    } else {
      membership.abandon(endpoint, container, namesStand);
    }
  }

  /// What `docker network inspect` shows: ordered maps for structures, sorted ones for maps, lists,
  /// texts, numbers, booleans and null.
  public Map<String, @Nullable Object> inspect(String reference) {
    Network network = get(reference);
    return Inspection.network(network, context, registry, cluster.networks().peers(network));
  }
}
