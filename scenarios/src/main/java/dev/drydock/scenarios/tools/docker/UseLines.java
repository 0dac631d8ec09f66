package dev.drydock.scenarios.tools.docker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What follows each verb on a command line, and what the verb does, as `--help` says it.
final class UseLines {
  private static final Line NONE = new Line("[OPTIONS]", "");

  private static final Map<String, Line> LINES =
      Map.ofEntries(
          Map.entry(
              "run",
              new Line(
                  "[OPTIONS] IMAGE [COMMAND] [ARG...]",
                  "Create and run a new container from an image")),
          Map.entry(
              "create", new Line("[OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a new container")),
          Map.entry(
              "exec",
              new Line(
                  "[OPTIONS] CONTAINER COMMAND [ARG...]",
                  "Execute a command in a running container")),
          Map.entry(
              "start",
              new Line(
                  "[OPTIONS] CONTAINER [CONTAINER...]", "Start one or more stopped containers")),
          Map.entry(
              "stop",
              new Line(
                  "[OPTIONS] CONTAINER [CONTAINER...]", "Stop one or more running containers")),
          Map.entry(
              "restart",
              new Line("[OPTIONS] CONTAINER [CONTAINER...]", "Restart one or more containers")),
          Map.entry(
              "kill",
              new Line(
                  "[OPTIONS] CONTAINER [CONTAINER...]", "Kill one or more running containers")),
          Map.entry(
              "pause",
              new Line(
                  "CONTAINER [CONTAINER...]", "Pause all processes within one or more containers")),
          Map.entry(
              "unpause",
              new Line(
                  "CONTAINER [CONTAINER...]",
                  "Unpause all processes within one or more containers")),
          Map.entry(
              "rm",
              new Line("[OPTIONS] CONTAINER [CONTAINER...]", "Remove one or more containers")),
          Map.entry("rename", new Line("CONTAINER NEW_NAME", "Rename a container")),
          Map.entry(
              "port",
              new Line(
                  "CONTAINER [PRIVATE_PORT[/PROTO]]",
                  "List port mappings or a specific mapping for the container")),
          Map.entry("logs", new Line("[OPTIONS] CONTAINER", "Fetch the logs of a container")),
          Map.entry(
              "wait",
              new Line(
                  "CONTAINER [CONTAINER...]",
                  "Block until one or more containers stop, then print their exit codes")),
          Map.entry(
              "top",
              new Line("CONTAINER [ps OPTIONS]", "Display the running processes of a container")),
          Map.entry("ps", new Line("[OPTIONS]", "List containers")),
          Map.entry("network create", new Line("[OPTIONS] NETWORK", "Create a network")),
          Map.entry(
              "network connect",
              new Line("[OPTIONS] NETWORK CONTAINER", "Connect a container to a network")),
          Map.entry(
              "network disconnect",
              new Line("[OPTIONS] NETWORK CONTAINER", "Disconnect a container from a network")),
          Map.entry(
              "network inspect",
              new Line(
                  "[OPTIONS] NETWORK [NETWORK...]",
                  "Display detailed information on one or more networks")),
          Map.entry("network ls", new Line("[OPTIONS]", "List networks")),
          Map.entry("network rm", new Line("NETWORK [NETWORK...]", "Remove one or more networks")),
          Map.entry(
              "container inspect",
              new Line(
                  "[OPTIONS] CONTAINER [CONTAINER...]",
                  "Display detailed information on one or more containers")),
          Map.entry("container ls", new Line("[OPTIONS]", "List containers")),
          Map.entry("container prune", new Line("[OPTIONS]", "Remove all stopped containers")),
          Map.entry("network prune", new Line("[OPTIONS]", "Remove all unused networks")),
          Map.entry("info", new Line("[OPTIONS]", "Display system-wide information")),
          Map.entry("events", new Line("[OPTIONS]", "Get real time events from the server")),
          Map.entry("version", new Line("[OPTIONS]", "Show the Docker version information")),
          Map.entry(
              "inspect",
              new Line(
                  "[OPTIONS] NAME|ID [NAME|ID...]",
                  "Return low-level information on Docker objects")),
          Map.entry("images", new Line("[OPTIONS] [REPOSITORY[:TAG]]", "List images")),
          Map.entry(
              "pull",
              new Line("[OPTIONS] NAME[:TAG|@DIGEST]", "Download an image from a registry")),
          Map.entry("swarm init", new Line("[OPTIONS]", "Initialize a swarm")),
          Map.entry(
              "swarm join",
              new Line("[OPTIONS] HOST:PORT", "Join a swarm as a node and/or manager")),
          Map.entry("swarm leave", new Line("[OPTIONS]", "Leave the swarm")),
          Map.entry(
              "swarm join-token", new Line("[OPTIONS] (worker|manager)", "Manage join tokens")),
          Map.entry(
              "service create",
              new Line("[OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a new service")),
          Map.entry(
              "service scale",
              new Line(
                  "SERVICE=REPLICAS [SERVICE=REPLICAS...]",
                  "Scale one or multiple replicated services")),
          Map.entry(
              "service ps",
              new Line("[OPTIONS] SERVICE [SERVICE...]", "List the tasks of one or more services")),
          Map.entry("service ls", new Line("[OPTIONS]", "List services")),
          Map.entry("service rm", new Line("SERVICE [SERVICE...]", "Remove one or more services")),
          Map.entry(
              "service inspect",
              new Line(
                  "[OPTIONS] SERVICE [SERVICE...]",
                  "Display detailed information on one or more services")),
          Map.entry("node ls", new Line("[OPTIONS]", "List nodes in the swarm")),
          Map.entry(
              "node rm",
              new Line("[OPTIONS] NODE [NODE...]", "Remove one or more nodes from the swarm")),
          Map.entry("node update", new Line("[OPTIONS] NODE", "Update a node")));

