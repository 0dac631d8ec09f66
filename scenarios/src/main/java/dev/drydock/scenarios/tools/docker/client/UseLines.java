package dev.drydock.scenarios.tools.docker.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What follows each verb on a command line, and what the verb does, as `--help` says it.
final class UseLines {
  private static final Line NONE = new Line("[OPTIONS]", "");

  /// Verb | what follows it, `-` for nothing | what it does.
  private static final String TABLE =
      """
      run | [OPTIONS] IMAGE [COMMAND] [ARG...] | Create and run a new container from an image
      create | [OPTIONS] IMAGE [COMMAND] [ARG...] | Create a new container
      exec | [OPTIONS] CONTAINER COMMAND [ARG...] | Execute a command in a running container
      start | [OPTIONS] CONTAINER [CONTAINER...] | Start one or more stopped containers
      stop | [OPTIONS] CONTAINER [CONTAINER...] | Stop one or more running containers
      restart | [OPTIONS] CONTAINER [CONTAINER...] | Restart one or more containers
      kill | [OPTIONS] CONTAINER [CONTAINER...] | Kill one or more running containers
      pause | CONTAINER [CONTAINER...] | Pause all processes within one or more containers
      unpause | CONTAINER [CONTAINER...] | Unpause all processes within one or more containers
      rm | [OPTIONS] CONTAINER [CONTAINER...] | Remove one or more containers
      rename | CONTAINER NEW_NAME | Rename a container
      port | CONTAINER [PRIVATE_PORT[/PROTO]] | \
      List port mappings or a specific mapping for the container
      logs | [OPTIONS] CONTAINER | Fetch the logs of a container
      wait | CONTAINER [CONTAINER...] | \
      Block until one or more containers stop, then print their exit codes
      top | CONTAINER [ps OPTIONS] | Display the running processes of a container
      ps | [OPTIONS] | List containers
      network create | [OPTIONS] NETWORK | Create a network
      network connect | [OPTIONS] NETWORK CONTAINER | Connect a container to a network
      network disconnect | [OPTIONS] NETWORK CONTAINER | Disconnect a container from a network
      network inspect | [OPTIONS] NETWORK [NETWORK...] | \
      Display detailed information on one or more networks
      network ls | [OPTIONS] | List networks
      network rm | NETWORK [NETWORK...] | Remove one or more networks
      container inspect | [OPTIONS] CONTAINER [CONTAINER...] | \
      Display detailed information on one or more containers
      container ls | [OPTIONS] | List containers
      container prune | [OPTIONS] | Remove all stopped containers
      network prune | [OPTIONS] | Remove all unused networks
      info | [OPTIONS] | Display system-wide information
      events | [OPTIONS] | Get real time events from the server
      version | [OPTIONS] | Show the Docker version information
      inspect | [OPTIONS] NAME|ID [NAME|ID...] | Return low-level information on Docker objects
      images | [OPTIONS] [REPOSITORY[:TAG]] | List images
      pull | [OPTIONS] NAME[:TAG|@DIGEST] | Download an image from a registry
      swarm init | [OPTIONS] | Initialize a swarm
      swarm join | [OPTIONS] HOST:PORT | Join a swarm as a node and/or manager
      swarm leave | [OPTIONS] | Leave the swarm
      swarm join-token | [OPTIONS] (worker|manager) | Manage join tokens
      service create | [OPTIONS] IMAGE [COMMAND] [ARG...] | Create a new service
      service scale | SERVICE=REPLICAS [SERVICE=REPLICAS...] | \
      Scale one or multiple replicated services
      service ps | [OPTIONS] SERVICE [SERVICE...] | List the tasks of one or more services
      service ls | [OPTIONS] | List services
      service rm | SERVICE [SERVICE...] | Remove one or more services
      service inspect | [OPTIONS] SERVICE [SERVICE...] | \
      Display detailed information on one or more services
      node ls | [OPTIONS] | List nodes in the swarm
      node rm | [OPTIONS] NODE [NODE...] | Remove one or more nodes from the swarm
      node update | [OPTIONS] NODE | Update a node
      node demote | NODE [NODE...] | Demote one or more nodes from manager in the swarm
      node promote | NODE [NODE...] | Promote one or more nodes to manager in the swarm
      node inspect | [OPTIONS] self|NODE [NODE...] | \
      Display detailed information on one or more nodes
      node ps | [OPTIONS] [NODE...] | \
      List tasks running on one or more nodes, defaults to current node
      attach | [OPTIONS] CONTAINER | \
      Attach local standard input, output, and error streams to a running container
      cp | [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|- | \
      Copy files/folders between a container and the local filesystem
      stats | [OPTIONS] [CONTAINER...] | \
      Display a live stream of container(s) resource usage statistics
      update | [OPTIONS] CONTAINER [CONTAINER...] | \
      Update configuration of one or more containers
      rmi | [OPTIONS] IMAGE [IMAGE...] | Remove one or more images
      tag | SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG] | \
      Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE
      history | [OPTIONS] IMAGE | Show the history of an image
      commit | [OPTIONS] CONTAINER [REPOSITORY[:TAG]] | \
      Create a new image from a container's changes
      image tag | SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG] | \
      Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE
      image history | [OPTIONS] IMAGE | Show the history of an image
      image inspect | [OPTIONS] IMAGE [IMAGE...] | \
      Display detailed information on one or more images
      image ls | [OPTIONS] [REPOSITORY[:TAG]] | List images
      image prune | [OPTIONS] | Remove unused images
      image pull | [OPTIONS] NAME[:TAG|@DIGEST] | Download an image from a registry
      image rm | [OPTIONS] IMAGE [IMAGE...] | Remove one or more images
      volume create | [OPTIONS] [VOLUME] | Create a volume
      volume inspect | [OPTIONS] VOLUME [VOLUME...] | \
      Display detailed information on one or more volumes
      volume ls | [OPTIONS] | List volumes
      volume prune | [OPTIONS] | Remove unused local volumes
      volume rm | [OPTIONS] VOLUME [VOLUME...] | Remove one or more volumes
      system df | [OPTIONS] | Show docker disk usage
      system events | [OPTIONS] | Get real time events from the server
      system info | [OPTIONS] | Display system-wide information
      system prune | [OPTIONS] | Remove unused data
      context inspect | [OPTIONS] [CONTEXT] [CONTEXT...] | \
      Display detailed information on one or more contexts
      context ls | [OPTIONS] | List contexts
      context show | - | Print the name of the current context
      context use | CONTEXT | Set the default docker context
      config create | [OPTIONS] CONFIG file|- | Create a config from a file or STDIN
      config inspect | [OPTIONS] CONFIG [CONFIG...] | \
      Display detailed information on one or more configs
      config ls | [OPTIONS] | List configs
      config rm | CONFIG [CONFIG...] | Remove one or more configs
      secret create | [OPTIONS] SECRET [file|-] | \
      Create a secret from a file or STDIN as content
      secret inspect | [OPTIONS] SECRET [SECRET...] | \
      Display detailed information on one or more secrets
      secret ls | [OPTIONS] | List secrets
      secret rm | SECRET [SECRET...] | Remove one or more secrets
      service logs | [OPTIONS] SERVICE|TASK | Fetch the logs of a service or task
      service rollback | [OPTIONS] SERVICE | Revert changes to a service's configuration
      service update | [OPTIONS] SERVICE | Update a service
      stack config | [OPTIONS] | \
      Outputs the final config file, after doing merges and interpolations
      stack deploy | [OPTIONS] STACK | Deploy a new stack or update an existing stack
      stack ls | [OPTIONS] | List stacks
      stack ps | [OPTIONS] STACK | List the tasks in the stack
      stack rm | [OPTIONS] STACK [STACK...] | Remove one or more stacks
      stack services | [OPTIONS] STACK | List the services in the stack
      swarm ca | [OPTIONS] | Display and rotate the root CA
      swarm unlock | - | Unlock swarm
      swarm unlock-key | [OPTIONS] | Manage the unlock key
      swarm update | [OPTIONS] | Update the swarm
      compose config | [OPTIONS] [SERVICE...] | \
      Parse, resolve and render compose file in canonical format
      compose create | [OPTIONS] [SERVICE...] | Creates containers for a service
      compose down | [OPTIONS] [SERVICES] | Stop and remove containers, networks
      compose events | [OPTIONS] [SERVICE...] | Receive real time events from containers
      compose exec | [OPTIONS] SERVICE COMMAND [ARGS...] | Execute a command in a running container
      compose images | [OPTIONS] [SERVICE...] | List images used by the created containers
      compose kill | [OPTIONS] [SERVICE...] | Force stop service containers
      compose logs | [OPTIONS] [SERVICE...] | View output from containers
      compose ls | [OPTIONS] | List running compose projects
      compose pause | [SERVICE...] | Pause services
      compose port | [OPTIONS] SERVICE PRIVATE_PORT | Print the public port for a port binding
      compose ps | [OPTIONS] [SERVICE...] | List containers
      compose pull | [OPTIONS] [SERVICE...] | Pull service images
      compose restart | [OPTIONS] [SERVICE...] | Restart service containers
      compose rm | [OPTIONS] [SERVICE...] | Removes stopped service containers
      compose run | [OPTIONS] SERVICE [COMMAND] [ARGS...] | Run a one-off command on a service
      compose scale | [SERVICE=REPLICAS...] | Scale services
      compose start | [SERVICE...] | Start services
      compose stop | [OPTIONS] [SERVICE...] | Stop services
      compose top | [SERVICES...] | Display the running processes
      compose unpause | [SERVICE...] | Unpause services
      compose up | [OPTIONS] [SERVICE...] | Create and start containers
      compose version | [OPTIONS] | Show the Docker Compose version information
      compose wait | SERVICE [SERVICE...] [OPTIONS] | \
      Block until containers of all (or specified) services stop.
      """;

