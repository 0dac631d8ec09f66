package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One container of a service, from the wish for it to its end (swarmkit `api.Task`).
public final class Task extends Event {
  private final String id;
  private final Service service;
  private final int slot;
  private final String image;
  private final Map<SwarmNetwork, IpAddress> addresses = new LinkedHashMap<>();
  @Nullable SwarmNode node;
  State state = State.NEW;
  State desired = State.RUNNING;
  String error = "";
  String container = "";
  long sinceNanos;
  int version;

  /// Whether it is being put into the place of an older one, which may have to end then.
  boolean isUpdating;

  @Nullable Task replaced;

  /// Whether a newer one comes into its place.
  boolean isBeingReplaced;

  private @Nullable Runnable next;

  Task(String id, Service service, int slot) {
    this.id = id;
    this.service = service;
    this.slot = slot;
    this.version = service.version;
    this.image = service.spec.workload().image();
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
    /// Its container runs.
    RUNNING("Running"),
    /// It was ended.
    SHUTDOWN("Shutdown"),
    /// Its container ended by itself, or could not begin.
    FAILED("Failed"),
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
  }

  /// 25 characters.
  public String id() {
    return id;
  }

  /// The image it was made of.
  public String image() {
    return image;
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
    SwarmNode on = node;
    String place = slot > 0 || on == null ? Integer.toString(slot) : on.id();
    return service.name() + "." + place;
  }

  /// Where it runs; null before that is decided.
  public @Nullable SwarmNode node() {
    return node;
  }

  /// How far it is.
  public State state() {
    return state;
  }

  /// How far it shall be.
  public State desired() {
    return desired;
  }

  /// Why it failed; empty when it did not.
  public String error() {
    return error;
  }

  /// When it came to its state.
  public long sinceNanos() {
    return sinceNanos;
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
