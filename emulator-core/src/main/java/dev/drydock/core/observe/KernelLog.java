package dev.drydock.core.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// What a machine's kernel has to say: the lines of `dmesg`. The oldest go when there are too many.
public final class KernelLog {
  /// Lines that are kept: about what fits the usual ring of 256 KiB.
  private static final int LINES_MAX = 2000;

  /// Messages about packets: ten in five seconds (`net_ratelimit`).
  private static final long LIMIT_NANOS = 5_000_000_000L;

  private static final int LIMIT_LINES = 10;

  private final Deque<Entry> lines = new ArrayDeque<>();
  private long limitNanos = -LIMIT_NANOS - 1;
  private int limited;
  private int missed;

  /// An empty log.
  public KernelLog() {}

  /// One line.
  public record Line(long timeNanos, String text) {}

  /// A line whose text is made when somebody reads it: few do.
  private record Entry(long timeNanos, Supplier<String> text) {
    Line line() {
      return new Line(timeNanos, text.get());
    }
  }

  /// Adds a line.
  public void add(long timeNanos, String text) {
    add(timeNanos, () -> text);
  }

  /// Adds a line.
  ///
  /// @param text says the same whenever it is asked
  public void add(long timeNanos, Supplier<String> text) {
    if (lines.size() == LINES_MAX) {
      lines.removeFirst();
    }
    lines.addLast(new Entry(timeNanos, text));
  }

  /// Adds a line about a packet, unless there were many of late.
  public void addLimited(long timeNanos, String text) {
    if (timeNanos > limitNanos + LIMIT_NANOS) {
      if (missed > 0) {
        add(timeNanos, "net_ratelimit: " + missed + " callbacks suppressed");
      }
      limitNanos = timeNanos;
      limited = 0;
      missed = 0;
    }
    if (limited == LIMIT_LINES) {
      missed++;
    } else {
      limited++;
      add(timeNanos, text);
    }
  }

  /// The lines, oldest first.
  public List<Line> lines() {
    List<Line> read = new ArrayList<>(lines.size());
    lines.forEach(entry -> read.add(entry.line()));
    return read;
  }

  /// Forgets all lines (`dmesg -C`).
  public void clear() {
    lines.clear();
  }
}
