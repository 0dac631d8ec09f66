package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.Pool;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network as the managers keep it: identity, subnets, and who has which address.
final class SwarmNetwork {
  private final String id;
  private final NetworkConfig asked;
  private final Meta meta;
  private NetworkConfig config;
  private List<Range> ranges = List.of();

  /// Node → address of its load balancer, for the nodes that are on the network.
  private final Map<SwarmNode, IpAddress> balancers = new LinkedHashMap<>();

  /// Address → id of the task that stands for a single container which has it.
  private final Map<IpAddress, Attached> attachments = new LinkedHashMap<>();

  /// A network that waits for its subnets: managers have not chosen a driver either.
  SwarmNetwork(String id, NetworkConfig asked, Meta meta) {
    this.id = id;
    this.asked = asked;
    this.meta = meta;
    var ipam = new NetworkConfig.Ipam("", new LinkedHashMap<>(), false, List.of());
    this.config =
        new NetworkConfig(
            asked.name(), "", asked.flags(), ipam, new LinkedHashMap<>(), asked.labels());
  }

  /// Gives it what it waits for.
  ///
  /// @param chosen what was asked for, with what the managers chose
  void allocate(NetworkConfig chosen, List<Range> subnets) {
    config = chosen;
    ranges = List.copyOf(subnets);
  }

  /// Whether it has its subnets.
  boolean isAllocated() {
    return !ranges.isEmpty();
  }

  /// What was asked for.
  NetworkConfig asked() {
    return asked;
  }

  /// A subnet and its gateway.
  record Range(SerialPool addresses, @Nullable IpAddress gateway) {
    boolean overlaps(Range other) {
      return addresses.pool().subnet().overlaps(other.addresses.pool().subnet());
    }
  }

  String id() {
    return id;
  }

  String name() {
    return config.name();
  }

  NetworkConfig config() {
    return config;
  }

  long createdNanos() {
    return meta.createdNanos();
  }

  /// What can be seen of it by those who look at tasks.
  Task.Joined joined() {
    return new Task.Joined(id, meta, asked, config);
  }

  /// Whether a subnet of another network overlaps one of this.
  boolean overlaps(SwarmNetwork other) {
    return ranges.stream().anyMatch(mine -> other.ranges.stream().anyMatch(mine::overlaps));
  }

  /// The subnets, with who has which address.
  List<Range> ranges() {
    return ranges;
  }

  /// The length of the subnet an address is of.
  int prefixLength(IpAddress address) {
    for (Range range : ranges) {
      if (range.addresses.pool().subnet().contains(address)) {
        return range.addresses.pool().subnet().length();
      }
    }
    return address.bits();
  }

  boolean isIngress() {
    return config.flags().ingress();
  }

  Map<SwarmNode, IpAddress> balancers() {
    return balancers;
  }

  /// The subnets for a node, which keeps its own account of them.
  List<Subnet> subnets() {
    List<Subnet> subnets = new ArrayList<>();
    for (Range range : ranges) {
      Pool pool = new Pool(range.addresses.pool().subnet(), range.addresses.pool().range());
      if (range.gateway != null) {
        pool.take(range.gateway);
      }
      subnets.add(new Subnet(pool, range.gateway, new LinkedHashMap<>()));
    }
    return subnets;
  }

  /// The next address.
  ///
  /// @throws EngineException when there is none
  IpAddress takeNext() {
    for (Range range : ranges) {
      IpAddress address = range.addresses.takeNext();
      if (address != null) {
        return address;
      }
    }
    throw new EngineException("could not find an available IP while allocating VIP");
  }

  /// The swarm has a new leader, whose allocator knows only which addresses are taken (swarmkit
  /// `manager/allocator`).
  void beginAnew() {
    ranges.forEach(range -> range.addresses.beginAnew());
  }

  /// An address that somebody wants.
  ///
  /// @throws EngineException when it is taken or not of a subnet
  IpAddress take(IpAddress wanted) {
    for (Range range : ranges) {
      if (range.addresses.pool().subnet().contains(wanted)) {
        if (range.addresses.take(wanted)) {
          return wanted;
        }
        throw new EngineException("Address already in use");
      }
    }
    throw new EngineException(
        "invalid address " + wanted + ": It does not belong to any of this network's subnets");
  }

  /// A single container has an address; to the swarm it is a task.
  void attach(IpAddress address, String task, String node) {
    attachments.put(address, new Attached(task, node));
  }

  /// A node is on the list no longer, and its single containers with it (`orphanNodeTasks`).
  void orphan(String node) {
    List<IpAddress> gone = new ArrayList<>();
    attachments.forEach((address, who) -> {
      if (who.node.equals(node)) {
        gone.add(address);
      }
    });
    gone.forEach(this::give);
  }

  /// Whether a single container of a node is on it.
  boolean isAttached(String node) {
    return attachments.values().stream().anyMatch(who -> who.node.equals(node));
  }

  /// A single container of a node.
  private record Attached(String task, String node) {}

  /// The task of the first single container; empty when there is none.
  String attachment() {
    return attachments.values().stream().findFirst().map(Attached::task).orElse("");
  }

  void give(IpAddress address) {
    attachments.remove(address);
    for (Range range : ranges) {
      if (range.addresses.pool().subnet().contains(address)) {
        range.addresses.give(address);
      }
    }
  }

  /// The address of a node's load balancer, given when the first task of the network is there.
  IpAddress balancerOf(SwarmNode node) {
    IpAddress address = balancers.get(node);
    if (address == null) {
      address = takeNext();
      balancers.put(node, address);
    }
    return address;
  }

  /// The node has left the network.
  void leave(SwarmNode node) {
    IpAddress address = balancers.remove(node);
    if (address != null) {
      give(address);
    }
  }
}
