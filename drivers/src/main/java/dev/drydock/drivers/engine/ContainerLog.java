package dev.drydock.drivers.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What the process of a container wrote: lines with their times, as the `json-file` driver keeps
/// them. It outlives the process.
public final class ContainerLog {
  /// More are forgotten, the oldest first. A limit of ours.
  static final int LINES_MAX = 10_000;

  // Most containers say nothing.
  private final Deque<Line> lines = new ArrayDeque<>(0);
  private final StringBuilder out = new StringBuilder(0);
  private final StringBuilder err = new StringBuilder(0);
  private long total;

  ContainerLog() {}

  /// A line.
  ///
  /// @param nanos when it was complete
  /// @param isError whether it was written to standard error
  /// @param text with its line end
  public record Line(long nanos, boolean isError, String text) {
    /// The time as `docker logs -t` shows it.
    public String time() {
      return Timestamps.full(nanos);
    }
  }

  /// Takes what was written at a time.
  public void write(String text, boolean isError, long nowNanos) {
    StringBuilder open = isError ? err : out;
    open.append(text);
    int end = open.indexOf("\n");
    while (end >= 0) {
      add(new Line(nowNanos, isError, open.substring(0, end + 1)));
      open.delete(0, end + 1);
      end = open.indexOf("\n");
    }
  }

  /// The process is over: what it left unfinished is a line, too.
  public void flush(long nowNanos) {
    for (StringBuilder open : List.of(out, err)) {
      if (!open.isEmpty()) {
        add(new Line(nowNanos, open == err, open.toString()));
        open.setLength(0);
      }
    }
  }

  private void add(Line line) {
    total++;
    lines.add(line);
    if (lines.size() > LINES_MAX) {
      lines.removeFirst();
    }
  }

  /// How many lines there have been, forgotten ones too.
  public long total() {
    return total;
  }

  /// Those that are remembered and came after the first so many.
  public List<Line> after(long count) {
    long skipped = Math.max(0, count - (total - lines.size()));
    return lines.stream().skip(skipped).toList();
  }
}
