package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Calendar;
import dev.drydock.scenarios.tools.Invocation;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// `ps`, of procps and of BusyBox. All processes are root's, and none has used any time.
final class Ps {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Ps() {}

  /// BusyBox's knows no options that would change anything here.
  static int busybox(Invocation invocation) {
    Visible visible = new Visible(invocation);
    invocation.out("PID   USER     TIME  COMMAND");
    for (RunningProcess process : visible.processes()) {
      busyboxLine(invocation, visible.pid(process), words(process.words()));
    }
    String own = invocation.name() + " " + String.join(" ", invocation.arguments());
    busyboxLine(invocation, visible.own(), own.strip());
    return 0;
  }

  private static void busyboxLine(Invocation invocation, int pid, String words) {
    invocation.out(String.format(Locale.ROOT, "%5d root      0:00 %s", pid, words));
  }

  /// `ps`, `ps -e`, `ps -ef`, `ps aux` and their like.
  static int procps(Invocation invocation) {
    String options = String.join("", invocation.arguments()).replace("-", "");
    Visible visible = new Visible(invocation);
    List<RunningProcess> shown = options.matches(".*[eAax].*") ? visible.processes() : List.of();
    Layout layout =
        options.contains("u") ? Layout.USER : options.contains("f") ? Layout.FULL : Layout.SHORT;
    invocation.out(layout.header());
    for (RunningProcess process : shown) {
      String time = CLOCK.format(Calendar.at(process.startNanos()));
      String command = layout == Layout.SHORT ? process.name() : words(process.words());
      invocation.out(layout.line(visible.pid(process), "?", time, command));
    }
    String now = CLOCK.format(Calendar.at(invocation.lab().loop().nowNanos()));
    String own = invocation.name() + " " + String.join(" ", invocation.arguments());
    String command = layout == Layout.SHORT ? invocation.name() : own.strip();
    invocation.out(layout.line(visible.own(), "pts/0", now, command));
    return 0;
  }

  private static String words(List<String> words) {
    return String.join(" ", words);
  }

  /// The columns.
  private enum Layout {
    SHORT("    PID TTY          TIME CMD"),
    FULL("UID          PID    PPID  C STIME TTY          TIME CMD"),
    USER("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND");

    private final String header;

    Layout(String header) {
      this.header = header;
    }

    String header() {
      return header;
    }

    String line(int pid, String terminal, String started, String command) {
      int parent = pid == 1 ? 0 : 1;
      return switch (this) {
        case SHORT -> String.format(Locale.ROOT, "%7d %-8s 00:00:00 %s", pid, terminal, command);
        case FULL ->
            String.format(
                Locale.ROOT,
                "%-8s %7d %7d  0 %s %-8s 00:00:00 %s",
                "root",
                pid,
                parent,
                started,
                terminal,
                command);
        case USER ->
            String.format(
                Locale.ROOT,
                "%-8s %7d  0.0  0.0      0     0 %-8s Ss   %s   0:00 %s",
                "root",
                pid,
                terminal,
                started,
                command);
      };
    }
  }
}
