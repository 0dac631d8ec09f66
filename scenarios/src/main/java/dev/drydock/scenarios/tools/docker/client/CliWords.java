package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.Generation;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How the command line words what it does not take (docker/cli `cli/required.go`, `cli/cobra.go`,
/// `cli/command/container/run.go`, at tags v20.10.24, v27.5.1 and v28.5.2).
public enum CliWords {
  /// Of 20.10.
  OF_20_10,
  /// Up to 26.
  UP_TO_26,
  /// Of 27.
  UP_TO_27,
  /// From 28.
  FROM_28;

  private static final Set<String> ASKS_ALONE =
      Set.of(
          "attach",
          "config inspect",
          "config rm",
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
          "node ps",
          "node rm",
          "node demote",
          "node promote",
          "node update",
          "port",
          "rm",
          "secret inspect",
          "secret rm",
          "service create",
          "service rm",
          "service rollback",
          "service scale",
          "service update");

  /// Those of the command line that comes with an engine.
  public static CliWords of(EngineProfile profile) {
    if (profile.generation() == Generation.V20_10) {
      return OF_20_10;
    }
    if (profile.generation().compareTo(Generation.V27) < 0) {
      return UP_TO_26;
    }
    return profile.generation() == Generation.V27 ? UP_TO_27 : FROM_28;
  }

  /// An option that a verb does not have, or a value that it does not take.
  String flag(String message, String verb) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 -> message + "\nSee 'docker " + verb + " --help'.";
      case FROM_28 -> message + "\n\n" + UseLines.of(verb).line(verb) + more("Run", verb);
    };
  }

  /// Words too few or too many.
  ///
  /// @param what `at least 1 argument`, `exactly 2 arguments`
  String arguments(String what, String verb) {
    UseLines.Line use = UseLines.of(verb);
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 ->
          "\"docker "
              + verb
              + "\" "
              + claim(what)
              + ".\nSee 'docker "
              + verb
              + " --help'.\n\n"
              + use.line(verb)
              + "\n\n"
              + summary(verb, use);
      case FROM_28 ->
          "docker: 'docker "
              + verb
              + "' "
              + claim(what.replaceFirst("^exactly ", ""))
              + "\n\n"
              + use.line(verb)
              + more(what.startsWith("at least") && !what.contains("most") ? "See" : "Run", verb);
    };
  }

  private static String claim(String what) {
    return (what.startsWith("no ") ? "accepts " : "requires ") + what;
  }

  private String summary(String verb, UseLines.Line use) {
    return switch (this) {
      case OF_20_10 -> UseLines.OLD_SUMMARIES.getOrDefault(verb, use.summary());
      case UP_TO_26, UP_TO_27, FROM_28 -> use.summary();
    };
  }

  /// Why no container was made of a command line that can be read: the options contradict each
  /// other, or the engine refuses.
  public String noContainer(String why, String verb) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 ->
          notStarted(why, verb) + "\nSee 'docker " + verb + " --help'.";
      case FROM_28 -> notStarted(why, verb);
    };
  }

  /// Why a container that was made is not started.
  public String notStarted(String why, String verb) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 -> "docker: " + why.replaceFirst("\\.$", "") + ".";
      case FROM_28 -> "docker: " + why + more("Run", verb);
    };
  }

  /// The status of `docker exec` when the command is not found: one of a shell's, but up to 26 it
  /// is the same for whatever could not be started; as recorded.
  public int notExecutedStatus() {
    return switch (this) {
      case OF_20_10, UP_TO_26 -> 126;
      case UP_TO_27, FROM_28 -> 127;
    };
  }

  /// What the engine refuses. The client of 20.10 words itself that something is not there, where
  /// it asks for that thing alone (`wrapResponseError` of its `client` package).
  public String refusal(EngineException e, String verb) {
    EngineException.Missing missing = e.missing();
    return missing != null && this == OF_20_10 && ASKS_ALONE.contains(verb)
        ? "Error: No such " + missing.kind() + ": " + missing.name()
        : "Error response from daemon: " + e.text();
  }

  /// `docker run --restart always --rm` (20.10.24, 28.2.2).
  public String restartAndRemove() {
    return this == OF_20_10
        ? "Conflicting options: --restart and --rm"
        : "conflicting options: cannot specify both --restart and --rm";
  }

  /// What `docker service inspect` and `node inspect` do not find; up to 27 with the status around
  /// it (`cli.StatusError`).
  public String inspected(String why, int status) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 -> "Status: " + why + ", Code: " + status;
      case FROM_28 -> why;
    };
  }

  /// A word of `docker service scale` without a number.
  public String scaleSpecifier(String word) {
    String verb = "service scale";
    UseLines.Line use = UseLines.of(verb);
    return (this == OF_20_10 ? "Invalid" : "invalid")
        + " scale specifier '"
        + word
        + "'.\nSee 'docker service scale --help'.\n\n"
        + use.line(verb)
        + "\n\n"
        + summary(verb, use);
  }

  /// `docker inspect` of something that is not there.
  public static String noObject(EngineProfile profile, String name) {
    return (profile.client().writesSmall() ? "error: no such" : "Error: No such")
        + " object: "
        + name;
  }

  /// `docker inspect --type` of something that there cannot be.
  public static String unknownType(EngineProfile profile, String type, List<String> types) {
    return profile.client().tellsTypes()
        ? "unknown type: \"" + type + "\": must be one of \"" + String.join("\", \"", types) + "\""
        : "\"" + type + "\" is not a valid value for --type";
  }

  /// A text that should be an address (docker/cli `opts.ValidateIPAddress`).
  public String notAnAddress(String text) {
    return switch (this) {
      case OF_20_10 -> text + " is not an ip address";
      case UP_TO_26, UP_TO_27, FROM_28 -> "IP address is not correctly formatted: " + text;
    };
  }

  /// `docker frobnicate`.
  public String unknown(String name) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 ->
          "docker: '" + name + "' is not a docker command.\nSee 'docker --help'";
      case FROM_28 ->
          "docker: unknown command: docker "
              + name
              + "\n\nRun 'docker --help' for more information";
    };
  }

  /// An option that `docker`, or a group of its verbs, does not have.
  ///
  /// @param group empty for `docker` itself
  public String groupFlag(String word, String group) {
    String wrong =
        word.startsWith("--")
            ? "unknown flag: " + word.replaceFirst("=.*", "")
            : "unknown shorthand flag: '" + word.charAt(1) + "' in " + word;
    String name = ("docker " + group).strip();
    String use = group.isEmpty() ? "docker [OPTIONS] COMMAND [ARG...]" : name;
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 ->
          wrong
              + "\nSee '"
              + name
              + " --help'."
              + (group.isEmpty() ? "" : "\n\n" + UseLines.group(group, this == OF_20_10) + "\n");
      case FROM_28 ->
          wrong + "\n\nUsage:  " + use + "\n\nRun '" + name + " --help' for more information";
    };
  }

  /// `docker network`, alone.
  public String group(String name) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 -> "\n" + UseLines.group(name, this == OF_20_10);
      case FROM_28 -> UseLines.group(name, this == OF_20_10);
    };
  }

  /// `docker network frobnicate`.
  public String unknown(String group, String name) {
    return switch (this) {
      case OF_20_10, UP_TO_26, UP_TO_27 -> "\n" + UseLines.group(group, this == OF_20_10);
      case FROM_28 ->
          "docker: unknown command: docker "
              + group
              + " "
              + name
              + "\n\nUsage:  docker "
              + group
              + more("Run", group);
    };
  }

  private static String more(String word, String verb) {
    return "\n\n" + word + " 'docker " + verb + " --help' for more information";
  }

  /// What is wrong with a filter without a value (docker/cli `opts/opts.go`).
  String malformedFilter(String text) {
    return this == OF_20_10
        ? "bad format of filter (expected name=value)"
        : "invalid filter '" + text + "'";
  }

  /// What is wrong with `--restart`, which 20.10 says in fewer words (docker/cli `opts/parse.go`).
  public String wrongRestart(String why) {
    return this == OF_20_10 ? why.replaceFirst("^.*format: ", "") : why;
  }

  /// The words of go-connections, which began with a capital up to 24.
  public static String ofPorts(String message, EngineProfile profile) {
    return !profile.isBefore(25, 0) || message.contains("--expose") ? message : ofOldPorts(message);
  }

  /// Those older words.
  public static String ofOldPorts(String message) {
    String old =
        message
            .replaceFirst(
                "^invalid IP address: (.*:.*)$",
                "invalid IP address $1: address $1:: too many colons in address")
            .replace("IP address", "ip address");
    return old.substring(0, 1).toUpperCase(Locale.ROOT) + old.substring(1);
  }
}
