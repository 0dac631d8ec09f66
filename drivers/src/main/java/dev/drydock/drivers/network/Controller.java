package dev.drydock.drivers.network;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.AddressSpace;
import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The networks of an engine and the drivers that make them (libnetwork `Controller`).
public final class Controller {
  private static final int ID_DIGITS = 64;

  private final Machine machine;
  private final EventLoop loop;
  private final RandomStream ids;
  private final AddressSpace space;
  private final HostPrefixes host;
  private final EngineProfile profile;
  private final AddressPlan addresses;
  private final GatewayNetwork gateway = new GatewayNetwork(this);
  private final Map<String, NetworkDriver> drivers = new LinkedHashMap<>();
  private final List<Network> networks = new ArrayList<>();
  private Runnable made = () -> {};

  private static final long GLOBAL_ID_MASK = (1L << 40) - 1; // RFC 4193 section 3.1

  private Controller(
      Machine machine, EngineProfile profile, AddressSpace space, HostPrefixes host) {
    this.machine = machine;
    this.loop = machine.loop();
    this.ids = machine.random("docker/id");
    this.space = space;
    this.host = host;
    this.profile = profile;
    this.addresses = new AddressPlan(space, host, profile);
  }

  /// Without drivers and networks.
  public static Controller of(Machine machine, EngineProfile profile, DaemonConfig config) {
    DefaultPools pools = pools(machine, profile, config);
    AddressSpace space = new AddressSpace(pools, profile.addressing().subnets());
    HostPrefixes host = new HostPrefixes(machine, profile.avoidsEveryRoute());
    return new Controller(machine, profile, space, host);
  }

  private static DefaultPools pools(Machine machine, EngineProfile profile, DaemonConfig config) {
    DefaultPools pools = config.addressPools().isEmpty() ? DefaultPools.LOCAL : given(config);
    if (profile.addressing().ownIpv6Pool() && !pools.hasIpv6()) {
      long globalId = machine.random("docker/global-id").nextLong() & GLOBAL_ID_MASK;
      pools = pools.withLocalIpv6(globalId);
    }
    return pools;
  }

  /// From now on networks get their subnets from other pools; those there are keep theirs.
  public void setPools(DaemonConfig config) {
    space.setDefaults(pools(machine, profile, config));
  }

  private static DefaultPools given(DaemonConfig config) {
    List<DefaultPools.Block> blocks = new ArrayList<>();
    for (DaemonConfig.AddressPool pool : config.addressPools()) {
      blocks.add(new DefaultPools.Block(pool.base(), pool.size()));
    }
    return new DefaultPools(blocks);
  }

  /// Notes the nameservers of the machine; no network gets a subnet with one of them by default.
  public void setNameservers(List<IpAddress> servers) {
    host.setNameservers(servers);
  }

  /// The first default subnet that does not overlap what the machine itself uses.
  ///
  /// @throws EngineException when there is none
  public IpPrefix firstDefaultSubnet() {
    IpPrefix first = space.firstDefault(host.reserved());
    if (first == null) {
      throw new EngineException("list bridge addresses failed: no available network");
    }
    return first;
  }

  /// Says what is to be done when a network that is more than a configuration was made.
  public void whenMade(Runnable action) {
    made = action;
  }

  /// Makes a driver known; it takes the place of one of the same type.
  public void register(NetworkDriver driver) {
    drivers.put(driver.type(), driver);
  }

  /// A new identifier of 64 hexadecimal digits.
  public String newId() {
    return ids.nextHex(ID_DIGITS);
  }

  /// The networks, oldest first.
  public List<Network> networks() {
    return List.copyOf(networks);
  }

  /// The network with this name.
  public @Nullable Network named(String name) {
    return networks.stream().filter(n -> n.name().equals(name)).findFirst().orElse(null);
  }

  /// Makes a network.
  ///
  /// @throws EngineException with nothing changed
  public Network create(NetworkConfig config) {
    NetworkDriver driver = drivers.get(config.driver());
    if (driver == null) {
      throw new EngineException(profile.texts().network().noDriver().formatted(config.driver()));
    }
    check(config, driver);
    return create(config, driver);
  }

