package dev.drydock.core.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What a machine's kernel has to say: the lines of `dmesg`. The oldest go when there are too many.
public final class KernelLog {
  /// Lines that are kept: about what fits the usual ring of 256 KiB.
  private static final int LINES_MAX = 2000;

  private final Deque<Line> lines = new ArrayDeque<>();

  /// An empty log.
  public KernelLog() {}

  /// One line.
  public record Line(long timeNanos, String text) {}

  /// Adds a line.
  public void add(long timeNanos, String text) {
    if (lines.size() == LINES_MAX) {
      lines.removeFirst();
    }
    lines.addLast(new Line(timeNanos, text));
  }

  /// The lines, oldest first.
  public List<Line> lines() {
    return new ArrayList<>(lines);
  }

  /// Forgets all lines (`dmesg -C`).
  public void clear() {
    lines.clear();
  }
}