  private static final Map<String, Line> LINES = read();

  /// What verbs do, in other words than later.
  static final Map<String, String> OLD_SUMMARIES =
      Map.of(
          "run",
          "Run a command in a new container",
          "exec",
          "Run a command in a running container");

  private static final Set<String> OF_CONTAINERS =
      Set.of(
          "attach", "commit", "cp", "create", "exec", "kill", "logs", "pause", "port", "rename",
          "restart", "rm", "run", "start", "stats", "stop", "top", "unpause", "update", "wait");

  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("config", "Manage Swarm configs"),
          Map.entry("container", "Manage containers"),
          Map.entry("context", "Manage contexts"),
          Map.entry("image", "Manage images"),
          Map.entry("network", "Manage networks"),
          Map.entry("node", "Manage Swarm nodes"),
          Map.entry("secret", "Manage Swarm secrets"),
          Map.entry("service", "Manage Swarm services"),
          Map.entry("stack", "Manage Swarm stacks"),
          Map.entry("swarm", "Manage Swarm"),
          Map.entry("system", "Manage Docker"),
          Map.entry("volume", "Manage volumes"));

  /// What those of 20.10 said that was other.
  private static final Map<String, String> OLD_GROUPS =
      Map.of(
          "config", "Manage Docker configs",
          "secret", "Manage Docker secrets",
          "service", "Manage services",
          "stack", "Manage Docker stacks");

  /// Verbs that take options and nothing else (`cli.NoArgs`).
  private static final Set<String> WITHOUT_WORDS =
      Set.of(
          "config ls",
          "container ls",
          "container prune",
          "context ls",
          "context show",
          "events",
          "image prune",
          "info",
          "network ls",
          "network prune",
          "node ls",
          "ps",
          "secret ls",
          "service ls",
          "stack ls",
          "swarm ca",
          "swarm init",
          "swarm leave",
          "swarm unlock",
          "swarm unlock-key",
          "swarm update",
          "system df",
          "system events",
          "system info",
          "system prune",
          "version",
          "volume ls",
          "volume prune");

  private UseLines() {}

  private static Map<String, Line> read() {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] parts = line.split(" \\| ", 3);
      lines.put(parts[0], new Line(parts[1].equals("-") ? "" : parts[1], parts[2]));
    }
    return lines;
  }

  /// What a group says when it is called alone: its verbs, by name.
  ///
  /// @param isFirst whether in 20.10
  static String group(String name, boolean isFirst) {
    Map<String, String> verbs = verbsOf(name);
    if (isFirst && name.equals("stack")) {
      verbs.remove("config");
    }
    if (isFirst && name.equals("container")) {
      verbs.replaceAll(OLD_SUMMARIES::getOrDefault);
    }
    return "Usage:  docker "
        + name
        + " COMMAND\n\n"
        + groups(isFirst).getOrDefault(name, "")
        + "\n\nCommands:\n"
        + commands(verbs)
        + "\nRun 'docker "
        + name
        + " COMMAND --help' for more information on a command.";
  }

  /// The verbs of a group, and what they do.
  static Map<String, String> verbsOf(String name) {
    Map<String, String> verbs = new TreeMap<>();
    for (Map.Entry<String, Line> entry : LINES.entrySet()) {
      if (entry.getKey().startsWith(name + " ")) {
        verbs.put(entry.getKey().substring(name.length() + 1), entry.getValue().summary());
      } else if (name.equals("container") && OF_CONTAINERS.contains(entry.getKey())) {
        verbs.put(entry.getKey(), entry.getValue().summary());
      }
    }
    return verbs;
  }

  /// The groups, and what they are for.
  ///
  /// @param isFirst whether in 20.10
  static Map<String, String> groups(boolean isFirst) {
    Map<String, String> groups = new TreeMap<>(GROUPS);
    groups.putAll(isFirst ? OLD_GROUPS : Map.of());
    return groups;
  }

  /// The verbs that are in no group, and what they do.
  static Map<String, String> verbs() {
    Map<String, String> verbs = new TreeMap<>();
    LINES.forEach((name, line) -> {
      if (name.indexOf(' ') < 0) {
        verbs.put(name, line.summary());
      }
    });
    return verbs;
  }

  /// Names of commands in one column, what they do in the next.
  static String commands(Map<String, String> verbs) {
    int width = verbs.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    verbs.forEach((verb, summary) ->
        text.append("  ")
            .append(verb)
            .append(" ".repeat(width - verb.length() + 2))
            .append(summary)
            .append("\n"));
    return text.toString();
  }

  /// One verb.
  ///
  /// @param words what follows it
  /// @param summary what it does
  record Line(String words, String summary) {
    /// `Usage: docker stop [OPTIONS] CONTAINER [CONTAINER...]`.
    String line(String verb) {
      return ("Usage:  docker " + verb + " " + words).stripTrailing();
    }
  }

  /// Whether a verb takes options and nothing else.
  static boolean takesNoWords(String verb) {
    return WITHOUT_WORDS.contains(verb);
  }

  /// The line of `run`, `network create`, `container stop`.
  static Line of(String verb) {
    Line own = LINES.get(verb);
    return own != null ? own : LINES.getOrDefault(verb.replaceFirst("^container ", ""), NONE);
  }
}
