package dev.drydock.scenarios.tools.process;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What `kill -l` tells, and the names that `kill` knows (BusyBox 1.35 `libbb/u_signal_names.c`,
/// `procps/kill.c`).
public final class SignalList {
  private static final List<String> NAMES =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL", "PWR", "SYS");

  private SignalList() {}

  /// Tells all signals, or the names of numbers and the numbers of names.
  ///
  /// @param who begins a complaint
  /// @return the exit status
  public static int tell(
      String who, List<String> asked, Consumer<String> out, Consumer<String> err) {
    if (asked.isEmpty()) {
      for (int signal = 1; signal < NAMES.size(); signal++) {
        out.accept("%2d) %s\n".formatted(signal, NAMES.get(signal)));
      }
      return 0;
    }
    for (String text : asked) {
      int signal = number(text);
      if (signal < 0 || signal >= NAMES.size()) {
        err.accept(who + ": unknown signal '" + text + "'\n");
        return 1;
      }
      boolean isNumber = text.matches("\\d+");
      out.accept((isNumber ? NAMES.get(signal) : "" + signal) + "\n");
    }
    return 0;
  }

  /// The number of a signal; negative for none.
  public static int number(String text) {
    if (text.matches("\\d{1,2}")) {
      return Integer.parseInt(text);
    }
    return NAMES.indexOf(text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", ""));
  }
}
