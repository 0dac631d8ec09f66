package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.Generation;
import java.util.Locale;
import java.util.Set;

/// How the command line words what it does not take (docker/cli `cli/required.go`, `cli/cobra.go`,
/// `cli/command/container/run.go`, at tags v20.10.24, v27.5.1 and v28.5.2).
enum CliWords {
  /// Of 20.10.
  OF_20_10,
  /// Up to 27.
  UP_TO_27,
  /// From 28.
  FROM_28;

  private static final Set<String> ASKS_ALONE =
      Set.of(
          "attach",
          "container attach",
          "container exec",
          "container inspect",
          "container logs",
          "container port",
          "container rm",
          "exec",
          "logs",
          "network inspect",
          "network rm",
          "port",
          "rm");

  /// Those of the command line that comes with an engine.
  static CliWords of(EngineProfile profile) {
    if (profile.generation() == Generation.V20_10) {
      return OF_20_10;
    }
    return profile.generation().compareTo(Generation.V28_0) < 0 ? UP_TO_27 : FROM_28;
  }

  /// An option that a verb does not have, or a value that it does not take.
  String flag(String message, String verb) {
    return switch (this) {
      case OF_20_10, UP_TO_27 -> message + "\nSee 'docker " + verb + " --help'.";
      case FROM_28 -> message + "\n\n" + UseLines.of(verb).line(verb) + more("Run", verb);
    };
  }

  /// Words too few or too many.
  ///
  /// @param what `at least 1 argument`, `exactly 2 arguments`
  String arguments(String what, String verb) {
    UseLines.Line use = UseLines.of(verb);
    return switch (this) {
      case OF_20_10, UP_TO_27 ->
          "\"docker "
              + verb
              + "\" requires "
              + what
              + ".\nSee 'docker "
              + verb
              + " --help'.\n\n"
              + use.line(verb)
              + "\n\n"
              + use.summary();
      case FROM_28 ->
          "docker: 'docker "
              + verb
              + "' requires "
              + what.replaceFirst("^exactly ", "")
              + "\n\n"
              + use.line(verb)
              + more(what.startsWith("at least") && !what.contains("most") ? "See" : "Run", verb);
    };
  }

  /// Why no container was made of a command line that can be read: the options contradict each
  /// other, or the engine refuses.
  String noContainer(String why, String verb) {
    return switch (this) {
      case OF_20_10, UP_TO_27 -> notStarted(why, verb) + "\nSee 'docker " + verb + " --help'.";
      case FROM_28 -> notStarted(why, verb);
    };
  }

  /// Why a container that was made is not started.
  String notStarted(String why, String verb) {
    return switch (this) {
      case OF_20_10, UP_TO_27 -> "docker: " + why.replaceFirst("\\.$", "") + ".";
      case FROM_28 -> "docker: " + why + more("Run", verb);
    };
  }

  /// What the engine refuses. The client of 20.10 words itself that something is not there, where
  /// it asks for that thing alone (`wrapResponseError` of its `client` package).
  String refusal(EngineException e, String verb) {
    EngineException.Missing missing = e.missing();
    return missing != null && this == OF_20_10 && ASKS_ALONE.contains(verb)
        ? "Error: No such " + missing.kind() + ": " + missing.name()
        : "Error response from daemon: " + e.text();
  }

  /// `docker frobnicate`.
  String unknown(String name) {
    return switch (this) {
      case OF_20_10, UP_TO_27 ->
          "docker: '" + name + "' is not a docker command.\nSee 'docker --help'";
      case FROM_28 ->
          "docker: unknown command: docker "
              + name
              + "\n\nRun 'docker --help' for more information";
    };
  }

  /// `docker network frobnicate`.
  String unknown(String group, String name) {
    String use = "Usage:  docker " + group + " COMMAND";
    return switch (this) {
      case OF_20_10, UP_TO_27 -> "\n" + use;
      case FROM_28 ->
          "docker: unknown command: docker "
              + group
              + " "
              + name
              + "\n\n"
              + use
              + more("Run", group);
    };
  }

  private static String more(String word, String verb) {
    return "\n\n" + word + " 'docker " + verb + " --help' for more information";
  }

  /// The words of go-connections, which began with a capital up to 23.
  static String ofPorts(String message, EngineProfile profile) {
    boolean isOld = profile.version().matches("2[0-4]\\..*") && !message.contains("--expose");
    String first = message.substring(0, 1).toUpperCase(Locale.ROOT);
    return isOld ? first + message.substring(1).replace("IP address", "ip address") : message;
  }
}
