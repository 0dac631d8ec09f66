package dev.drydock.drivers.engine;

import dev.drydock.core.wire.Mac;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.DataScope;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.profile.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Which containers are on which networks (Docker `daemon/container_operations.go`).
final class Membership {
  private final Context context;
  private final Controller controller;
  private final ClusterLink cluster;
  private final EndpointChecks checks;

  Membership(Context context, Controller controller, ClusterLink cluster) {
    this.context = context;
    this.controller = controller;
    this.cluster = cluster;
    this.checks = new EndpointChecks(context);
  }

  Controller controller() {
    return controller;
  }

  ClusterLink cluster() {
    return cluster;
  }

  private Texts.EndpointTexts texts() {
    return context.profile().texts().endpoint();
  }

  /// The network with this id, name, or beginning of an id.
  Network find(String reference) {
    List<Network> all = cluster.all(controller);
    for (Network network : all) {
      if (network.id().equals(reference)) {
        return network;
      }
    }
    for (Network network : all) {
      if (network.name().equals(reference)) {
        return network;
      }
    }
    List<Network> matches = all.stream().filter(n -> n.id().startsWith(reference)).toList();
    if (matches.size() > 1) {
      throw new EngineException(
          "network %s is ambiguous (%d matches found based on ID prefix)"
              .formatted(reference, matches.size()));
    }
    if (matches.isEmpty() || reference.isEmpty()) {
      throw EngineException.missing(
          new EngineException.Missing("network", reference), "network " + reference + " not found");
    }
    return matches.getFirst();
  }

  /// Puts a new container onto the networks it was made with; they are looked up when it starts.
  void prepare(Container container) {
    ContainerSpec spec = container.spec();
    if (container.mode().is(NetworkMode.Kind.CONTAINER)) {
      spec.endpoints().forEach(endpoint -> checks.checkCreation(null, endpoint));
      return;
    }
    String first = container.mode().argument();
    for (EndpointSpec endpoint : spec.endpoints()) {
      boolean isDefault = endpoint.network().equals("default");
      if (isDefault && !context.profile().addressing().defaultEndpointIsSent()) {
        continue; // settings of a network "default", which is not the network's name, go nowhere
      }
      String name = isDefault ? first : endpoint.network();
      checks.checkCreation(there(name), endpoint.onNetwork(name));
      container.settings().put(nameOf(name), EndpointSettings.of(endpoint.onNetwork(nameOf(name))));
    }
    if (container.settings().isEmpty()) {
      container.settings().put(nameOf(first), EndpointSettings.of(EndpointSpec.on(nameOf(first))));
    }
  }

  private String nameOf(String reference) {
    Network network = there(reference);
    return network == null ? reference : network.name();
  }

  /// The network, or null: it may be made before the container starts.
  private @Nullable Network there(String reference) {
    try {
      return find(reference);
    } catch (EngineException e) {
      return null;
    }
  }

  /// A network that the engine itself knows: one of a swarm only while it is in use here.
  private @Nullable Network here(String reference) {
    Network found = there(reference);
    return found != null && controller.networks().contains(found) ? found : null;
  }

  /// Connects a starting container to its networks.
  ///
  /// @throws EngineException with some of them connected
  void connectAll(Container container, Sandbox sandbox) {
    List<String> named = new ArrayList<>(container.settings().keySet());
    List<String> made = defaultFirst(named);
    named.sort(Comparator.comparing(name -> orderOf(container, name)));
    sandbox.expect(named);
    for (String name : context.profile().namesInterfacesAtStart() ? made : named) {
      EndpointSettings settings = container.settings().get(name);
      if (settings != null) {
        join(container, sandbox, settings);
      }
    }
    sandbox.allJoined();
  }

  /// The order in which endpoints are made, and so that of their interfaces' numbers and of the
  /// lines of `/etc/hosts`: the default network first, the others as they are noted (moby
  /// `allocateNetwork`; 20.10.24).
  private static List<String> defaultFirst(List<String> noted) {
    List<String> names = new ArrayList<>(noted);
    if (names.remove(Network.DEFAULT)) {
      names.addFirst(Network.DEFAULT);
    }
    return names;
  }

