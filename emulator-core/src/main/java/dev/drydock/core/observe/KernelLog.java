package dev.drydock.core.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What a machine's kernel has to say: the lines of `dmesg`. The oldest go when there are too many.
public final class KernelLog {
  /// Lines that are kept: about what fits the usual ring of 256 KiB.
  private static final int LINES_MAX = 2000;

  /// Messages about packets: ten in five seconds (`net_ratelimit`).
  private static final long LIMIT_NANOS = 5_000_000_000L;

  private static final int LIMIT_LINES = 10;
  private static final int FEW = 16;

  /// Texts, or what makes them when somebody reads them: few do. A ring; the line of number n is at
  /// n modulo its length.
  private Object[] texts = {};

  private long[] times = {};
  private long first;
  private long end;
  private long limitNanos = -LIMIT_NANOS - 1;
  private int limited;
  private int missed;

  /// An empty log.
  public KernelLog() {}

  /// One line.
  public record Line(long timeNanos, String text) {}

  /// Adds a line.
  public void add(long timeNanos, String text) {
    put(timeNanos, text);
  }

  /// Adds a line.
  ///
  /// @param text says the same whenever it is asked
  public void add(long timeNanos, Supplier<String> text) {
    put(timeNanos, text);
  }

  private void put(long timeNanos, Object text) {
    if (end - first == texts.length && texts.length < LINES_MAX) {
      grow();
    }
    int at = (int) (end % texts.length);
    texts[at] = text;
    times[at] = timeNanos;
    end++;
    first = Math.max(first, end - texts.length);
  }

  private void grow() {
    int room = Math.min(LINES_MAX, Math.max(FEW, 2 * texts.length));
    Object[] moreTexts = new Object[room];
    long[] moreTimes = new long[room];
    for (long number = first; number < end; number++) {
      moreTexts[(int) (number % room)] = texts[(int) (number % texts.length)];
      moreTimes[(int) (number % room)] = times[(int) (number % texts.length)];
    }
    texts = moreTexts;
    times = moreTimes;
  }

  /// Adds a line about a packet, unless there were many of late.
  public void addLimited(long timeNanos, String text) {
    if (isWithinLimit(timeNanos)) {
      put(timeNanos, text);
    }
  }

  /// Adds a line about a packet, unless there were many of late.
  ///
  /// @param text says the same whenever it is asked
  public void addLimited(long timeNanos, Supplier<String> text) {
    if (isWithinLimit(timeNanos)) {
      put(timeNanos, text);
    }
  }

  private boolean isWithinLimit(long timeNanos) {
    if (timeNanos > limitNanos + LIMIT_NANOS) {
      if (missed > 0) {
        add(timeNanos, "net_ratelimit: " + missed + " callbacks suppressed");
      }
      limitNanos = timeNanos;
      limited = 0;
      missed = 0;
    }
    boolean isWithin = limited < LIMIT_LINES;
    limited += isWithin ? 1 : 0;
    missed += isWithin ? 0 : 1;
    return isWithin;
  }

  /// The lines, oldest first.
  public List<Line> lines() {
    List<Line> read = new ArrayList<>((int) (end - first));
    for (long number = first; number < end; number++) {
      int at = (int) (number % texts.length);
      Object text = texts[at];
      read.add(
          new Line(times[at], (text instanceof Supplier<?> made ? made.get() : text).toString()));
    }
    return read;
  }

  /// Forgets all lines (`dmesg -C`).
  public void clear() {
    texts = new Object[0];
    times = new long[0];
    first = end;
  }
}
