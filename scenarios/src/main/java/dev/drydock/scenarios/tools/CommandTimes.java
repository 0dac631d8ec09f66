package dev.drydock.scenarios.tools;

import java.util.ArrayList;
import java.util.List;

/// The virtual time that commands take beside what they wait for: declared, because what a real one
/// takes is work that is not modelled (starting processes, talking to the daemon).
///
/// It passes **before** the command does its work. So what a command causes falls into the time it
/// is seen to run, or right after; and a container that `docker run` starts is as old as it says
/// when the next command runs.
public final class CommandTimes {
  private static final long MILLISECOND = 1_000_000L;

  /// Any program.
  public static final long PROGRAM_NANOS = 5 * MILLISECOND;

  /// Entering a container, as `docker exec` does.
  public static final long EXEC_NANOS = 50 * MILLISECOND;

  /// What a shell does without starting a program.
  private static final List<String> WITHIN_THE_SHELL =
      List.of("echo", "true", "false", "test", "[", "printf", "pwd");

  private CommandTimes() {}

  /// Whether a shell does a command without starting a program.
  public static boolean isWithinShell(String name) {
    return WITHIN_THE_SHELL.contains(name);
  }

  /// The time of one command.
  ///
  /// @param words the command's name first
  public static long nanos(List<String> words) {
    if (words.isEmpty() || WITHIN_THE_SHELL.contains(words.get(0))) {
      return 0;
    }
    if (!ToolRegistry.baseName(words.get(0)).equals("docker")) {
      return PROGRAM_NANOS;
    }
    return MILLISECOND * dockerMillis(words.subList(1, words.size()));
  }

  private static long dockerMillis(List<String> words) {
    List<String> verbs = new ArrayList<>();
    for (String word : words) {
      if (!word.startsWith("-") && verbs.size() < 2) {
        verbs.add(word);
      }
    }
    String verb = verbs.isEmpty() ? "" : verbs.get(0);
    String second = verbs.size() < 2 ? "" : verbs.get(1);
    return switch (verb) {
      case "container" -> containerMillis(second);
      case "network" -> networkMillis(second);
      case "swarm" -> 100;
      default -> containerMillis(verb);
    };
  }

  private static long containerMillis(String verb) {
    return switch (verb) {
      case "run" -> 400;
      case "start" -> 300;
      case "restart" -> 500; // stop and start
      case "stop", "rm", "kill" -> 200;
      case "create" -> 100;
      case "exec", "pause", "unpause" -> 50;
      default -> 5;
    };
  }

  private static long networkMillis(String verb) {
    return switch (verb) {
      case "create", "connect", "disconnect", "rm" -> 100;
      default -> 5;
    };
  }
}
