package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.sim.Calendar;
import dev.drydock.scenarios.tools.Invocation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who, where and when: `id`, `uname`, `date`.
final class Identity {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Identity() {}

  static int id(Invocation invocation) {
    List<String> words = invocation.arguments();
    boolean number = words.contains("-u") || words.contains("-g");
    invocation.out(number ? "0" : "uid=0(root) gid=0(root) groups=0(root)");
    return 0;
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

  /// The virtual time: as a line of text, or `+%s` in seconds.
  static int date(Invocation invocation) {
    Instant now = Calendar.at(invocation.lab().loop().nowNanos());
    List<String> words = invocation.arguments();
    String format = words.isEmpty() ? "" : words.get(words.size() - 1);
    invocation.out(
        switch (format) {
          case "+%s" -> Long.toString(now.getEpochSecond());
          case "+%T", "+%H:%M:%S" ->
              DateTimeFormatter.ISO_LOCAL_TIME.withZone(ZoneOffset.UTC).format(now).substring(0, 8);
          case "+%F" -> DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(now);
          default -> DATE.format(now);
        });
    return 0;
  }
}
