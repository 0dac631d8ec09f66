package dev.drydock.scenarios.shell;

import org.jspecify.annotations.Nullable;

/// How much one command line may do, so that none goes on forever.
final class Budget {
  /// Commands of one line, each pass of a loop counted.
  static final int COMMANDS_MAX = 20_000;

  /// Characters that the commands of one line may write, also into pipes.
  static final int OUTPUT_CHARACTERS_MAX = 1 << 24;

  private int commands;
  private int characters;
  private @Nullable String exceeded;

  /// Begins anew, for another line.
  void reset() {
    commands = 0;
    characters = 0;
    exceeded = null;
  }

  /// Counts a command.
  void command() {
    commands++;
    if (commands > COMMANDS_MAX) {
      exceeded = "too many commands (limit " + COMMANDS_MAX + ")";
    }
  }

  /// A sink that counts what passes, and stops at the limit.
  Streams.Sink counted(Streams.Sink sink) {
    return text -> {
      if (characters + text.length() > OUTPUT_CHARACTERS_MAX) {
        exceeded = "too much output (limit " + OUTPUT_CHARACTERS_MAX + " characters)";
      } else {
        characters += text.length();
        sink.accept(text);
      }
    };
  }

  /// What went beyond its limit; null for nothing.
  @Nullable String exceeded() {
    return exceeded;
  }
}