  private static final Set<String> OF_CONTAINERS =
      Set.of(
          "create", "exec", "kill", "logs", "pause", "port", "rename", "restart", "rm", "run",
          "start", "stop", "top", "unpause", "wait");

  private static final Map<String, String> GROUPS =
      Map.of(
          "container", "Manage containers",
          "image", "Manage images",
          "network", "Manage networks",
          "node", "Manage Swarm nodes",
          "service", "Manage services",
          "stack", "Manage Docker stacks",
          "swarm", "Manage Swarm",
          "system", "Manage Docker");

  private UseLines() {}

  /// What a group says when it is called alone: its verbs, by name.
  static String group(String name) {
    StringBuilder text = new StringBuilder("Usage:  docker " + name + " COMMAND\n\n");
    text.append(GROUPS.getOrDefault(name, "")).append("\n\nCommands:\n");
    Map<String, String> verbs = new TreeMap<>();
    for (Map.Entry<String, Line> entry : LINES.entrySet()) {
      if (entry.getKey().startsWith(name + " ")) {
        verbs.put(entry.getKey().substring(name.length() + 1), entry.getValue().summary());
      } else if (name.equals("container") && OF_CONTAINERS.contains(entry.getKey())) {
        verbs.put(entry.getKey(), entry.getValue().summary());
      }
    }
    int width = verbs.keySet().stream().mapToInt(String::length).max().orElse(0);
    verbs.forEach((verb, summary) ->
        text.append("  ")
            .append(verb)
            .append(" ".repeat(width - verb.length() + 2))
            .append(summary)
            .append("\n"));
    return text.append(
            "\nRun 'docker " + name + " COMMAND --help' for more information on a command.")
        .toString();
  }

  /// One verb.
  ///
  /// @param words what follows it
  /// @param summary what it does
  record Line(String words, String summary) {
    /// `Usage: docker stop [OPTIONS] CONTAINER [CONTAINER...]`.
    String line(String verb) {
      return "Usage:  docker " + verb + " " + words;
    }
  }

  /// The line of `run`, `network create`, `container stop`.
  static Line of(String verb) {
    Line own = LINES.get(verb);
    return own != null ? own : LINES.getOrDefault(verb.replaceFirst("^container ", ""), NONE);
  }
}