  /// A network that is not there fails later, in its turn.
  private JoinOrder orderOf(Container container, String name) {
    EndpointSettings settings = container.settings().get(name);
    int priority = settings == null ? 0 : settings.spec().gwPriority();
    for (Network network : cluster.all(controller)) {
      if (network.name().equals(name)) {
        return JoinOrder.of(network, priority);
      }
    }
    return new JoinOrder(priority, false, 0, name);
  }

  private void join(Container container, Sandbox sandbox, EndpointSettings settings) {
    EndpointSpec spec = settings.spec();
    ClusterNetworks.Place place =
        cluster.networks().attach(reference(settings), container.name(), spec.ipv4());
    Network network = place == null ? find(reference(settings)) : place.network();
    EndpointSettings wanted = place == null ? settings : settings.given(place.address());
    List<String> names = names(container, network, wanted.spec());
    container.settings().put(network.name(), wanted.named(names)); // as they are if it is refused
    EndpointSettings found = resolved(container, network, wanted);
    container.settings().put(network.name(), found);
    if (network.isDefault()) {
      Links.checkNetworks(container.links);
    }
    Endpoint endpoint = connect(place, sandbox, network, request(container, found));
    container.settings().put(network.name(), found.with(endpoint));
    tell(network, container, "connect");
  }

  /// A user's network that was found before is looked up by its id (moby `getNetworkID`).
  private static String reference(EndpointSettings settings) {
    Network known = settings.network();
    return known == null || known.isPredefined() ? settings.spec().network() : known.id();
  }

  private void tell(Network network, Container container, String action) {
    context.events().network(network, action, "container", container.id());
  }

  private Endpoint connect(
      ClusterNetworks.@Nullable Place place,
      Sandbox sandbox,
      Network network,
      Endpoint.Request request) {
    try {
      return controller.connect(network, sandbox, request);
    } catch (EngineException e) {
      if (place != null) {
        cluster.networks().givenUp(place);
      }
      throw e;
    }
  }

  private EndpointSettings resolved(
      Container container, Network network, EndpointSettings settings) {
    checks.check(network, settings.spec());
    return settings.on(network, names(container, network, settings.spec()));
  }

  private static List<String> names(Container container, Network network, EndpointSpec spec) {
    boolean isNameless = network.isPredefined() || network.config().flags().ingress();
    return isNameless ? List.of() : dnsNames(container, spec);
  }

  /// Asks the swarm whether a container may have another name (libnetwork `sandbox.Rename`).
  void checkRename(Container container, String newName) {
    Sandbox sandbox = container.sandbox();
    if (sandbox != null) {
      sandbox.inOrder().forEach(endpoint -> cluster.networks().renaming(endpoint, newName));
    }
  }

  /// A container has another name, also on its networks.
  void renamed(Container container) {
    container
        .settings()
        .replaceAll((network, settings) -> {
          Endpoint endpoint = settings.endpoint();
          boolean isNameless = settings.dnsNames().isEmpty();
          List<String> names = isNameless ? List.of() : dnsNames(container, settings.spec());
          if (endpoint != null) {
            endpoint.rename(container.name(), names);
          }
          return settings.named(names);
        });
  }

  /// The container's name, aliases, short id and host name.
  private static List<String> dnsNames(Container container, EndpointSpec spec) {
    SequencedSet<String> names = new LinkedHashSet<>();
    names.add(container.name());
    names.addAll(spec.aliases());
    names.add(container.shortId());
    names.add(container.hostname());
    return List.copyOf(names);
  }

  private static Endpoint.Request request(Container container, EndpointSettings settings) {
    EndpointSpec spec = settings.spec();
    String mac = spec.mac();
    if (mac.isEmpty() && !settings.byConnect() && isFirst(container, settings)) {
      mac = container.spec().mac();
    }
    return new Endpoint.Request(
        container.name(),
        spec.ipv4(),
        spec.ipv6(),
        mac.isEmpty() ? 0 : Mac.parse(mac),
        spec.gwPriority(),
        settings.dnsNames(),
        links(container, spec),
        spec.driverOptions(),
        new Endpoint.Ports(ports(container), container.exposedPorts(), linked(container, settings)),
        spec.linkLocal());
  }

