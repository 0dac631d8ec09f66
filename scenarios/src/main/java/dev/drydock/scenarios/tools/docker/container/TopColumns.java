package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which columns `docker top` shows: those of the `ps` that the engine runs with the words it is
/// given (moby `daemon/top_unix.go`), which must have one with the process numbers.
///
/// @param names the names of the columns as `ps -o` has them
record TopColumns(List<String> names) {
  private static final List<String> FULL =
      List.of("user", "pid", "ppid", "c", "stime", "tname", "time", "cmd");
  private static final List<String> USER =
      List.of(
          "user", "pid", "%cpu", "%mem", "vsz", "rss", "tname", "stat", "start", "time", "args");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// The columns of a command line.
  static TopColumns of(List<String> words) throws Failure {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.matches("-?[eAax]*o") && i + 1 < words.size()) {
        names.addAll(List.of(words.get(++i).split(",", -1)));
      } else if (word.matches("-o.+")) {
        names.addAll(List.of(word.substring(2).split(",", -1)));
      }
    }
    if (names.isEmpty()) {
      boolean isUser = words.stream().anyMatch(word -> word.matches("-?[axw]*u[axw]*"));
      return new TopColumns(isUser ? USER : FULL);
    }
    if (names.stream().noneMatch(name -> name.equals("pid"))) {
      throw new Failure("Error response from daemon: Couldn't find PID field in ps output", 1);
    }
    return new TopColumns(List.copyOf(names));
  }

  /// Their heads.
  List<String> heads() {
    return names.stream().map(this::head).toList();
  }

  private String head(String name) {
    return switch (name) {
      case "user" -> names.equals(FULL) ? "UID" : "USER";
      case "args", "command", "comm", "ucmd" -> "COMMAND";
      case "tname" -> "TTY";
      case "tty", "tt" -> "TT";
      case "start" -> "START";
      case "lstart" -> "STARTED";
      case "pcpu" -> "%CPU";
      case "pmem" -> "%MEM";
      case "etime" -> "ELAPSED";
      case "state", "s" -> "S";
      default -> name.toUpperCase(Locale.ROOT);
    };
  }

  /// What they show of a process: the words of a line of `ps`, one for each column, the rest in the
  /// last one (moby `daemon/top_unix.go`, `appendProcess2ProcList`), so that a command with words
  /// moves what stands behind it.
  ///
  /// @param first the number of the container's first process
  List<String> row(RunningProcess process, long first, long nowNanos) {
    List<String> values =
        names.stream().map(name -> value(name, process, first, nowNanos)).toList();
    return List.of(String.join(" ", values).split(" ", names.size()));
  }

  /// procps `[[days-]hours:]minutes:seconds`.
  private static String elapsed(long nanos) {
    long seconds = nanos / Nanos.SECOND;
    String clock = "%02d:%02d".formatted(seconds / 60 % 60, seconds % 60);
    long hours = seconds / 3600;
    if (hours == 0) {
      return clock;
    }
    return (hours < 24 ? "" : hours / 24 + "-") + "%02d:".formatted(hours % 24) + clock;
  }

  private String value(String name, RunningProcess process, long first, long nowNanos) {
    String clock = names.equals(USER) ? "0:00" : "00:00:00";
    String words = String.join(" ", process.words());
    return switch (name) {
      case "user", "euser", "group" -> "root";
      case "pid", "pgid", "sid" -> Integer.toString(process.pid());
      case "ppid" -> process.innerPid() == 1 ? "1" : Long.toString(first);
      case "%cpu", "%mem", "pcpu", "pmem" -> "0.0";
      case "tname", "tty", "tt" -> "?";
      case "stime", "start" -> CLOCK.format(Calendar.at(process.startNanos()));
      case "time" -> clock;
      case "stat" -> process.innerPid() == 1 ? "Ss" : "S";
      case "state", "s" -> "S";
      case "etime" -> elapsed(nowNanos - process.startNanos());
      case "etimes" -> Long.toString((nowNanos - process.startNanos()) / Nanos.SECOND);
      case "lstart" -> DATE.format(Calendar.at(process.startNanos()));
      case "pri" -> "19";
      case "nlwp" -> "1";
      case "cmd", "args", "command" -> words;
      case "comm", "ucmd" -> process.words().isEmpty() ? "" : process.words().getFirst();
      default -> "0";
    };
  }
}
