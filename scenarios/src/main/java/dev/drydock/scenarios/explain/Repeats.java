package dev.drydock.scenarios.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Leaves out what a flow does again in the same way, as when a lost packet is sent anew.
final class Repeats {
  /// The time before a line.
  private static final int TIME_CHARS = 15;

  /// Longer ways do not come again within the lines that are kept.
  private static final int LENGTH_MAX = 80;

  /// What differs each time a segment is sent.
  private static final Pattern CLOCK = Pattern.compile(" TSval=\\d+| TSecr=\\d+");

  private final List<String> lines;
  private final List<String> keys = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  private Repeats(List<String> lines) {
    this.lines = lines;
    for (String line : lines) {
      String told = line.substring(Math.min(TIME_CHARS, line.length()));
      keys.add(CLOCK.matcher(told).replaceAll(""));
    }
  }

  /// The lines with each run of the same ones once, and how often it came again behind it.
  static List<String> fold(List<String> lines) {
    Repeats repeats = new Repeats(lines);
    for (int at = 0; at < lines.size(); ) {
      at = repeats.keep(at);
    }
    return repeats.kept;
  }

  /// Keeps the shortest run that comes again at once, else one line.
  ///
  /// @return where what follows begins
  private int keep(int at) {
    int lengthMax = Math.min(LENGTH_MAX, (lines.size() - at) / 2);
    for (int length = 2; length <= lengthMax; length++) {
      int times = timesAgain(at, length);
      if (times > 0) {
        kept.addAll(lines.subList(at, at + length));
        kept.add(
            " ".repeat(TIME_CHARS)
                + ("the same " + (times == 1 ? "once" : times + " times") + " more, the last at")
                + lines.get(at + times * length).substring(0, TIME_CHARS).stripTrailing());
        return at + (times + 1) * length;
      }
    }
    kept.add(lines.get(at));
    return at + 1;
  }

  private int timesAgain(int at, int length) {
    List<String> run = keys.subList(at, at + length);
    int times = 0;
    int next = at + length;
    while (next + length <= keys.size() && keys.subList(next, next + length).equals(run)) {
      times++;
      next += length;
    }
    return times;
  }
}
