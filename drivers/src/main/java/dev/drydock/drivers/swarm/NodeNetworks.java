package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.dns.Upstream;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.overlay.OverlayDriver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The networks of a swarm on one node: made when the first container needs one, gone with the last
/// (Docker `daemon/network.go`, `daemon/cluster/executor`). Each has a load balancer, a sandbox of
/// its own.
final class NodeNetworks {
  private static final int NAMESPACE_DIGITS = 9;

  private final Engine engine;
  private final OverlayDriver driver;
  private final WaitingDriver waiting = new WaitingDriver();
  private final BiConsumer<String, Boolean> usage;
  private final ServiceBalancers balancers;
  private final Map<SwarmNetwork, Local> locals = new LinkedHashMap<>();

  /// @param usage is told of a network's id, and whether it comes into use
  NodeNetworks(Engine engine, OverlayDriver driver, BiConsumer<String, Boolean> usage) {
    this.engine = engine;
    this.driver = driver;
    this.usage = usage;
    this.balancers = new ServiceBalancers(engine);
  }

  /// What the load balancers do.
  ServiceBalancers balancers() {
    return balancers;
  }

  /// A network as the engine of this node knows it.
  private static final class Local {
    final Network network;
    @Nullable Sandbox balancer;

    Local(Network network) {
      this.network = network;
    }
  }

  /// The engine's view of a network; the engine need not have it.
  Network view(SwarmNetwork network) {
    return local(network).network;
  }

  private Local local(SwarmNetwork network) {
    Local known = locals.get(network);
    if (known != null) {
      return known;
    }
    NetworkDriver made = network.isAllocated() ? driver : waiting;
    Network view = new Network(network.id(), network.config(), made, network.createdNanos());
    network.subnets().forEach(view::addSubnet);
    Local local = new Local(view);
    locals.put(network, local);
    return local;
  }

  /// The network of the swarm behind an engine's view; null when the view is of none.
  @Nullable SwarmNetwork origin(Network view) {
    for (Map.Entry<SwarmNetwork, Local> entry : locals.entrySet()) {
      if (entry.getValue().network == view) {
        return entry.getKey();
      }
    }
    return null;
  }

  /// The sandbox of a network's load balancer, while the network is in use here.
  @Nullable Sandbox balancer(SwarmNetwork network) {
    Local local = locals.get(network);
    return local == null ? null : local.balancer;
  }

  /// Makes a network ready for containers.
  ///
  /// @param balancer the address of its load balancer here
  Network use(SwarmNetwork network, IpAddress balancer) {
    Local local = adopt(network);
    if (local.balancer == null) {
      local.balancer = newBalancer(network, local.network, balancer);
      balancers.opened(network.id(), local.balancer);
    }
    return local.network;
  }

  /// Makes a network known to the engine and to those that gossip.
  ///
  /// @throws EngineException when a subnet of it is in use
  void know(SwarmNetwork network) {
    adopt(network);
  }

  private Local adopt(SwarmNetwork network) {
    Local local = local(network);
    Controller controller = engine.controller();
    if (!controller.networks().contains(local.network)) {
      checkSubnets(network);
      controller.adopt(local.network);
      usage.accept(network.id(), true);
    }
    return local;
  }

  /// An engine knows a subnet of its swarm's networks only once (libnetwork `ipamAllocate`).
  /// Managers see to that, but for those of [dev.drydock.drivers.profile.SubnetChoice#MISPLACED].
  private void checkSubnets(SwarmNetwork network) {
    List<Network> used = engine.controller().networks();
    for (Map.Entry<SwarmNetwork, Local> entry : locals.entrySet()) {
      if (entry.getKey() != network
          && used.contains(entry.getValue().network)
          && entry.getKey().overlaps(network)) {
        throw new EngineException(engine.profile().texts().network().overlap());
      }
    }
  }

  private Sandbox newBalancer(SwarmNetwork network, Network view, IpAddress address) {
    boolean isIngress = network.isIngress();
    Machine machine = engine.machine();
    String space = isIngress ? "ingress_sbox" : "lb_" + network.id().substring(0, NAMESPACE_DIGITS);
    Netns namespace = machine.newNamespace(space);
    engine.namespaceFiles().entered();
    var sysctls = namespace.sysctls();
    if (engine.profile().kernel().wholeNamespaceIpv6()) {
      sysctls.set("net.ipv6.conf.all.disable_ipv6", "1");
      sysctls.set("net.ipv6.conf.default.disable_ipv6", "1");
    }
    sysctls.set("net.ipv4.ip_forward", "1");
    namespace.loopback().setUp(true);
    Controller controller = engine.controller();
    String id = isIngress ? "ingress-sbox" : controller.newId();
    Sandbox sandbox = new Sandbox(id, namespace, false, engine.profile());
    sandbox.belongTo(isIngress ? id : "lb-" + network.name(), isIngress);
    resolve(sandbox);
    Endpoint.Request request =
        new Endpoint.Request(
            network.name() + "-endpoint",
            address,
            null,
            0,
            0,
            List.of(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            Endpoint.Ports.NONE,
            List.of());
    try {
      controller.connect(view, sandbox, request);
    } catch (EngineException e) {
      controller.clear(sandbox);
      machine.remove(namespace);
      throw e;
    }
    return sandbox;
  }

  /// Names are resolved in it as in a container's, though nobody there asks (`startResolver`).
  private void resolve(Sandbox sandbox) {
    Machine machine = engine.machine();
    Upstream nobody =
        new Upstream(machine.root(), List::of, engine.profile().files().forwarding(), false);
    sandbox.setUpstream(nobody, machine.random("docker/dns/" + sandbox.id()));
  }

  /// Whether only the load balancer is left on a network.
  boolean isIdle(SwarmNetwork network) {
    Local local = locals.get(network);
    return local == null
        || local.network.endpoints().stream().allMatch(e -> e.sandbox() == local.balancer);
  }

  /// Takes a network away from the node.
  void drop(SwarmNetwork network) {
    Local local = locals.get(network);
    if (local == null) {
      return;
    }
    Sandbox balancer = local.balancer;
    if (balancer != null) {
      engine.controller().clear(balancer);
      balancer.close();
      engine.namespaceFiles().left(balancer.namespace().name());
      engine.machine().remove(balancer.namespace());
      local.balancer = null;
    }
    if (engine.controller().networks().contains(local.network)) {
      engine.controller().delete(local.network);
      usage.accept(network.id(), false);
    }
  }

  /// Takes a network away that the swarm has no longer.
  void forget(SwarmNetwork network) {
    drop(network);
    locals.remove(network);
  }

  /// All networks that are known here.
  List<SwarmNetwork> known() {
    return new ArrayList<>(locals.keySet());
  }
}
