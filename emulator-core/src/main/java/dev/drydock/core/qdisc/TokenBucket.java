package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.Nanos;
import org.jspecify.annotations.Nullable;

/// The token bucket filter (Linux `net/sched/sch_tbf.c`): frames leave at a rate, and a burst of so
/// many bytes at once. Tokens are nanoseconds of sending.
public final class TokenBucket implements ParentQdisc {
  private final int handle;
  private final QdiscCounters counters = new QdiscCounters();
  private Settings settings;
  private Qdisc inner;
  private long tokens;
  private long peakTokens;
  private long checkedNanos;

  /// When the bucket holds enough for the frame that was asked for last.
  private long refillNanos;

  /// The options.
  ///
  /// @param bytesPerSecond the rate
  /// @param burstBytes what may leave at once after a pause
  /// @param limitBytes what may wait
  /// @param peakBytesPerSecond the rate within a burst, 0 for any
  /// @param peakBurstBytes what may leave at once within a burst
  public record Settings(
      long bytesPerSecond,
      long burstBytes,
      long limitBytes,
      long peakBytesPerSecond,
      long peakBurstBytes) {
    long burstNanos() {
      return nanos(burstBytes, bytesPerSecond);
    }

    long peakNanos() {
      return peakBytesPerSecond == 0 ? 0 : nanos(peakBurstBytes, peakBytesPerSecond);
    }
  }

  /// A full bucket.
  public TokenBucket(int handle, Settings settings) {
    this.handle = handle;
    this.settings = settings;
    this.inner = new Fifo(0, true, settings.limitBytes);
    this.tokens = settings.burstNanos();
    this.peakTokens = settings.peakNanos();
  }

  private static long nanos(long bytes, long bytesPerSecond) {
    return bytes * Nanos.SECOND / bytesPerSecond;
  }

  /// The options.
  public Settings settings() {
    return settings;
  }

  /// Changes the options; what waits stays, the bucket is full again.
  public void change(Settings newSettings) {
    settings = newSettings;
    if (inner instanceof Fifo fifo) {
      fifo.setLimit(newSettings.limitBytes);
    }
    tokens = newSettings.burstNanos();
    peakTokens = newSettings.peakNanos();
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public String kind() {
    return "tbf";
  }

  @Override
  public Qdisc child() {
    return inner;
  }

  @Override
  public void setChild(@Nullable Qdisc newChild) {
    inner.reset();
    counters.emptied();
    inner = newChild == null ? new Fifo(0, true, settings.limitBytes) : newChild;
  }

  @Override
  public void enqueue(Frame frame, long nowNanos, Egress egress) {
    if (frame.length() > largest()) {
      counters.lost();
      egress.drop(frame, DropReason.QDISC_DROP);
      return;
    }
    int bytes = frame.length();
    int before = inner.counters().backlogFrames();
    inner.enqueue(frame, nowNanos, egress);
    int more = inner.counters().backlogFrames() - before;
    if (more == 0) {
      counters.lost();
    } else {
      counters.took(more, bytes);
    }
  }

  /// A larger frame could never leave (`max_size`).
  private long largest() {
    return settings.peakBytesPerSecond == 0
        ? settings.burstBytes
        : Math.min(settings.burstBytes, settings.peakBurstBytes);
  }

  @Override
  public @Nullable Frame peek(long nowNanos, Egress egress) {
    Frame frame = inner.peek(nowNanos, egress);
    return frame == null || missing(frame, nowNanos) > 0 ? null : frame;
  }

  @Override
  public @Nullable Frame dequeue(long nowNanos, Egress egress) {
    Frame next = inner.peek(nowNanos, egress);
    if (next == null) {
      return null;
    }
    long missing = missing(next, nowNanos);
    if (missing > 0) {
      refillNanos = nowNanos + missing;
      counters.overLimit();
      return null;
    }
    Frame frame = inner.dequeue(nowNanos, egress);
    if (frame == null) {
      return null;
    }
    tokens = tokensAt(nowNanos) - nanos(frame.length(), settings.bytesPerSecond);
    if (settings.peakBytesPerSecond > 0) {
      peakTokens = peakTokensAt(nowNanos) - nanos(frame.length(), settings.peakBytesPerSecond);
    }
    checkedNanos = nowNanos;
    counters.gave(frame);
    return frame;
  }

  private long tokensAt(long nowNanos) {
    return Math.min(settings.burstNanos(), tokens + passed(nowNanos));
  }

  private long peakTokensAt(long nowNanos) {
    return Math.min(settings.peakNanos(), peakTokens + passed(nowNanos));
  }

  private long passed(long nowNanos) {
    return Math.max(0, nowNanos - checkedNanos);
  }

  /// How long the frame must still wait for tokens; 0 or less for not at all.
  private long missing(Frame frame, long nowNanos) {
    long missing = nanos(frame.length(), settings.bytesPerSecond) - tokensAt(nowNanos);
    if (settings.peakBytesPerSecond == 0) {
      return missing;
    }
    long peak = nanos(frame.length(), settings.peakBytesPerSecond) - peakTokensAt(nowNanos);
    return Math.max(missing, peak);
  }

  @Override
  public long nextNanos(long nowNanos) {
    return refillNanos > nowNanos ? refillNanos : inner.nextNanos(nowNanos);
  }

  @Override
  public QdiscCounters counters() {
    return counters;
  }

  @Override
  public void reset() {
    inner.reset();
    counters.emptied();
    tokens = settings.burstNanos();
    peakTokens = settings.peakNanos();
  }
}