  /// What libnetwork refuses whatever the address pools are.
  private void check(NetworkConfig config, NetworkDriver driver) {
    if (config.flags().ingress() && driver.scope() == DataScope.LOCAL) {
      throw new EngineException("Ingress network can only be global scope network");
    }
    boolean isSingle = driver.type().equals("host") || driver.type().equals("null");
    if (isSingle && networks.stream().anyMatch(n -> n.driver() == driver)) {
      throw new EngineException(
          "only one instance of \"" + driver.type() + "\" network is allowed");
    }
  }

  /// Finds the networks of before again, when the engine starts anew.
  public void restore() {
    for (Network network : networks) {
      if (network.driver().scope() == DataScope.LOCAL) {
        if (profile.takesStoredSubnetsForGiven()) {
          addresses.reread(network);
        }
        network.driver().restored(network);
      }
    }
  }

  /// Makes a network that holds a configuration for others.
  public Network createConfiguration(NetworkConfig config) {
    return create(config, new ConfigurationDriver());
  }

  private Network create(NetworkConfig config, NetworkDriver driver) {
    Network network = new Network(newId(), config, driver, loop.nowNanos());
    addresses.allocate(network);
    try {
      driver.createNetwork(network);
    } catch (EngineException e) {
      addresses.release(network);
      throw e;
    }
    networks.add(network);
    if (!network.isConfiguration()) {
      made.run();
    }
    return network;
  }

  /// Makes a network whose identity and subnets come from elsewhere, as those of a swarm do.
  ///
  /// @throws EngineException with nothing changed
  public void adopt(Network network) {
    network.driver().createNetwork(network);
    networks.add(network);
    made.run();
  }

  /// Removes a network that has no endpoints.
  public void delete(Network network) {
    network.driver().deleteNetwork(network);
    addresses.release(network);
    networks.remove(network);
  }

  /// Makes an endpoint and puts it into a sandbox, which is given a way out if it needs one.
  ///
  /// @throws EngineException with nothing changed
  public Endpoint connect(Network network, Sandbox sandbox, Endpoint.Request request) {
    Endpoint endpoint = add(network, sandbox, request);
    try {
      gateway.update(sandbox);
    } catch (EngineException e) {
      remove(endpoint);
      throw e;
    }
    return endpoint;
  }

  Endpoint add(Network network, Sandbox sandbox, Endpoint.Request request) {
    if (network.hasEndpoint(request.name())) {
      throw new EngineException(
          "endpoint with name " + request.name() + " already exists in network " + network.name());
    }
    Endpoint endpoint = new Endpoint(newId(), network, request);
    addresses.allocate(endpoint, sandbox);
    try {
      network.driver().createEndpoint(endpoint, sandbox);
    } catch (EngineException e) {
      addresses.release(endpoint);
      throw new EngineException(
          "failed to create endpoint %s on network %s: %s"
              .formatted(request.name(), network.name(), e.getMessage()));
    }
    network.add(endpoint);
    try {
      sandbox.join(endpoint);
    } catch (EngineException e) {
      delete(endpoint);
      throw e;
    }
    return endpoint;
  }

  /// Takes an endpoint out of its sandbox and removes it.
  public void disconnect(Endpoint endpoint) {
    Sandbox sandbox = endpoint.sandbox();
    remove(endpoint);
    if (sandbox != null) {
      gateway.update(sandbox);
    }
  }

  /// Removes all endpoints of a sandbox, the last one first.
  public void clear(Sandbox sandbox) {
    sandbox.endpoints().reversed().forEach(this::remove);
  }

  void remove(Endpoint endpoint) {
    Sandbox sandbox = endpoint.sandbox();
    if (sandbox != null) {
      sandbox.leave(endpoint);
    }
    delete(endpoint);
  }

  private void delete(Endpoint endpoint) {
    endpoint.network().driver().deleteEndpoint(endpoint);
    endpoint.network().remove(endpoint);
    addresses.release(endpoint);
  }
}
