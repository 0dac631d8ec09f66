package dev.drydock.scenarios.tools.docker.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `docker … prune` asks before it removes anything (docker/cli `internal/prompt`). Somebody
/// who types is asked; elsewhere the first line of standard input is the answer, and its end is no.
///
/// @param call the command
/// @param given its options: `--force` does not ask
public record Confirmation(DockerCall call, Flags.Given given) {
  /// Asks.
  ///
  /// @param warning what will be removed, with the words `WARNING!` in front
  public boolean isGiven(String warning) {
    return given.has("force") || isYes(warning.lines().toList());
  }

  /// Asks, whatever the options are.
  public boolean isYes(List<String> warning) {
    warning.forEach(call::out);
    String question = "Are you sure you want to continue? [y/N] ";
    boolean isAsked = call.invocation().standardInput().isNothing();
    @Nullable String typed = isAsked ? call.invocation().shell().ask(question) : null;
    if (typed == null) {
      call.invocation().output().write(question, false);
      String line = call.invocation().line();
      typed = line == null ? "" : line;
    }
    return typed.strip().equalsIgnoreCase("y");
  }

  /// What is printed after a no: nothing from 26.1 on; before, that nothing was removed.
  public int declined(boolean countsSpace) {
    if (countsSpace && call.client().countsAfterNo()) {
      call.out("Total reclaimed space: 0B");
    }
    return 0;
  }
}
