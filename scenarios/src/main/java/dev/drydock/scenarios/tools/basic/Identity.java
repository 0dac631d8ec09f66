package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.text.Options;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who, where and when: `id`, `uname`, `date`.
final class Identity {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Identity() {}

  static int id(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "ugGnr");
    List<String> names = options.rest();
    User user = names.isEmpty() ? invocation.place().rights().user() : User.named(names.getFirst());
    if (user == null) {
      boolean isApplet = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
      String who = names.getFirst();
      invocation.err("id: " + (isApplet ? "unknown user " + who : "‘" + who + "’: no such user"));
      return 1;
    }
    String uid = named(user.uid(), user.name());
    String gid = named(user.gid(), user.group());
    boolean isGroup = options.has('g') || options.has('G');
    String name = isGroup ? user.group() : user.name();
    int number = isGroup ? user.gid() : user.uid();
    if (!isGroup && !options.has('u')) {
      List<String> groups = new ArrayList<>(List.of(gid));
      groups.addAll(user.more());
      invocation.out("uid=%s gid=%s groups=%s".formatted(uid, gid, String.join(",", groups)));
    } else {
      invocation.out(options.has('n') && !name.isEmpty() ? name : "" + number);
    }
    return 0;
  }

  private static String named(int number, String name) {
    return name.isEmpty() ? "" + number : number + "(" + name + ")";
  }

  static int uname(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "asnrvmpio");
    if (options.unknown() != 0) {
      invocation.err("uname: invalid option -- '" + options.unknown() + "'");
      return 1;
    }
    boolean all = options.has('a');
    List<String> parts = new ArrayList<>();
    if (all || options.has('s') || options.values().isEmpty()) {
      parts.add("Linux");
    }
    if (all || options.has('n')) {
      parts.add(invocation.place().hostname());
    }
    if (all || options.has('r')) {
      parts.add(invocation.place().box().machine().softnet().kernel().release());
    }
    if (all || options.has('v')) {
      parts.add("#1 SMP");
    }
    if (all || options.has('m')) {
      parts.add("x86_64");
    }
    if (all || options.has('o')) {
      parts.add("GNU/Linux");
    }
    invocation.out(String.join(" ", parts));
    return 0;
  }

  /// The virtual time: as a line of text, or by a format of `strftime` behind a plus.
  static int date(Invocation invocation) {
    ZonedDateTime now = Calendar.at(invocation.lab().loop().nowNanos()).atZone(ZoneOffset.UTC);
    String format = "";
    for (String word : invocation.arguments()) {
      if (word.startsWith("+")) {
        format = word.substring(1);
      } else if (word.startsWith("-I")) {
        format = isoFormat(word.substring(2));
      } else if (word.equals("-R")) {
        format = "%a, %d %b %Y %T %z";
      } else if (!word.equals("-u")) {
        String what = word.startsWith("-") ? "invalid option -- '" : "invalid date '";
        invocation.err("date: " + what + word.replaceFirst("^-+", "") + "'");
        return 1;
      }
    }
    invocation.out(format.isEmpty() ? DATE.format(now) : strftime(format, now));
    return 0;
  }

  private static String isoFormat(String precision) {
    return switch (precision) {
      case "hours" -> "%FT%H+00:00";
      case "minutes" -> "%FT%R+00:00";
      case "seconds" -> "%FT%T+00:00";
      default -> "%F";
    };
  }

  private static String strftime(String format, ZonedDateTime time) {
    StringBuilder text = new StringBuilder();
    boolean isLetter = false;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (!isLetter) {
        isLetter = c == '%';
        text.append(isLetter ? "" : c);
        continue;
      }
      isLetter = false;
      String pattern = PATTERNS.getOrDefault(c, "");
      switch (c) {
        case 's' -> text.append(time.toEpochSecond());
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case '%' -> text.append('%');
        case 'u' -> text.append(time.getDayOfWeek().getValue());
        case 'w' -> text.append(time.getDayOfWeek().getValue() % 7);
        default ->
            text.append(
                pattern.isEmpty()
                    ? "%" + c
                    : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time));
      }
    }
    return text.toString();
  }

  /// Letters of `strftime`, in words of Java.
  private static final Map<Character, String> PATTERNS =
      Map.ofEntries(
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('e', "ppd"),
          Map.entry('j', "DDD"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('N', "nnnnnnnnn"),
          Map.entry('p', "a"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('h', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('D', "MM/dd/uu"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('R', "HH:mm"),
          Map.entry('c', "EEE MMM ppd HH:mm:ss uuuu"),
          Map.entry('Z', "'UTC'"),
          Map.entry('z', "xx"));
}
