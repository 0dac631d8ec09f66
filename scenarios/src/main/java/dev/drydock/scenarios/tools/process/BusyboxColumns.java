package dev.drydock.scenarios.tools.process;

import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.ToolRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The columns of BusyBox's `ps` (`procps/ps.c`): each as wide as it says, the last one as wide as
/// it needs to be.
///
/// @param columns in order
/// @param unknown the first word that is no column; empty for none
record BusyboxColumns(List<Column> columns, String unknown) {
  /// Copies the list.
  BusyboxColumns {
    columns = List.copyOf(columns);
  }

  /// One column.
  record Column(String name, String header, int width) {}

  /// The columns that are named, with commas between them: `pid,args=COMMAND LINE`.
  static BusyboxColumns of(String text) {
    List<Column> columns = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Column known = named(name);
      if (known == null) {
        return new BusyboxColumns(List.of(), name);
      }
      String header = equals < 0 ? known.header() : word.substring(equals + 1);
      columns.add(new Column(name, header, Math.max(known.width(), header.length())));
    }
    return new BusyboxColumns(columns, "");
  }

  private static @Nullable Column named(String name) {
    return switch (name) {
      case "user" -> new Column(name, "USER", 8);
      case "group" -> new Column(name, "GROUP", 8);
      case "ruser" -> new Column(name, "RUSER", 8);
      case "rgroup" -> new Column(name, "RGROUP", 8);
      case "nice" -> new Column(name, "NI", 5);
      case "comm" -> new Column(name, "COMMAND", 16);
      case "args" -> new Column(name, "COMMAND", 256);
      case "pid" -> new Column(name, "PID", 5);
      case "ppid" -> new Column(name, "PPID", 5);
      case "pgid" -> new Column(name, "PGID", 5);
      case "time" -> new Column(name, "TIME", 5);
      case "tty" -> new Column(name, "TT", 6);
      case "vsz" -> new Column(name, "VSZ", 4);
      case "sid" -> new Column(name, "SID", 5);
      case "stat" -> new Column(name, "STAT", 4);
      case "rss" -> new Column(name, "RSS", 4);
      default -> null;
    };
  }

  String header() {
    StringBuilder line = new StringBuilder();
    for (Column column : columns) {
      boolean isLast = column == columns.getLast();
      line.append(isLast ? column.header() : left(column.header(), column.width()) + " ");
    }
    return line.toString();
  }

  String line(int pid, User user, List<String> words) {
    StringBuilder line = new StringBuilder();
    for (Column column : columns) {
      String value = value(column.name(), pid, user, words);
      boolean isNumber = List.of("pid", "ppid", "pgid", "sid", "time").contains(column.name());
      String text =
          isNumber
              ? String.format(Locale.ROOT, "%" + column.width() + "s", value)
              : left(value, column.width());
      line.append(column == columns.getLast() && !isNumber ? value : text + " ");
    }
    return line.toString().stripTrailing();
  }

  private static String left(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  private static String value(String column, int pid, User user, List<String> words) {
    return switch (column) {
      case "user", "ruser" -> user.label();
      case "group", "rgroup" -> user.group().isEmpty() ? "" + user.gid() : user.group();
      case "comm" -> ToolRegistry.baseName(words.getFirst());
      case "args" -> String.join(" ", words);
      case "pid", "pgid", "sid" -> Integer.toString(pid);
      case "ppid" -> pid == 1 ? "0" : "1";
      case "time" -> "0:00";
      case "tty" -> "?";
      case "stat" -> "S";
      default -> "0";
    };
  }
}
