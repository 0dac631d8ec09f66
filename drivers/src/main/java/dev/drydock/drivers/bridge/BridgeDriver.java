package dev.drydock.drivers.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.Errno;
import dev.drydock.drivers.firewall.BridgeRules;
import dev.drydock.drivers.firewall.Firewall;
import dev.drydock.drivers.firewall.GatewayMode;
import dev.drydock.drivers.network.Attachment;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.network.Subnet;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.PortMapper;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.FlowsForgotten;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The driver `bridge`: a Linux bridge for each network, a veth pair for each endpoint (libnetwork
/// `drivers/bridge/bridge_linux.go`).
///
/// ```
///   machine:    docker0 --- veth1a2b3c4
///                               |
///   container:                eth0
/// ```
public final class BridgeDriver implements NetworkDriver {
  private static final String VETH = "veth";
  private static final int VETH_DIGITS = 7;

  /// `IFNAMSIZ` without the final zero.
  private static final int NAME_CHARACTERS_MAX = 15;

  private final Machine machine;
  private final Supplier<DaemonConfig> config;
  private final EngineProfile profile;
  private final Connections connections;
  private final BridgeIpv6 ipv6;
  private final RandomStream names;
  private final RandomStream macs;
  private final Map<Network, BridgeNetwork> networks = new LinkedHashMap<>();
  private final Map<Endpoint, Veth> veths = new LinkedHashMap<>();

  /// Without networks.
  ///
  /// @param config how the daemon is configured at the moment
  /// @param connections what publishes ports and writes rules
  public BridgeDriver(
      Machine machine,
      Supplier<DaemonConfig> config,
      EngineProfile profile,
      Connections connections) {
    this.machine = machine;
    this.config = config;
    this.profile = profile;
    this.connections = connections;
    this.ipv6 = new BridgeIpv6(machine, config, profile, connections.firewall);
    this.names = machine.random("docker/veth");
    this.macs = machine.random("docker/mac");
  }

  /// What publishes ports and writes rules.
  public record Connections(PortMapper ports, Firewall firewall) {}

  /// A veth pair of an endpoint.
  private record Veth(VethEnd host, VethEnd container) {}

  /// The name of the bridge that a network of this driver has.
  public static String bridgeName(Network network) {
    return BridgeOptions.bridge(network);
  }

  @Override
  public String type() {
    return "bridge";
  }

  @Override
  public boolean takesGateway(NetworkConfig config, boolean isV6) {
    return !profile.skipsUnusedGateway() || BridgeOptions.hasGateway(config, isV6);
  }

  @Override
  public void createNetwork(Network network) {
    BridgeOptions options = BridgeOptions.of(network, profile);
    check(network, options);
    Netns root = machine.root();
    NetDevice existing = root.device(options.bridge());
    if (existing != null && !(existing instanceof Bridge)) {
      throw new EngineException(
          "bridge device with non default name " + options.bridge() + " is not a bridge");
    }
    boolean isNew = existing == null;
    Bridge device = existing instanceof Bridge bridge ? bridge : newBridge(options.bridge());
    if (isNew || options.isDefault()) {
      root.sysctls().set("net.ipv6.conf." + options.bridge() + ".accept_ra", "0");
    }
    if (options.mtu() > 0) {
      device.setOwnMtu(options.mtu());
    }
    setAddress(network, options, device);
    ipv6.set(network, options, device);
    if (!config.get().userlandProxy()) {
      root.sysctls().set("net.ipv4.conf." + options.bridge() + ".route_localnet", "1");
    }
    if (!profile.kernel().alwaysFiltersBridges()
        && config.get().iptables()
        && (!options.icc() || !config.get().userlandProxy())) {
      KernelModules.loadBridgeNetfilter(root);
    }
    BridgeNetwork made =
        new BridgeNetwork(network, options, device, isNew, rules(network, options));
    networks.put(network, made);
    connections.firewall.networkAdded(made.rules());
    device.setUp(true);
  }

  private void check(Network network, BridgeOptions options) {
    if (options.bridge().length() > NAME_CHARACTERS_MAX) {
      throw new EngineException(
          "failed to check bridge interface existence: numerical result out of range");
    }
    long subnets4 = network.subnets().stream().filter(s -> !s.prefix().isV6()).count();
    long subnets6 = network.subnets().size() - subnets4;
    if (network.config().flags().ipv4() && subnets4 == 0) {
      throw new EngineException("ipv4 pool is empty");
    }
    if (subnets4 > 1 || subnets6 > 1) {
      throw new EngineException("bridge driver doesn't support multiple subnets");
    }
    boolean isolated =
        options.mode4() == GatewayMode.ISOLATED || options.mode6() == GatewayMode.ISOLATED;
    if (isolated && !network.config().flags().internal()) {
      throw new EngineException("gateway mode 'isolated' can only be used for an internal network");
    }
    for (BridgeNetwork other : networks.values()) {
      String conflict = conflict(network, options, other);
      if (conflict != null) {
        throw new EngineException(
            "cannot create network %s (%s): conflicts with network %s (%s): %s"
                .formatted(
                    network.id(),
                    options.bridge(),
                    other.network().id(),
                    other.options().bridge(),
                    conflict));
      }
    }
  }

  private static @Nullable String conflict(
      Network network, BridgeOptions options, BridgeNetwork other) {
    if (options.bridge().equals(other.options().bridge())) {
      return "networks have same bridge name";
    }
    for (Subnet subnet : network.subnets()) {
      for (Subnet taken : other.network().subnets()) {
        if (subnet.prefix().overlaps(taken.prefix())) {
          return "networks have overlapping IPv" + (subnet.prefix().isV6() ? 6 : 4);
        }
      }
    }
    return null;
  }

  private Bridge newBridge(String name) {
    long mac = profile.links().bridgeMac().choose(null, macs);
    Bridge bridge = new Bridge(machine.softnet(), name, mac);
    bridge.setOwnMac(mac);
    bridge.setTxQueueFrames(0);
    machine.root().add(bridge);
    return bridge;
  }

  /// Gives the bridge its gateway address, in place of one it has in the same network.
  private void setAddress(Network network, BridgeOptions options, Bridge device) {
    Subnet subnet = network.ipv4();
    IpPrefix gateway = subnet == null ? null : subnet.gatewayPrefix();
    if (gateway == null || options.inhibitIpv4() || options.mode4() == GatewayMode.ISOLATED) {
      return;
    }
    var interfaces = machine.root().ipv4().interfaces();
    var addresses = interfaces.of(device).addresses();
    if (addresses.stream().anyMatch(a -> a.prefix().equals(gateway.v4()))) {
      return;
    }
    if (!addresses.isEmpty()) {
      interfaces.removeAddress(device, addresses.getFirst().prefix());
    }
    interfaces.addAddress(device, gateway.v4(), gateway.last().v4());
  }

  @Override
  public void restored(Network network) {
    BridgeNetwork found = networks.get(network);
    Subnet subnet = network.ipv6();
    if (found != null && subnet != null) {
      ipv6.restored(subnet, found.device());
    }
  }

  private static BridgeRules rules(Network network, BridgeOptions options) {
    Subnet subnet4 = network.ipv4();
    Subnet subnet6 = network.ipv6();
    return new BridgeRules(
        options.bridge(),
        network.config().flags().internal(),
        options.icc(),
        options.masquerade(),
        subnet4 == null
            ? null
            : new BridgeRules.Family(subnet4.prefix(), options.mode4(), options.hostIpv4()),
        subnet6 == null
            ? null
            : new BridgeRules.Family(subnet6.prefix(), options.mode6(), options.hostIpv6()),
        options.trusted());
  }

  @Override
  public void deleteNetwork(Network network) {
    BridgeNetwork gone = networks.remove(network);
    if (gone == null) {
      return;
    }
    connections.firewall.networkRemoved(gone.rules());
    if (gone.isOurs() && !gone.options().isDefault()) {
      for (BridgePort port : gone.device().ports()) {
        gone.device().removePort(port);
      }
      machine.root().destroy(gone.device());
    }
  }

  @Override
  public void createEndpoint(Endpoint endpoint, Sandbox sandbox) {
    BridgeNetwork network = of(endpoint);
    Veth veth = newVeth(sandbox);
    if (network.options().mtu() > 0) {
      veth.host.setMtu(network.options().mtu());
      veth.container.setMtu(network.options().mtu());
    }
    if (machine.root().device(network.options().bridge()) != network.device()) {
      remove(veth);
      throw new EngineException(notAdded(veth, network) + noBridge(network));
    }
    try {
      BridgePort port = network.device().addPort(veth.host);
      port.setHairpin(!config.get().userlandProxy());
    } catch (IllegalArgumentException e) {
      remove(veth);
      throw new EngineException(
          notAdded(veth, network) + Errno.text(String.valueOf(e.getMessage())));
    }
    if (endpoint.mac() == 0) {
      IpPrefix ipv4 = endpoint.ipv4();
      IpAddress address = ipv4 == null ? null : ipv4.address();
      endpoint.setMac(profile.links().containerMac().choose(address, macs));
    }
    veths.put(endpoint, veth);
    connections.firewall.endpointAdded(network.rules(), endpoint.ipv4(), endpoint.ipv6());
    veth.host.setUp(true);
  }

  private static String notAdded(Veth veth, BridgeNetwork network) {
    return "adding interface %s to bridge %s failed: "
        .formatted(veth.host.name(), network.options().bridge());
  }

  /// Somebody has deleted the bridge (libnetwork `addToBridge`; 20.10.24).
  private static String noBridge(BridgeNetwork network) {
    return "could not find bridge %s: route ip+net: no such network interface"
        .formatted(network.options().bridge());
  }

  /// Makes a pair. The kernel makes the peer first, so that it has the lower index: in the
  /// machine's namespace, from where it is moved, or in the container's.
  private Veth newVeth(Sandbox sandbox) {
    VethEnd.Spec host = new VethEnd.Spec(freeName(), machine.randomMac());
    VethEnd.Spec peer = new VethEnd.Spec(freeName(), machine.randomMac());
    VethEnd container = VethEnd.pair(machine.softnet(), peer, host);
    container.setTxQueueFrames(0);
    container.peer().setTxQueueFrames(0);
    if (profile.links().peerInContainer()) {
      sandbox.namespace().add(container);
    } else {
      container.attach(null, machine.root().skipIndex());
    }
    machine.root().add(container.peer());
    return new Veth(container.peer(), container);
  }

  private String freeName() {
    String name;
    do {
      name = VETH + names.nextHex(VETH_DIGITS);
    } while (machine.root().device(name) != null);
    return name;
  }

  @Override
  public void deleteEndpoint(Endpoint endpoint) {
    Veth veth = veths.remove(endpoint);
    if (veth == null) {
      return;
    }
    BridgeNetwork network = of(endpoint);
    connections.firewall.endpointRemoved(network.rules(), endpoint.ipv4(), endpoint.ipv6());
    remove(veth);
  }

  private void remove(Veth veth) {
    if (veth.container.upper() instanceof Netns inside) {
      inside.destroy(veth.container);
    }
    if (veth.host.rxHandler() instanceof BridgePort port) {
      port.bridge().removePort(port);
    }
    machine.root().destroy(veth.host);
  }

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    BridgeNetwork network = of(endpoint);
    Veth veth = veths.get(endpoint);
    boolean isolated =
        network.network().config().flags().internal() && !profile.addressing().internalHasGateway();
    boolean has6 = endpoint.ipv6() != null;
    return new Attachment(
        veth == null ? null : veth.container,
        network.options().interfacePrefix(),
        isolated ? null : network.gateway(false),
        isolated || !has6 ? null : network.gateway(true));
  }

  @Override
  public void leave(Endpoint endpoint) {
    if (profile.links().peerInContainer()) {
      machine.root().skipIndex(); // The interface comes back from where its index was another.
    }
  }

  @Override
  public void connect(Endpoint endpoint) {
    BridgeNetwork network = of(endpoint);
    IpPrefix ipv4 = endpoint.ipv4();
    IpPrefix ipv6 = endpoint.ipv6();
    PortMapper.Target target =
        new PortMapper.Target(
            ipv4 == null ? null : ipv4.address(),
            ipv6 == null ? null : ipv6.address(),
            endpoint.takesIpv6(),
            network.options().hostBinding(),
            network.options().routed());
    List<PortBinding> bindings =
        connections.ports.map(endpoint.request().ports().published(), target);
    writeRules(network, bindings);
    endpoint.setBindings(bindings);
    links(endpoint).forEach(link -> connections.firewall.linkAdded(network.rules(), link));
    FlowsForgotten forgotten = profile.ports().forgotten();
    if (forgotten.whenPublished()) {
      connections.firewall.connectionsForgotten(ipv4, ipv6);
      forgetFlows(bindings, forgotten);
    }
  }

  /// Writes the rules of published ports; when one is refused, the ports are free again.
  private void writeRules(BridgeNetwork network, List<PortBinding> bindings) {
    try {
      bindings.forEach(b -> connections.firewall.portPublished(network.rules(), b));
    } catch (EngineException e) {
      connections.ports.unmap(bindings);
      throw e;
    }
  }

  @Override
  public void disconnect(Endpoint endpoint) {
    List<PortBinding> bindings = endpoint.bindings();
    if (bindings == null) {
      return;
    }
    BridgeNetwork network = of(endpoint);
    bindings.forEach(b -> connections.firewall.portReleased(network.rules(), b));
    links(endpoint).forEach(link -> connections.firewall.linkRemoved(network.rules(), link));
    connections.ports.unmap(bindings);
    endpoint.setBindings(null);
    if (profile.ports().forgotten().whenReleased()) {
      connections.firewall.connectionsForgotten(endpoint.ipv4(), endpoint.ipv6());
    }
  }

  /// What a container may reach although containers may not reach each other (libnetwork
  /// `driver.link`). The rules of a container that is gone stay: its endpoint is not found.
  private List<Firewall.Link> links(Endpoint endpoint) {
    IpPrefix parent = endpoint.ipv4();
    List<Firewall.Link> links = new ArrayList<>();
    if (parent == null || of(endpoint).options().icc()) {
      return links;
    }
    for (Endpoint child : endpoint.request().ports().linked()) {
      IpPrefix address = child.ipv4();
      if (address != null && endpoint.network().endpoints().contains(child)) {
        Endpoint.Ports ports = child.request().ports();
        links.add(
            new Firewall.Link(
                parent, address, PortMapper.exposed(ports.published(), ports.exposed())));
      }
    }
    return links;
  }

  /// UDP has no connections that could end: a flow that somebody keeps up would go on as before.
  private void forgetFlows(List<PortBinding> bindings, FlowsForgotten forgotten) {
    for (PortBinding binding : bindings) {
      if (binding.container().protocol() == Protocol.UDP) {
        int port = forgotten.port(binding.hostPort(), binding.container().port());
        connections.firewall.flowsForgotten(Protocol.UDP, port);
      }
    }
  }

  private BridgeNetwork of(Endpoint endpoint) {
    BridgeNetwork network = networks.get(endpoint.network());
    if (network == null) {
      throw new EngineException("network " + endpoint.network().id() + " does not exist");
    }
    return network;
  }
}