  /// What a container is linked to on the default network.
  private static List<Endpoint> linked(Container container, EndpointSettings settings) {
    List<Endpoint> linked = new ArrayList<>();
    Network network = settings.network();
    if (network != null && network.isDefault()) {
      for (Links.Link link : container.links) {
        EndpointSettings child = link.child().networks().get(Network.DEFAULT);
        Endpoint endpoint = child == null ? null : child.endpoint();
        if (endpoint != null) {
          linked.add(endpoint);
        }
      }
    }
    return linked;
  }

  /// On a network of the user's, `--link` is a further name for another container.
  private static Map<String, String> links(Container container, EndpointSpec spec) {
    Map<String, String> links = new LinkedHashMap<>(spec.links());
    if (container.mode().is(NetworkMode.Kind.NETWORK)) {
      for (String text : container.spec().names().links()) {
        int colon = text.indexOf(':');
        String target = colon < 0 ? text : text.substring(0, colon);
        links.put(colon < 0 ? target : text.substring(colon + 1), target);
      }
    }
    return links;
  }

  /// `--mac-address` counts for the network of `--network`.
  private static boolean isFirst(Container container, EndpointSettings settings) {
    Network network = settings.network();
    String wanted = container.mode().argument();
    return network != null && (network.name().equals(wanted) || network.id().startsWith(wanted));
  }

  private static List<dev.drydock.drivers.port.PortSpec> ports(Container container) {
    var published = new ArrayList<>(container.spec().ports().published());
    if (container.spec().ports().publishAll()) {
      for (var port : container.exposedPorts()) {
        if (published.stream().noneMatch(p -> p.container().equals(port))) {
          published.add(new dev.drydock.drivers.port.PortSpec("", 0, 0, port));
        }
      }
    }
    return published;
  }

  /// `docker network connect`.
  void connect(Container container, EndpointSpec spec) {
    if (container.isRunning() && container.mode().is(NetworkMode.Kind.CONTAINER)) {
      throw new EngineException(
          "container sharing network namespace with another container or host cannot be connected"
              + " to any other network");
    }
    Sandbox sandbox = container.isRunning() ? container.sandbox() : null;
    if (sandbox == null && there(spec.network()) == null) {
      // That is found out when it starts (moby `ConnectToNetwork`).
      container
          .settings()
          .put(spec.network(), new EndpointSettings(spec, null, null, List.of(), true, false));
      return;
    }
    checkAttached(container, spec.network());
    ClusterNetworks.Place place =
        sandbox == null
            ? null
            : cluster.networks().attach(spec.network(), container.name(), spec.ipv4());
    Network network = place == null ? find(spec.network()) : place.network();
    EndpointSettings asked =
        new EndpointSettings(spec.onNetwork(network.name()), null, null, List.of(), true, false);
    EndpointSettings settings = place == null ? asked : asked.given(place.address());
    EndpointSettings found = resolved(container, network, settings);
    checkNeighbours(container, network);
    boolean isKnown = sandbox == null || place != null;
    note(container, network, isKnown ? found : asked.named(found.dnsNames()));
    if (sandbox == null) {
      return;
    }
    Endpoint endpoint = connect(place, sandbox, network, request(container, found));
    container.settings().put(network.name(), found.with(endpoint));
    if (endpoint.isGatewayRefused()) {
      throw new EngineException("failed to set gateway while updating gateway: file exists");
    }
    tell(network, container, "connect");
  }

  /// A running container comes onto a network of the swarm once (moby `findAndAttachNetwork`).
  private static void checkAttached(Container container, String reference) {
    for (EndpointSettings each : container.settings().values()) {
      Network there = each.endpoint() == null ? null : each.network();
      if (there != null
          && there.driver().scope() == DataScope.SWARM
          && (there.name().equals(reference) || there.id().equals(reference))) {
        throw new EngineException(
            container.name() + " is already attached to network " + there.name());
      }
    }
  }

