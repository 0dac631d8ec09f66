package dev.drydock.drivers.network;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.dns.NetworkNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network of the engine.
public final class Network {
  /// The network of `docker0`, where containers are that ask for none.
  public static final String DEFAULT = "bridge";

  private final String id;
  private NetworkConfig config;
  private final NetworkDriver driver;
  private final long createdNanos;
  private final List<Subnet> subnets = new ArrayList<>();

  /// By name, oldest first.
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

  private final NetworkNames names = new NetworkNames();
  private String configuredFrom = "";

  /// A network without subnets and endpoints.
  ///
  /// @param id 64 hexadecimal digits
  /// @param createdNanos when it was made
  public Network(String id, NetworkConfig config, NetworkDriver driver, long createdNanos) {
    this.id = id;
    this.config = config;
    this.driver = driver;
    this.createdNanos = createdNanos;
  }

  /// 64 hexadecimal digits.
  public String id() {
    return id;
  }

  /// The name.
  public String name() {
    return config.name();
  }

  /// What it was made to be.
  public NetworkConfig config() {
    return config;
  }

  void setConfig(NetworkConfig newConfig) {
    config = newConfig;
  }

  /// Who makes its devices.
  public NetworkDriver driver() {
    return driver;
  }

  /// Whether the managers of its swarm have not found subnets for it yet.
  public boolean isWaiting() {
    return driver.type().isEmpty();
  }

  /// Whether it only holds a configuration for others.
  public boolean isConfiguration() {
    return driver instanceof ConfigurationDriver;
  }

  /// The network whose configuration it has; empty for its own.
  public String configuredFrom() {
    return configuredFrom;
  }

  /// Notes whose configuration it has.
  public void setConfiguredFrom(String name) {
    configuredFrom = name;
  }

  /// When it was made, nanoseconds since the start of the run.
  public long createdNanos() {
    return createdNanos;
  }

  /// Its subnets, IPv4 before IPv6.
  public List<Subnet> subnets() {
    return List.copyOf(subnets);
  }

  /// The first IPv4 subnet.
  public @Nullable Subnet ipv4() {
    return subnets.stream().filter(s -> !s.prefix().isV6()).findFirst().orElse(null);
  }

  /// The first IPv6 subnet.
  public @Nullable Subnet ipv6() {
    return subnets.stream().filter(s -> s.prefix().isV6()).findFirst().orElse(null);
  }

  /// For how many more endpoints it has IPv4 addresses, or the limit if it has more. One without
  /// addresses, or with those of a swarm, has no limit.
  public int roomUpTo(int limit) {
    if (ipv4() == null || driver.scope() == DataScope.SWARM) {
      return limit;
    }
    int room = 0;
    for (Subnet subnet : subnets) {
      if (!subnet.prefix().isV6()) {
        room += subnet.pool().freeUpTo(limit - room);
      }
    }
    return room;
  }

  /// What refuses an endpoint for which there is no address.
  public EngineException exhausted(boolean isV6) {
    return new EngineException(
        "no available IPv"
            + (isV6 ? 6 : 4)
            + " addresses on this network's address pools: "
            + name()
            + " ("
            + id
            + ")");
  }

  /// Its endpoints, oldest first.
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints.values());
  }

  /// Whether it has an endpoint of this name.
  boolean hasEndpoint(String endpointName) {
    return endpoints.containsKey(endpointName);
  }

  /// What its containers are called.
  public NetworkNames names() {
    return names;
  }

  /// Whether it is the network of `docker0`.
  public boolean isDefault() {
    return name().equals(DEFAULT);
  }

  /// Whether it is one of the three that every engine has: `bridge`, `host`, `none`.
  public boolean isPredefined() {
    return isPredefined(name());
  }

  /// Whether a name is kept for the networks that every engine has.
  public static boolean isPredefined(String name) {
    return List.of(DEFAULT, "host", "none", "default").contains(name);
  }

  /// Gives it one more subnet.
  public void addSubnet(Subnet subnet) {
    subnets.add(subnet);
  }

  void add(Endpoint endpoint) {
    endpoints.put(endpoint.name(), endpoint);
  }

  /// An endpoint has another name; its place in the order stays.
  void renamed() {
    List<Endpoint> all = endpoints();
    endpoints.clear();
    all.forEach(this::add);
  }

  void remove(Endpoint endpoint) {
    endpoints.remove(endpoint.name(), endpoint);
  }

  @Override
  public String toString() {
    return name();
  }
}
