package dev.drydock.core.transport.tcp;

/// CUBIC with hybrid slow start (RFC 9438, RFC 9406; Linux `tcp_cubic.c`), the default of Linux.
///
/// ```
///   W(t) = C (t - K)^3 + Wmax,   K = cbrt((Wmax - cwnd) / C)
/// ```
final class Cubic implements CongestionControl {
  private static final double C = 0.4;

  /// What remains of the window after a loss (`beta` 717 / 1024).
  private static final double BETA = 717.0 / 1024;

  private static final double NANOS = 1e-9;

  /// A window grows by one segment at most for every two that are acknowledged.
  private static final int LEAST_COUNT = 2;

  private static final int START_COUNT = 20;
  private static final int FLAT_COUNT = 100;
  private static final int HYSTART_LEAST_WINDOW = 16;
  private static final int HYSTART_SAMPLES = 8;
  private static final long HYSTART_SPACING_NANOS = 2_000_000L;
  private static final long HYSTART_DELAY_LEAST_NANOS = 4_000_000L;
  private static final long HYSTART_DELAY_MOST_NANOS = 16_000_000L;
  private static final long BURST_NANOS_MOST = 1_000_000L;
  private static final long BURSTS_BYTES = 4 * 65_536L;
  private static final long SETTLE_NANOS = 1_000_000_000L;
  private static final long UPDATE_NANOS = 31_250_000L; // HZ / 32

  private double lastMost;
  private double origin;
  private double kSeconds;
  private long epochNanos = -1;
  private long updatedNanos;
  private int updatedWindow;
  private int count;
  private double friendly;
  private long leastDelayNanos = Long.MAX_VALUE;

  private long rate;
  private long roundNanos;
  private long lastAckNanos;
  private int roundEnd;
  private boolean roundStarted;
  private int samples;
  private long roundDelayNanos = Long.MAX_VALUE;

  @Override
  public void acknowledged(CongestionWindow window, int segments, long nowNanos) {
    int left = window.isSlowStart() ? window.slowStart(segments) : segments;
    if (left > 0) {
      update(window.segments, left, nowNanos);
      window.grow(count, left);
    }
  }

  private void update(int now, int segments, long nowNanos) {
    double increase = 3 * (1 - BETA) / (1 + BETA);
    friendly += increase * segments / now;
    if (epochNanos >= 0 && updatedWindow == now && nowNanos - updatedNanos <= UPDATE_NANOS) {
      return;
    }
    updatedWindow = now;
    updatedNanos = nowNanos;
    if (epochNanos < 0) {
      epochNanos = nowNanos;
      friendly = now;
      boolean above = lastMost <= now;
      kSeconds = above ? 0 : StrictMath.cbrt((lastMost - now) / C);
      origin = above ? now : lastMost;
    }
    long delay = leastDelayNanos == Long.MAX_VALUE ? 0 : leastDelayNanos;
    double t = ((nowNanos - epochNanos + delay) * NANOS) - kSeconds;
    double target = origin + (C * t * t * t);
    double steps = target > now ? now / (target - now) : (double) FLAT_COUNT * now;
    if (lastMost == 0) {
      steps = Math.min(steps, START_COUNT);
    }
    if (friendly > now) {
      steps = Math.min(steps, now / (friendly - now));
    }
    count = Math.max(LEAST_COUNT, (int) Math.min(steps, Integer.MAX_VALUE >> 1));
  }

  @Override
  public void measured(CongestionWindow window, long rttNanos, long nowNanos) {
    if (epochNanos >= 0 && nowNanos - epochNanos < SETTLE_NANOS) {
      return; // right after a recovery delays tell little
    }
    leastDelayNanos = Math.min(leastDelayNanos, rttNanos);
    if (window.isSlowStart() && window.segments >= HYSTART_LEAST_WINDOW) {
      hybridStart(window, rttNanos, nowNanos);
    }
  }

  private void hybridStart(CongestionWindow window, long rttNanos, long nowNanos) {
    if (!roundStarted || Sequence.after(window.una, roundEnd)) {
      roundStarted = true;
      roundEnd = window.next;
      roundNanos = nowNanos;
      lastAckNanos = nowNanos;
      samples = 0;
      roundDelayNanos = Long.MAX_VALUE;
    }
    if (nowNanos - lastAckNanos <= HYSTART_SPACING_NANOS) {
      lastAckNanos = nowNanos;
      // Without pacing half the least delay is enough of an ACK train.
      if (nowNanos - roundNanos > (leastDelayNanos + burstNanos()) >> 1) {
        window.threshold = window.segments;
        return;
      }
    }
    roundDelayNanos = Math.min(roundDelayNanos, rttNanos);
    if (samples < HYSTART_SAMPLES) {
      samples++;
    } else if (roundDelayNanos > leastDelayNanos + slack()) {
      window.threshold = window.segments;
    }
  }

  /// How long four of the largest bursts take at the present rate (`hystart_ack_delay`).
  private long burstNanos() {
    return rate == 0 ? 0 : Math.min(BURST_NANOS_MOST, BURSTS_BYTES * 1_000_000_000L / rate);
  }

  @Override
  public void setRate(long bytesPerSecond) {
    rate = bytesPerSecond;
  }

  private long slack() {
    return Math.clamp(leastDelayNanos >> 3, HYSTART_DELAY_LEAST_NANOS, HYSTART_DELAY_MOST_NANOS);
  }

  @Override
  public int thresholdAfterLoss(CongestionWindow window) {
    epochNanos = -1;
    int now = window.segments;
    // Fast convergence (RFC 9438 section 4.7).
    lastMost = now < lastMost ? now * (1 + BETA) / 2 : now;
    return Math.max((int) (now * BETA), 2);
  }

  @Override
  public void timedOut() {
    lastMost = 0;
    epochNanos = -1;
    roundStarted = false;
  }
}
