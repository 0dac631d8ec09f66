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
  private final Map<SwarmNetwork, IpAddress> vips = new LinkedHashMap<>();
  private final List<SwarmNetwork> networks = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  ServiceSpec spec;
  Meta meta;

  /// What its tasks are to be made of.
  private ServiceSpec template;

  /// What a task is to become: to run, or to end some day.
  final Task.State running;

  /// What was asked for before the last update.
  @Nullable ServiceSpec previous;

  /// How often its tasks were renewed though nothing of them had changed; and before the last
  /// update.
  int force;

  int previousForce;

  /// How often a job was begun anew.
  int round;

  /// When it was begun.
  long roundNanos;

  /// The update that goes on now.
  @Nullable RollingUpdate update;

  @Nullable UpdateStatus updateStatus;

  /// Whether it is no more, though tasks of it may be.
  boolean isRemoved;

  Service(String id, ServiceSpec spec, List<SwarmNetwork> networks, Meta meta) {
    this.id = id;
    this.spec = spec;
    this.template = spec.template();
    this.running = spec.mode().isJob() ? Task.State.COMPLETE : Task.State.RUNNING;
    this.networks.addAll(networks);
    this.meta = meta;
    this.roundNanos = meta.createdNanos();
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

  /// Something else is asked for.
  void use(ServiceSpec wanted) {
    ServiceSpec made = wanted.template();
    template = made.equals(template) ? template : made;
    spec = wanted;
  }

  /// What its tasks are to be made of.
  ServiceSpec template() {
    return template;
  }

  /// When it was made and changed last.
  public Meta meta() {
    return meta;
  }

  /// The ids of its networks, in the order of the specification; those that each node has of its
  /// own have none.
  public String networkId(ServiceSpec.Target target) {
    for (SwarmNetwork each : networks) {
      if (each.id().equals(target.network()) || each.name().equals(target.network())) {
        return each.id();
      }
    }
    return target.network();
  }

  /// All tasks, also those that ended.
  public List<Task> tasks() {
    return List.copyOf(tasks);
  }

  List<Task> taskList() {
    return tasks;
  }

  /// How many tasks run as far as is known, those among them that are to end, or whose node is not
  /// heard any more (swarmkit `controlapi/service.go`, `ListServiceStatuses`).
  public int running() {
    return (int) tasks.stream().filter(t -> t.state == Task.State.RUNNING).count();
  }

  /// How many tasks that are wanted run.
  public int serving() {
    return (int) tasks.stream().filter(t -> t.state == Task.State.RUNNING && t.isWanted()).count();
  }

  /// How many tasks are to run; of a job, those that may run at the same time, or have not ended
  /// yet if it is global (swarmkit `controlapi/service.go`, `ListServiceStatuses`).
  public int wanted() {
    ServiceSpec.Mode mode = spec.mode();
    if (mode.isJob() && !mode.isGlobal()) {
      return mode.concurrent();
    }
    if (mode.isGlobal()) {
      return (int) tasks.stream().filter(Service::counts).count();
    }
    return mode.replicas();
  }

  /// One that is to run, and has not ended; one that waits for the end of another is not yet.
  private static boolean counts(Task task) {
    return task.isWanted() && task.desired() != Task.State.READY && !task.state.isOver();
  }

  /// How many tasks of a job have ended well, in this round.
  public int completed() {
    return (int)
        tasks.stream().filter(t -> t.round == round && t.state == Task.State.COMPLETE).count();
  }

  /// How many tasks of a job are to end well.
  public int completions() {
    if (!spec.mode().isGlobal()) {
      return spec.mode().replicas();
    }
    return (int)
        tasks.stream()
            .filter(t -> t.round == round && (t.isWanted() || t.state == Task.State.COMPLETE))
            .count();
  }

  /// Whether every task that is wanted runs and is up to date; of a job, whether it is done.
  public boolean hasConverged() {
    if (spec.mode().isJob()) {
      return completed() >= completions();
    }
    int fit = 0;
    for (Task task : tasks.reversed()) { // the newest run last
      boolean runs = task.state == Task.State.RUNNING && task.isUpToDate();
      if (task.isWanted() && !runs) {
        return false;
      }
      fit += task.isWanted() ? 1 : 0;
    }
    return fit >= wanted();
  }

  /// What was asked for before the last update; null for nothing else.
  public @Nullable ServiceSpec previous() {
    return previous;
  }

  /// What became of the last update; null for none.
  public @Nullable UpdateStatus updateStatus() {
    return updateStatus;
  }

  /// How often a job was begun anew.
  public int round() {
    return round;
  }

  /// When a job was begun the last time.
  public long roundNanos() {
    return roundNanos;
  }

  /// How often its tasks were renewed though nothing of them had changed.
  public int force() {
    return force;
  }

  /// The same before the last update.
  public int previousForce() {
    return previousForce;
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

  /// Whether its networks have their subnets; without them it has no addresses, and no task starts.
  public boolean isAllocated() {
    return networks.stream().allMatch(SwarmNetwork::isAllocated);
  }

  /// Gives it its virtual addresses.
  void takeVips() {
    if (isAllocated() && spec.endpointMode() == ServiceSpec.EndpointMode.VIP) {
      networks.forEach(network -> vips.computeIfAbsent(network, SwarmNetwork::takeNext));
    }
  }

  /// The networks its tasks are on, the ingress network first.
  List<SwarmNetwork> networks() {
    return networks;
  }
}
