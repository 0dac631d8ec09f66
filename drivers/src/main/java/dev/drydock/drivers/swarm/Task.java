package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.engine.StopOptions;
import dev.drydock.drivers.network.NetworkConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One container of a service, from the wish for it to its end (swarmkit `api.Task`).
public final class Task extends Event {
  private final String id;
  private final Service service;
  private final int slot;
  private final ServiceSpec spec;
  private final Map<SwarmNetwork, IpAddress> addresses = new LinkedHashMap<>();
  @Nullable SwarmNode node;

  /// The id the node had when the task was given to it.
  private String nodeId = "";

  State state = State.NEW;
  State desired = State.RUNNING;
  String error = "";
  String container = "";
  long sinceNanos;
  Meta meta;

  /// Whether it has ended, and none shall follow it.
  boolean isFinal;

  /// Whether it ended before it was to start; the next one follows then.
  boolean isFollowed;

  /// How often tasks had been renewed by force when it was made.
  final int force;

  /// Whether names and virtual addresses lead to it (`activateServiceBinding`).
  boolean isServing;

  /// Whether its node was told to end it.
  boolean isTold;

  /// Which round of a job it belongs to.
  final int round;

  /// Whether its node left: nobody hears what becomes of it, and it stays as it was.
  boolean isLeft;

  /// What follows the end of a container whose start the managers have not heard of; null for none.
  @Nullable Runnable earlyEnd;

  private @Nullable Runnable next;

  Task(String id, Service service, int slot, Meta meta) {
    this.id = id;
    this.meta = meta;
    this.sinceNanos = meta.createdNanos();
    this.service = service;
    this.slot = slot;
    this.spec = service.template();
    this.force = service.force;
    this.round = service.round;
  }

  /// How far a task has come.
  public enum State {
    /// Wanted.
    NEW("New"),
    /// No node may run it.
    PENDING("Pending"),
    /// A node is to run it.
    ASSIGNED("Assigned"),
    /// Its container is being made.
    PREPARING("Preparing"),
    /// It waits for its start.
    READY("Ready"),
    /// Its container runs, and is not healthy yet.
    STARTING("Starting"),
    /// Its container runs.
    RUNNING("Running"),
    /// Its container ended by itself, and well.
    COMPLETE("Complete"),
    /// It was ended.
    SHUTDOWN("Shutdown"),
    /// Its container ended by itself, or could not start.
    FAILED("Failed"),
    /// Its container could not be made, or it may not be where it is.
    REJECTED("Rejected"),
    /// Its node was removed, and nobody hears of it any more.
    ORPHANED("Orphaned"),
    /// It is not wanted any more.
    REMOVE("Remove");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /// The word of `docker service ps`.
    public String word() {
      return word;
    }

    /// Whether nothing comes after it.
    boolean isOver() {
      return switch (this) {
        case COMPLETE, SHUTDOWN, FAILED, REJECTED, ORPHANED, REMOVE -> true;
        case NEW, PENDING, ASSIGNED, PREPARING, READY, STARTING, RUNNING -> false;
      };
    }
  }

  /// 25 characters.
  public String id() {
    return id;
  }

  /// The image it was made of.
  public String image() {
    return spec.workload().image();
  }

  /// The service.
  public Service service() {
    return service;
  }

  /// Its number among the replicas, from 1; 0 for a task of a global service.
  public int slot() {
    return slot;
  }

  /// `web.1`, or `web.NODE` for a global service.
  public String name() {
    return service.name() + "." + position();
  }

  private String position() {
    return slot > 0 || nodeId.isEmpty() ? Integer.toString(slot) : nodeId;
  }

  /// The name that listings show: where the service is no more, nobody finds its name by its id
  /// (docker/cli `command/idresolver`).
  public String shownName() {
    return service.isRemoved ? service.id() + "." + position() : name();
  }

  /// Whether its node has reported that it is about to end; of its ports it says nothing then.
  public boolean isTold() {
    return isTold;
  }

  /// How its container is stopped (`adapter.shutdown` of the executor).
  StopOptions stopOptions() {
    return new StopOptions("", spec.workload().details().ending().seconds());
  }

