package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;

/// What the command line refuses of a service's options as it reads them, before anybody is asked
/// (docker/cli `opts/opts.go`, `opts/env.go`, `command/service/opts.go`; 20.10.24).
final class TypedOptions {
  private static final List<String> CREDENTIALS = List.of("config://", "file://", "registry://");

  private final Flags.Given given;
  private final String verb;

  TypedOptions(Flags.Given given, String verb) {
    this.given = given;
    this.verb = verb;
  }

  /// Refuses what is wrong by itself.
  void check() throws Failure {
    boolean isUpdate = verb.equals("service update");
    String end = isUpdate ? "-add" : "";
    for (String label : given.all("label" + end)) {
      if (label.isEmpty() || label.startsWith("=")) {
        refuse(label, isUpdate ? "label-add" : "-l, --label", empty(label));
      }
    }
    for (String label : given.all("container-label" + end)) {
      if (label.isEmpty() || label.startsWith("=")) {
        refuse(label, "container-label" + end, empty(label));
      }
    }
    for (String line : given.all("env" + end)) {
      if (line.isEmpty() || line.startsWith("=")) {
        String option = isUpdate ? "env-add" : "-e, --env";
        refuse(line, option, "invalid environment variable: " + line);
      }
    }
    for (String text : given.all("generic-resource" + end)) {
      if (text.split("=", -1).length != 2) {
        String why = "invalid generic-resource format `" + text + "` expected `name=value`";
        refuse(text, "generic-resource" + end, why);
      }
    }
    for (String text : given.all("credential-spec")) {
      if (!text.isEmpty() && CREDENTIALS.stream().noneMatch(text::startsWith)) {
        refuse(
            text,
            "credential-spec",
            "invalid credential spec: value must be prefixed with \"config://\", \"file://\", or"
                + " \"registry://\"");
      }
    }
  }

  private static String empty(String label) {
    return "invalid label '" + label + "': empty name";
  }

  /// @param option with its dashes, or its long name alone
  private void refuse(String text, String option, String why) throws Failure {
    String shown = option.startsWith("-") ? option : "--" + option;
    throw Failure.usage(
        "invalid argument \"" + text + "\" for \"" + shown + "\" flag: " + why, verb);
  }
}