  /// What is noted stays, also when the network refuses the container after that; that of a swarm's
  /// network is renewed (moby `updateNetworkSettings`).
  private static void note(Container container, Network network, EndpointSettings found) {
    if (network.driver().scope() == DataScope.SWARM) {
      container.settings().put(network.name(), found);
    } else {
      container.settings().putIfAbsent(network.name(), found);
    }
  }

  private void checkNeighbours(Container container, Network network) {
    boolean isHost = network.name().equals("host");
    if (isHost && !container.mode().is(NetworkMode.Kind.HOST)) {
      throw new EngineException(texts().toHost());
    }
    for (Map.Entry<String, EndpointSettings> entry : container.settings().entrySet()) {
      String other = entry.getKey();
      if (other.equals(network.name())) {
        continue;
      }
      if (other.equals("host") || isHost) {
        throw new EngineException(
            "container sharing network namespace with another container or host cannot be"
                + " connected to any other network");
      }
      if (other.equals("none") || network.name().equals("none")) {
        throw new EngineException(
            "container cannot be connected to multiple networks with one of the networks in"
                + " private (none) mode");
      }
    }
  }

  /// `docker network disconnect`.
  ///
  /// @param force a network that is gone is forgotten too
  void disconnect(String reference, Container container, boolean force) {
    Network known = here(reference);
    if (!container.isRunning() || (known == null && force)) {
      forget(reference, known, container);
      return;
    }
    if (known == null) {
      throw EngineException.missing(
          new EngineException.Missing("network", reference), "network " + reference + " not found");
    }
    Network network = known;
    EndpointSettings settings = container.settings().get(network.name());
    if (container.mode().is(NetworkMode.Kind.HOST) && network.name().equals("host")) {
      throw new EngineException(texts().fromHost());
    }
    Endpoint endpoint = settings == null ? null : settings.endpoint();
    if (endpoint == null) {
      throw new EngineException(
          "container " + container.id() + " is not connected to network " + network.name());
    }
    container.files.leaves(endpoint, network.driver().scope() != DataScope.SWARM);
    controller.disconnect(endpoint);
    cluster.networks().detached(network, endpoint);
    container.settings().remove(network.name());
    // Told twice: by tryDetachContainerFromClusterNetwork and by DisconnectFromNetwork of moby.
    tell(network, container, "disconnect");
    tell(network, container, "disconnect");
  }

  private void forget(String reference, @Nullable Network known, Container container) {
    String name = known == null ? reference : known.name();
    if (container.settings().remove(name) == null) {
      throw new EngineException(
          "container " + container.id() + " is not connected to the network " + name);
    }
    if (known != null && context.profile().tellsOfStoppedMembers()) {
      tell(known, container, "disconnect");
    }
  }

  /// Takes a container off a network of a swarm that its engine leaves.
  void abandon(Endpoint endpoint, Container container, boolean namesStand) {
    container.files.leaves(endpoint, namesStand);
    controller.disconnect(endpoint);
    container.settings().remove(endpoint.network().name());
    tell(endpoint.network(), container, "disconnect");
  }

  /// `docker network disconnect -f` of a container that is not there (moby `ForceEndpointDelete`).
  void removeEndpoint(String reference, String container) {
    Network network = find(reference);
    for (Endpoint endpoint : network.endpoints()) {
      if (endpoint.name().equals(container)) {
        controller.disconnect(endpoint);
        return;
      }
    }
    throw new EngineException("endpoint " + container + " not found");
  }

  /// Takes a container that stops off its networks; they stay noted for the next start.
  void leaveAll(Container container) {
    Sandbox sandbox = container.sandbox();
    if (sandbox == null) {
      return;
    }
    List<Endpoint> endpoints = sandbox.endpoints();
    controller.clear(sandbox);
    for (Endpoint endpoint : endpoints) {
      cluster.networks().detached(endpoint.network(), endpoint);
      if (!endpoint.isWayOutOnly()) {
        tell(endpoint.network(), container, "disconnect");
      }
    }
    container.settings().replaceAll((name, settings) -> settings.left());
  }

  String newId() {
    return controller.newId();
  }
}
