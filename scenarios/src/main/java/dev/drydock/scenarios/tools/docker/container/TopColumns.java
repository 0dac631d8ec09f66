package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Calendar;
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
      case "etime" -> "ELAPSED";
      case "state", "s" -> "S";
      default -> name.toUpperCase(Locale.ROOT);
    };
  }

  /// What they show of a process.
  ///
  /// @param first the number of the container's first process
  List<String> row(RunningProcess process, long first) {
    return names.stream().map(name -> value(name, process, first)).toList();
  }

  private String value(String name, RunningProcess process, long first) {
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
      case "cmd", "args", "command" -> words;
      case "comm", "ucmd" -> process.words().isEmpty() ? "" : process.words().getFirst();
      default -> "0";
    };
  }
}
