package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service of a swarm: what was asked for, what it was given, and its tasks.
public final class Service {
  private final String id;
  private final long createdNanos;
  private final Map<SwarmNetwork, IpAddress> vips = new LinkedHashMap<>();
  private final List<SwarmNetwork> networks = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  ServiceSpec spec;

  /// What was asked for before the last update.
  @Nullable ServiceSpec previous;

  /// How often what its tasks are was changed; older tasks are replaced.
  int version;

  /// Whether tasks of an older version may be left.
  boolean isRolling;

  /// How many slots are being updated now.
  int updating;

  /// Whether it has tasks that have ended.
  boolean hasEnded;

  Service(String id, ServiceSpec spec, List<SwarmNetwork> networks, long createdNanos) {
    this.id = id;
    this.spec = spec;
    this.networks.addAll(networks);
    this.createdNanos = createdNanos;
  }

  /// A virtual address.
  ///
  /// @param network the id of the network
  /// @param address with the length of the subnet
  public record Vip(String network, IpPrefix address) {}

  /// 25 characters.
  public String id() {
    return id;
  }

  /// Its name.
  public String name() {
    return spec.name();
  }

  /// What was asked for, with the ports it was given.
  public ServiceSpec spec() {
    return spec;
  }

  /// When it was made.
  public long createdNanos() {
    return createdNanos;
  }

  /// All tasks, also those that ended.
  public List<Task> tasks() {
    return List.copyOf(tasks);
  }

  List<Task> taskList() {
    return tasks;
  }

  /// How many tasks run.
  public int running() {
    return (int)
        tasks.stream()
            .filter(t -> t.state == Task.State.RUNNING && t.desired == Task.State.RUNNING)
            .count();
  }

  /// How many tasks are wanted.
  public int wanted() {
    return (int) tasks.stream().filter(t -> t.desired == Task.State.RUNNING).count();
  }

  /// Whether every task that is wanted runs. The newest are looked at first: they run last.
  public boolean hasConverged() {
    for (Task task : tasks.reversed()) {
      if (task.desired == Task.State.RUNNING && task.state != Task.State.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /// Its virtual addresses.
  public List<Vip> vips() {
    List<Vip> list = new ArrayList<>();
    vips.forEach((network, address) ->
        list.add(new Vip(network.id(), new IpPrefix(address, network.prefixLength(address)))));
    return list;
  }

  Map<SwarmNetwork, IpAddress> vipTable() {
    return vips;
  }

  /// The networks its tasks are on, the ingress network first.
  List<SwarmNetwork> networks() {
    return networks;
  }
}