  /// Where it runs; null before that is decided.
  public @Nullable SwarmNode node() {
    return node;
  }

  /// The id of that node, which outlasts it; empty before that is decided.
  public String nodeId() {
    return nodeId;
  }

  /// Gives it to a node.
  void assign(@Nullable SwarmNode to) {
    node = to;
    nodeId = to == null ? "" : to.id();
  }

  /// Its node leaves without a word of it.
  void leave() {
    isLeft = true;
    node = null;
  }

  /// How far it is.
  public State state() {
    return state;
  }

  /// How far it shall be.
  public State desired() {
    return desired;
  }

  /// How often the tasks of its service had been renewed by force when it was made.
  public int force() {
    return force;
  }

  /// What is said of its state (swarmkit `agent/exec/controller.go`, `manager/scheduler`,
  /// `constraintenforcer`).
  public String message() {
    return switch (state) {
      case NEW -> "created";
      case PENDING -> "pending task scheduling";
      case ASSIGNED -> "scheduler assigned task to node";
      case PREPARING -> "preparing";
      case READY -> "prepared";
      case STARTING -> "starting";
      case RUNNING -> "started";
      case COMPLETE -> "finished";
      case SHUTDOWN -> "shutdown";
      case FAILED -> error.startsWith(NodeTasks.START_FAILED) ? "starting" : "started";
      case REJECTED -> container.isEmpty() ? "preparing" : "task rejected by constraint enforcer";
      case ORPHANED -> "Task belonged to a node that has been deleted";
      case REMOVE -> "";
    };
  }

  /// Why it failed; empty when it did not.
  public String error() {
    return error;
  }

  /// When it came to its state.
  public long sinceNanos() {
    return sinceNanos;
  }

  /// When it was made and changed last.
  public Meta meta() {
    return meta;
  }

  /// A network that a task is on.
  ///
  /// @param id of the network
  /// @param meta when it was made
  /// @param asked what a user asked for
  /// @param config with what the managers chose
  public record Joined(String id, Meta meta, NetworkConfig asked, NetworkConfig config) {}

  /// An address on a network.
  ///
  /// @param network the network
  /// @param address with the length of the subnet
  public record Attachment(Joined network, IpPrefix address) {}

  /// Where it is on networks.
  public List<Attachment> attachments() {
    List<Attachment> list = new ArrayList<>();
    addresses.forEach((network, address) -> {
      IpPrefix prefix = new IpPrefix(address, network.prefixLength(address));
      list.add(new Attachment(network.joined(), prefix));
    });
    return list;
  }

  /// Which round of a job it belongs to.
  public int round() {
    return round;
  }

  /// What it is made of; of its service only what tasks have.
  public ServiceSpec spec() {
    return spec;
  }

  /// Whether it is to run, now or later.
  boolean isWanted() {
    return switch (desired) {
      case READY, RUNNING, COMPLETE -> true;
      case NEW, PENDING, ASSIGNED, PREPARING, STARTING, SHUTDOWN -> false;
      case FAILED, REJECTED, ORPHANED, REMOVE -> false;
    };
  }

  /// Whether it is made of what its service asks for now. Where it may be counts only if it may not
  /// be there any more (`orchestrator.IsTaskDirty`).
  public boolean isUpToDate() {
    ServiceSpec wanted = service.template();
    if (force != service.force || spec == wanted) {
      return force == service.force;
    }
    SwarmNode on = node;
    boolean fits = on != null && Constraints.allow(on, wanted.placement().constraints());
    return spec.equals(wanted) || (fits && spec.withPlacement(wanted.placement()).equals(wanted));
  }

  /// Which of the tasks of its service it is one after the other: a slot, or a node.
  Object place() {
    return service.spec.mode().isGlobal() && !nodeId.isEmpty() ? nodeId : (Object) slot;
  }

  /// Its addresses by network.
  Map<SwarmNetwork, IpAddress> addresses() {
    return addresses;
  }

  /// The name of its container.
  String containerName() {
    return name() + "." + id;
  }

  /// What happens when its event is due.
  void then(Runnable action) {
    next = action;
  }

  @Override
  protected void fire() {
    Runnable action = next;
    next = null;
    if (action != null) {
      action.run();
    }
  }
}
