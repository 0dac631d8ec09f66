package dev.drydock.scenarios.tools.docker.client;

import java.util.List;
import java.util.Map;

/// Other names of a verb, as `--help` tells them: up to 20.10 the last words alone, later in full
/// (docker/cli 23.0, `cobra.go`).
final class VerbAliases {
  private static final List<String> OF_CONTAINERS =
      List.of(
          "attach", "commit", "cp", "create", "exec", "kill", "logs", "pause", "port", "rename",
          "restart", "rm", "run", "start", "stats", "stop", "top", "unpause", "update", "wait");

  /// Verbs that are called otherwise at the top.
  private static final Map<String, String> FULL =
      Map.ofEntries(
          Map.entry(
              "ps", "docker container ls, docker container list, docker container ps, docker ps"),
          Map.entry("images", "docker image ls, docker image list, docker images"),
          Map.entry("rmi", "docker image rm, docker image remove, docker rmi"),
          Map.entry("pull", "docker image pull, docker pull"),
          Map.entry("tag", "docker image tag, docker tag"),
          Map.entry("history", "docker image history, docker history"),
          Map.entry("info", "docker system info, docker info"),
          Map.entry("events", "docker system events, docker events"));

  private VerbAliases() {}

  /// What follows `Aliases:`; empty for a verb with one name.
  ///
  /// @param inFull as later versions have it
  static String of(String verb, boolean inFull) {
    int cut = verb.indexOf(' ');
    String group = cut < 0 ? "" : verb.substring(0, cut);
    String last = verb.substring(cut + 1);
    if (!inFull) {
      return group.isEmpty() || group.equals("compose")
          ? ""
          : String.join(", ", names(group, last));
    }
    if (FULL.containsKey(top(verb))) {
      return FULL.getOrDefault(top(verb), "");
    }
    if (OF_CONTAINERS.contains(last) && (group.isEmpty() || group.equals("container"))) {
      String remove = last.equals("rm") ? "docker container remove, " : "";
      return "docker container " + last + ", " + remove + "docker " + last;
    }
    List<String> names = group.equals("compose") ? List.of() : names(group, last);
    return String.join(", ", names.stream().map(each -> "docker " + group + " " + each).toList());
  }

  /// The name at the top of a verb of a group.
  private static String top(String verb) {
    return switch (verb) {
      case "container ls" -> "ps";
      case "image ls" -> "images";
      case "image rm" -> "rmi";
      case "image pull" -> "pull";
      case "image tag" -> "tag";
      case "image history" -> "history";
      case "system info" -> "info";
      case "system events" -> "events";
      default -> verb;
    };
  }

  private static List<String> names(String group, String last) {
    return switch (group + " " + last) {
      case "container ls" -> List.of("ls", "ps", "list");
      case "stack deploy" -> List.of("deploy", "up");
      case "stack rm" -> List.of("rm", "remove", "down");
      case "context show", "container rm" -> List.of();
      default ->
          switch (last) {
            case "ls" -> List.of("ls", "list");
            case "rm" -> List.of("rm", "remove");
            default -> List.of();
          };
    };
  }
}
