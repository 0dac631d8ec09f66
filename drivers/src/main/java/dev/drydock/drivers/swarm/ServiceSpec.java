package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Ordered;
import dev.drydock.drivers.port.ContainerPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A service a user asks for: the arguments of `docker service create`.
///
/// @param name its name
/// @param workload what its tasks run
/// @param mode how many tasks there are
/// @param endpointMode how its name is answered
/// @param networks `--network`
/// @param ports `--publish`
/// @param labels `--label`
/// @param placement where tasks may be
/// @param upkeep how tasks are replaced, and when they follow each other
public record ServiceSpec(
    String name,
    Workload workload,
    Mode mode,
    EndpointMode endpointMode,
    List<Target> networks,
    List<Port> ports,
    Map<String, String> labels,
    Placement placement,
    Upkeep upkeep) {
  /// The label that says of which stack a service is.
  public static final String STACK_LABEL = "com.docker.stack.namespace";

  /// Networks that each node has of its own, and tasks may be on
  /// (`networkallocator.PredefinedNetworks`).
  static final List<String> OF_EACH_NODE = List.of("bridge", "host");

  /// Copies the collections.
  public ServiceSpec {
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
    labels = Ordered.copyOf(labels);
  }

  /// A network that tasks are on.
  ///
  /// @param network its name or id
  /// @param aliases further names of the service there
  public record Target(String network, List<String> aliases) {
    /// Copies the names.
    public Target {
      aliases = List.copyOf(aliases);
    }
  }

  /// What a task runs.
  ///
  /// @param image its image
  /// @param command the words after the image
  /// @param env `--env`
  /// @param hostname `--hostname`; empty for the container's id
  /// @param details what more is asked of containers
  public record Workload(
      String image, List<String> command, List<String> env, String hostname, TaskDetails details) {
    /// Copies the lists.
    public Workload {
      command = List.copyOf(command);
      env = List.copyOf(env);
    }
  }

  /// Where tasks may be.
  ///
  /// @param constraints `--constraint`, such as `node.hostname==a`
  /// @param spread `--placement-pref`, such as `node.labels.rack`, the first one above the others
  /// @param maxPerNode `--replicas-max-per-node`; 0 for any number
  public record Placement(List<String> constraints, List<String> spread, int maxPerNode) {
    /// Copies the lists.
    public Placement {
      constraints = List.copyOf(constraints);
      spread = List.copyOf(spread);
    }
  }

  /// How tasks are replaced, and when they follow each other.
  ///
  /// @param updates `--update-…`
  /// @param rollback `--rollback-…`
  /// @param restarts `--restart-…`
  public record Upkeep(Updates updates, Updates rollback, Restarts restarts) {
    /// As swarmkit does unless told (`api/defaults/service.go`).
    public static final Upkeep DEFAULT =
        new Upkeep(Updates.DEFAULT, Updates.DEFAULT, Restarts.DEFAULT);
  }

  /// How an update replaces tasks (`--update-parallelism` and so on).
  ///
  /// @param parallelism how many slots at once; 0 for all
  /// @param delayNanos after each slot
  /// @param startsFirst whether the new task of a slot runs before the old one is ended
  /// @param failure what happens when new tasks fail
  public record Updates(int parallelism, long delayNanos, boolean startsFirst, Failure failure) {
    /// One after the other, at once, the old one ended first.
    public static final Updates DEFAULT = new Updates(1, 0, false, Failure.DEFAULT);
  }

  /// What happens when new tasks fail.
  ///
  /// @param action what is done
  /// @param maxRatio of the slots: the part that may fail
  /// @param monitorNanos how long a task is watched after it began to run
  public record Failure(FailureAction action, double maxRatio, long monitorNanos) {
    /// 5 s, and no task may fail.
    public static final Failure DEFAULT = new Failure(FailureAction.PAUSE, 0, 5_000_000_000L);
  }

  /// What is done about an update whose tasks fail.
  public enum FailureAction {
    /// It stops where it is.
    PAUSE("pause"),
    /// It goes on.
    CONTINUE("continue"),
    /// The service becomes what it was.
    ROLLBACK("rollback");

    private final String word;

    FailureAction(String word) {
      this.word = word;
    }

    /// The word of `--update-failure-action`.
    public String word() {
      return word;
    }

    /// The one with a word.
    public static FailureAction of(String word) {
      for (FailureAction each : values()) {
        if (each.word.equals(word)) {
          return each;
        }
      }
      throw new IllegalArgumentException(word);
    }
  }

  /// When a task follows one that ended.
  ///
  /// @param condition which end is meant
  /// @param delayNanos from the end to the start of the next
  /// @param maxAttempts how often; 0 for ever
  /// @param windowNanos within which time; 0 for all time
  public record Restarts(
      RestartCondition condition, long delayNanos, int maxAttempts, long windowNanos) {
    /// Always, 5 s later.
    public static final Restarts DEFAULT = new Restarts(RestartCondition.ANY, 5_000_000_000L, 0, 0);
  }

  /// After which end a task follows.
  public enum RestartCondition {
    /// None.
    NONE("none"),
    /// A failure.
    ON_FAILURE("on-failure"),
    /// Each.
    ANY("any");

    private final String word;

    RestartCondition(String word) {
      this.word = word;
    }

    /// The word of `--restart-condition`.
    public String word() {
      return word;
    }

    /// The one with a word.
    public static RestartCondition of(String word) {
      for (RestartCondition each : values()) {
        if (each.word.equals(word)) {
          return each;
        }
      }
      throw new IllegalArgumentException(word);
    }
  }

  /// How many tasks there are.
  ///
  /// @param isGlobal one on each node
  /// @param isJob whether they end some day, and stay so
  /// @param replicas how many, unless global
  /// @param concurrent how many of a job at the same time
  public record Mode(boolean isGlobal, boolean isJob, int replicas, int concurrent) {
    /// One on each node.
    public static final Mode GLOBAL = new Mode(true, false, 0, 0);

    /// One on each node that ends.
    public static final Mode GLOBAL_JOB = new Mode(true, true, 0, 0);

    /// So many, anywhere.
    public static Mode replicated(int replicas) {
      return new Mode(false, false, replicas, 0);
    }

    /// So many that end, anywhere.
    public static Mode replicatedJob(int replicas, int concurrent) {
      return new Mode(false, true, replicas, concurrent);
    }

    /// The same with another number; how many of a job run at the same time stays.
    Mode withReplicas(int number) {
      return new Mode(isGlobal, isJob, number, concurrent);
    }

    /// The words of `docker service ls`.
    public String words() {
      return (isGlobal ? "global" : "replicated") + (isJob ? " job" : "");
    }
  }

  /// How the name of a service is answered.
  public enum EndpointMode {
    /// By one address that stands for all tasks.
    VIP("vip"),
    /// By the addresses of the tasks.
    DNSRR("dnsrr");

    private final String word;

    EndpointMode(String word) {
      this.word = word;
    }

    /// The word of `--endpoint-mode`.
    public String word() {
      return word;
    }
  }

  /// A published port.
  ///
  /// @param published 0 lets the swarm choose
  /// @param target the port inside
  /// @param isHost on the node of each task, rather than on all nodes
  /// @param isChosen whether the swarm chose the number
  public record Port(int published, ContainerPort target, boolean isHost, boolean isChosen) {
    /// One that a user asks for.
    public Port(int published, ContainerPort target, boolean isHost) {
      this(published, target, isHost, false);
    }

    Port withPublished(int port) {
      return new Port(port, target, isHost, isChosen || published == 0);
    }

    /// Whether another one has the number that the swarm would choose for this.
    boolean isAnsweredBy(Port other) {
      return published == 0 && !isHost && other.isChosen && other.target.equals(target);
    }
  }

  /// Further names on a network.
  List<String> aliases(SwarmNetwork network) {
    List<String> names = new ArrayList<>();
    for (Target each : networks) {
      if (each.network().equals(network.name()) || each.network().equals(network.id())) {
        names.addAll(each.aliases());
      }
    }
    return names;
  }

  ServiceSpec withName(String newName) {
    return new ServiceSpec(
        newName, workload, mode, endpointMode, networks, ports, labels, placement, upkeep);
  }

  ServiceSpec withMode(Mode newMode) {
    return new ServiceSpec(
        name, workload, newMode, endpointMode, networks, ports, labels, placement, upkeep);
  }

  /// What of it tasks are made of (`TaskSpec` and `EndpointSpec`): tasks of another template are
  /// out of date.
  ServiceSpec template() {
    Upkeep kept = new Upkeep(Updates.DEFAULT, Updates.DEFAULT, upkeep.restarts());
    return new ServiceSpec(
        name, workload, Mode.GLOBAL, endpointMode, networks, ports, Map.of(), placement, kept);
  }

  ServiceSpec withPlacement(Placement wanted) {
    return new ServiceSpec(
        name, workload, mode, endpointMode, networks, ports, labels, wanted, upkeep);
  }

  ServiceSpec withPorts(List<Port> newPorts) {
    return new ServiceSpec(
        name, workload, mode, endpointMode, networks, newPorts, labels, placement, upkeep);
  }
}
