package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.process.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `kill`: ends jobs (`%1`, `$!`) and processes of containers.
final class KillBuiltin implements Builtin {
  private static final int SIGTERM = 15;

  private static final List<String> SIGNALS =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL", "PWR", "SYS");

  @Override
  public int run(Execution shell, List<String> words) {
    List<String> rest = new ArrayList<>(words);
    if (!rest.isEmpty() && rest.getFirst().equals("-l")) {
      return list(shell, rest.subList(1, rest.size()));
    }
    int signal = SIGTERM;
    if (!rest.isEmpty() && rest.get(0).startsWith("-")) {
      String named = rest.remove(0).substring(1);
      signal = signalOf(named.equals("s") && !rest.isEmpty() ? rest.remove(0) : named);
    }
    if (signal < 0 || rest.isEmpty()) {
      shell.streams().err().accept("sh: kill: bad signal or no process\n");
      return 1;
    }
    int status = 0;
    for (String word : rest) {
      if (!kill(shell, word, signal)) {
        shell.streams().err().accept("sh: can't kill pid " + word + ": No such process\n");
        status = 1;
      }
    }
    return status;
  }

  /// `kill -l`: all signals, or the names of numbers and the numbers of names (BusyBox
  /// `procps/kill.c`).
  private static int list(Execution shell, List<String> asked) {
    if (asked.isEmpty()) {
      for (int signal = 1; signal < SIGNALS.size(); signal++) {
        String line = "%2d) %s\n".formatted(signal, SIGNALS.get(signal));
        shell.streams().out().accept(line);
      }
      return 0;
    }
    for (String text : asked) {
      int signal = signalOf(text);
      if (signal < 0 || signal >= SIGNALS.size()) {
        shell.streams().err().accept("sh: unknown signal '" + text + "'\n");
        return 1;
      }
      boolean isNumber = text.matches("\\d+");
      shell.streams().out().accept((isNumber ? SIGNALS.get(signal) : "" + signal) + "\n");
    }
    return 0;
  }

  private static int signalOf(String text) {
    if (text.matches("\\d{1,2}")) {
      return Integer.parseInt(text);
    }
    return SIGNALS.indexOf(text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", ""));
  }

  /// Signal 0 only asks whether the process is there.
  private static boolean kill(Execution shell, String word, int signal) {
    Job job = shell.task().session().jobs().find(word);
    if (job != null) {
      if (signal != 0) {
        job.signal(signal);
      }
      return true;
    }
    return word.matches("\\d{1,9}")
        && new Visible(shell.place(), shell.task()).kill(Long.parseLong(word), signal);
  }
}
