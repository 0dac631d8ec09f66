package dev.drydock.drivers.swarm;

import dev.drydock.drivers.port.ContainerPort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A service a user asks for: the arguments of `docker service create`.
///
/// @param name its name
/// @param workload what its tasks run
/// @param mode how many tasks there are
/// @param endpointMode how its name is answered
/// @param networks `--network`, ids or names
/// @param ports `--publish`
/// @param labels `--label`
/// @param constraints `--constraint`, such as `node.hostname==a`
/// @param updates how tasks are replaced
public record ServiceSpec(
    String name,
    Workload workload,
    Mode mode,
    EndpointMode endpointMode,
    List<String> networks,
    List<Port> ports,
    Map<String, String> labels,
    List<String> constraints,
    Updates updates) {
  /// The label that says of which stack a service is.
  public static final String STACK_LABEL = "com.docker.stack.namespace";

  /// Copies the collections.
  public ServiceSpec {
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    constraints = List.copyOf(constraints);
  }

  /// What a task runs.
  ///
  /// @param image its image
  /// @param command the words after the image
  /// @param env `--env`
  public record Workload(String image, List<String> command, List<String> env) {
    /// Copies the lists.
    public Workload {
      command = List.copyOf(command);
      env = List.copyOf(env);
    }
  }

  /// How an update replaces tasks (`--update-parallelism`, `--update-delay`, `--update-order`).
  ///
  /// @param parallelism how many slots at once; 0 for all
  /// @param delayNanos after each slot
  /// @param startsFirst whether the new task of a slot runs before the old one is ended
  public record Updates(int parallelism, long delayNanos, boolean startsFirst) {
    /// One after the other, at once, the old one ended first.
    public static final Updates DEFAULT = new Updates(1, 0, false);
  }

  /// How many tasks there are.
  ///
  /// @param isGlobal one on each node
  /// @param replicas how many, unless global
  public record Mode(boolean isGlobal, int replicas) {
    /// One on each node.
    public static final Mode GLOBAL = new Mode(true, 0);

    /// So many, anywhere.
    public static Mode replicated(int replicas) {
      return new Mode(false, replicas);
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
  public record Port(int published, ContainerPort target, boolean isHost) {
    Port withPublished(int port) {
      return new Port(port, target, isHost);
    }
  }

  /// Further names on its networks: a service of a stack answers to its name without the stack's.
  List<String> aliases() {
    String stack = labels.getOrDefault(STACK_LABEL, "");
    boolean isOfStack = !stack.isEmpty() && name.startsWith(stack + "_");
    return isOfStack ? List.of(name.substring(stack.length() + 1)) : List.of();
  }

  ServiceSpec withName(String newName) {
    return new ServiceSpec(
        newName, workload, mode, endpointMode, networks, ports, labels, constraints, updates);
  }

  ServiceSpec withMode(Mode newMode) {
    return new ServiceSpec(
        name, workload, newMode, endpointMode, networks, ports, labels, constraints, updates);
  }

  ServiceSpec withPorts(List<Port> newPorts) {
    return new ServiceSpec(
        name, workload, mode, endpointMode, networks, newPorts, labels, constraints, updates);
  }
}
