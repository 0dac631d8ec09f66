package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.drivers.profile.ClientProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What `--help` prints (docker/cli `cli/cobra.go`): how to call it, what it does, its other names,
/// options and commands. Before 28 a blank line comes first.
public final class HelpText {
  private static final List<String> COMMON =
      List.of("run", "exec", "ps", "pull", "images", "version", "info");

  private static final List<String> OF_SWARMS =
      List.of("config", "node", "secret", "service", "stack", "swarm");

  private static final String OPTIONS =
      """
            --config string      Folder of the client's settings (default
                                 "/root/.docker")
        -c, --context string     Which engine, in place of DOCKER_HOST and the
                                 context in use
        -D, --debug              Tell more
        -H, --host list          Where the engine listens
        -l, --log-level string   How much is logged ("debug"|"info"|"warn"|
                                 "error"|"fatal") (default "info")
            --tls                Encrypt
        -v, --version            Print the version and quit
      """;

  private HelpText() {}

  private static String opening(ClientProfile client) {
    return client.beginsHelpAtOnce() ? "" : "\n";
  }

  /// The help of a verb.
  ///
  /// @param options as they are listed; empty for none
  static String of(String verb, String options, ClientProfile client) {
    UseLines.Line use = UseLines.of(verb);
    boolean isCompose = verb.startsWith("compose");
    StringBuilder text = new StringBuilder(isCompose ? "" : opening(client)).append(use.line(verb));
    if (!use.summary().isEmpty()) {
      text.append("\n\n").append(use.summary());
    }
    String aliases = VerbAliases.of(verb, client.showsWholeAliases());
    if (!aliases.isEmpty()) {
      text.append("\n\nAliases:\n  ").append(aliases);
    }
    if (!options.isEmpty()) {
      text.append("\n\nOptions:\n").append(options);
    }
    return text.toString();
  }

  /// `docker --help`.
  public static String docker(ClientProfile client) {
    Map<String, String> groups = UseLines.groups(client.wordsWhatIsMissing());
    Map<String, String> verbs = UseLines.verbs();
    groups.put("compose*", "Docker Compose");
    String start = opening(client) + "Usage:  docker [OPTIONS] COMMAND\n\n";
    String end = "\nRun 'docker COMMAND --help' for more information on a command.";
    if (!client.groupsCommands()) {
      return start
          + "A self-sufficient runtime for containers\n\nOptions:\n"
          + OPTIONS
          + section("Management Commands", groups)
          + section("Commands", verbs)
          + end;
    }
    Map<String, String> common = new TreeMap<>();
    Map<String, String> ofSwarms = new TreeMap<>();
    COMMON.forEach(name -> common.put(name, String.valueOf(verbs.remove(name))));
    OF_SWARMS.forEach(name -> ofSwarms.put(name, String.valueOf(groups.remove(name))));
    return start
        + "A self-sufficient runtime for containers\n"
        + section("Common Commands", common)
        + section("Management Commands", groups)
        + section("Swarm Commands", ofSwarms)
        + section("Commands", verbs)
        + "\nGlobal Options:\n"
        + OPTIONS
        + end;
  }

  private static String section(String title, Map<String, String> commands) {
    return "\n" + title + ":\n" + UseLines.commands(commands);
  }

  /// `docker compose --help`.
  ///
  /// @param options as they are listed
  static String compose(String options) {
    return "Usage:  docker compose [OPTIONS] COMMAND\n\n"
        + "Define and run multi-container applications with Docker\n\nOptions:\n"
        + options
        + "\n"
        + section("Commands", UseLines.verbsOf("compose"))
        + "\nRun 'docker compose COMMAND --help' for more information on a command.";
  }
}
