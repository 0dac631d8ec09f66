package dev.drydock.scenarios.shell;

import dev.drydock.core.machine.SignalNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a shell does with signals: `trap COMMAND SIGNAL…` (POSIX.1-2017, Shell Command Language
/// 2.14). A command runs when the one that runs in the foreground is over; a subshell begins with
/// none.
final class Traps {
  /// The number of `EXIT`.
  private static final int EXIT = 0;

  private final SortedMap<Integer, String> commands = new TreeMap<>();
  private final ArrayDeque<Integer> pending = new ArrayDeque<>();
  private boolean running;

  /// The status before the command that runs.
  private int before;

  /// Whether nothing is caught.
  boolean isEmpty() {
    return commands.isEmpty();
  }

  /// Whether a command waits for its turn.
  boolean isPending() {
    return !running && !pending.isEmpty();
  }

  /// The number of the signal that came first; 0 for none.
  int first() {
    return pending.isEmpty() ? 0 : pending.getFirst();
  }

  /// What `exit` alone ends a shell with.
  int statusOfExit(int last) {
    return running ? before : last;
  }

  /// A signal has come.
  ///
  /// @return whether it is caught
  boolean take(int signal) {
    String command = signal == SignalNames.KILL ? null : commands.get(signal);
    if (command != null && !command.isEmpty() && !pending.contains(signal)) {
      pending.add(signal);
    }
    return command != null;
  }

  /// Runs what waits, each time with the status as it was.
  void run(Execution shell) {
    running = true;
    while (!pending.isEmpty()) {
      before = shell.status();
      shell.runAside(commands.getOrDefault(pending.removeFirst(), ""));
    }
    running = false;
  }

  /// The shell is over.
  void exit(Execution shell) {
    String command = commands.remove(EXIT);
    if (command != null && !command.isEmpty()) {
      running = true;
      before = shell.status();
      shell.runAtEnd(command);
    }
  }

  /// `trap`: tells of them; `trap COMMAND SIGNAL…`: sets them; `trap - SIGNAL…`, `trap SIGNAL…`:
  /// forgets them; `trap '' SIGNAL…`: ignores signals.
  int set(Execution shell, List<String> typed) {
    List<String> words = new ArrayList<>(typed);
    words.remove("--");
    if (words.isEmpty()) {
      commands.forEach((signal, command) ->
          shell.streams().out().accept("trap -- '" + command + "' " + name(signal) + "\n"));
      return 0;
    }
    boolean isReset = words.size() == 1 || words.getFirst().equals("-");
    String command = isReset ? null : words.getFirst();
    boolean hasAction = words.size() > 1;
    for (String word : hasAction ? words.subList(1, words.size()) : words) {
      int signal = number(word);
      if (signal < 0) {
        shell.streams().err().accept("sh: trap: " + word + ": invalid signal specification\n");
        return 1;
      }
      put(signal, command);
    }
    shell.task().catchSignals(this::take);
    return 0;
  }

  private void put(int signal, @Nullable String command) {
    if (command == null) {
      commands.remove(signal);
    } else {
      commands.put(signal, command);
    }
  }

  private static int number(String word) {
    return word.equals("EXIT") || word.equals("0") ? EXIT : SignalNames.number(word);
  }

  private static String name(int signal) {
    return signal == EXIT ? "EXIT" : SignalNames.name(signal);
  }
}
