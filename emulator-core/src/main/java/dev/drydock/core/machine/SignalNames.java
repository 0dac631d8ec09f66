package dev.drydock.core.machine;

import java.util.List;
import java.util.Locale;

/// Signals by name (`signal(7)`, x86).
public final class SignalNames {
  /// What ends a process that cannot refuse.
  public static final int KILL = 9;

  /// What asks a process to end.
  public static final int TERM = 15;

  /// What halts a process that cannot refuse.
  public static final int STOP = 19;

  private static final List<String> NAMES =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private SignalNames() {}

  /// The number of a signal: `9`, `KILL`, `sigkill`; -1 if there is none.
  public static int number(String text) {
    if (text.matches("\\d{1,2}")) {
      return Integer.parseInt(text);
    }
    return text.isEmpty()
        ? -1
        : NAMES.indexOf(text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", ""));
  }

  /// The name of a signal, without `SIG`; the number itself for one that has none.
  public static String name(int number) {
    boolean isKnown = number > 0 && number < NAMES.size();
    return isKnown ? NAMES.get(number) : Integer.toString(number);
  }
}
