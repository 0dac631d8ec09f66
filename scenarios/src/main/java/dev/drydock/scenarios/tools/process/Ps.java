package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Toolbox;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `ps`, of procps and of BusyBox. All processes are root's, and none has used any time.
final class Ps {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Ps() {}

  /// BusyBox's: `ps [-o COL1,COL2=HEADER]`. Debian's build has no TIME column (`FEATURE_PS_TIME`),
  /// and heeds no other options.
  static int busybox(Invocation invocation) {
    String wanted = "";
    try {
      for (Getopt.Option option : Getopt.parse("o:aAdeflT", invocation.arguments()).options()) {
        wanted = option.letter() == 'o' ? option.value() : wanted;
      }
    } catch (Getopt.Failure failure) {
      return BusyboxUsage.wrong("ps", String.valueOf(failure.getMessage())).end(invocation);
    }
    boolean isDefault = invocation.place().toolbox().has(Toolbox.DEFAULT_BUILD);
    String usual = isDefault ? "pid,user,time,args" : "pid,user,args";
    BusyboxColumns columns = BusyboxColumns.of(wanted.isEmpty() ? usual : wanted);
    if (!columns.unknown().isEmpty()) {
      invocation.err(
          "ps: bad -o argument '"
              + columns.unknown()
              + "', supported arguments:"
              + " user,group,comm,args,pid,ppid,pgid,nice,rgroup,ruser,tty,vsz,sid,stat,rss");
      return 1;
    }
    Visible visible = new Visible(invocation);
    invocation.out(columns.header());
    for (RunningProcess process : visible.processes()) {
      invocation.out(columns.line(visible.pid(process), visible.owner(), process.words()));
    }
    if (invocation.shell().process() == null) {
      List<String> own = new ArrayList<>(List.of(invocation.name()));
      own.addAll(invocation.arguments());
      invocation.out(columns.line(visible.own(), invocation.place().rights().user(), own));
    }
    return 0;
  }

  /// `ps`, `ps -e`, `ps -ef`, `ps aux` and their like.
  static int procps(Invocation invocation) {
    String options = String.join("", invocation.arguments()).replace("-", "");
    Visible visible = new Visible(invocation);
    boolean isOwnListed = invocation.shell().process() != null;
    // In a container without a terminal all have the same, which is none.
    boolean isAll = isOwnListed || options.matches(".*[eAax].*");
    List<RunningProcess> shown = isAll ? visible.processes() : List.of();
    Layout layout =
        options.contains("u") ? Layout.USER : options.contains("f") ? Layout.FULL : Layout.SHORT;
    invocation.out(layout.header());
    for (RunningProcess process : shown) {
      String time = CLOCK.format(Calendar.at(process.startNanos()));
      String command = layout == Layout.SHORT ? process.name() : words(process.words());
      invocation.out(
          layout.line(
              new Row(visible.pid(process), visible.parent(process), visible.owner()),
              "?",
              time,
              command));
    }
    if (!isOwnListed) {
      String now = CLOCK.format(Calendar.at(invocation.lab().loop().nowNanos()));
      String own = invocation.name() + " " + String.join(" ", invocation.arguments());
      String command = layout == Layout.SHORT ? invocation.name() : own.strip();
      invocation.out(
          layout.line(
              new Row(visible.own(), 0, invocation.place().rights().user()),
              "pts/0",
              now,
              command));
    }
    return 0;
  }

  private static String words(List<String> words) {
    return String.join(" ", words);
  }

  /// A process: its number, that of its parent, and whose it is.
  private record Row(int pid, int parent, User user) {}

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

    String line(Row row, String terminal, String started, String command) {
      int pid = row.pid;
      return switch (this) {
        case SHORT -> String.format(Locale.ROOT, "%7d %-8s 00:00:00 %s", pid, terminal, command);
        case FULL ->
            String.format(
                Locale.ROOT,
                "%-8s %7d %7d  0 %s %-8s 00:00:00 %s",
                row.user.label(),
                pid,
                row.parent,
                started,
                terminal,
                command);
        case USER ->
            String.format(
                Locale.ROOT,
                "%-8s %7d  0.0  0.0      0     0 %-8s Ss   %s   0:00 %s",
                row.user.label(),
                pid,
                terminal,
                started,
                command);
      };
    }
  }
}
