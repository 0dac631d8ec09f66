package dev.drydock.core.transport.tcp;

/// Tells losses by time: what was sent long enough before something that has arrived is lost (RACK,
/// RFC 8985; Linux `tcp_recovery.c`). How long is enough adapts to reordering that was seen and to
/// needless retransmissions that the other side reports.
final class Rack {
  /// `tcp_reordering`.
  private static final int REORDERING_FIRST = 3;

  private static final int REORDERING_MOST = 300; // tcp_max_reordering
  private static final int STEPS_MOST = 0xff;
  private static final int PERSIST_RECOVERIES = 16; // TCP_RACK_RECOVERY_THRESH

  private final TcpConnection c;

  /// The latest sent of all segments that have arrived.
  private long sentNanos;

  private int end;
  private long rttNanos;

  /// Whether something arrived since losses were looked for.
  private boolean advanced;

  private int reordering = REORDERING_FIRST;
  private boolean reorderingSeen;
  private int steps = 1;
  private int persist;
  private boolean needlessSeen;
  private long adjustedNanos;

  Rack(TcpConnection connection) {
    this.c = connection;
  }

  /// How many duplicate acknowledgements are taken for reordering.
  int reordering() {
    return reordering;
  }

  boolean hasReordered() {
    return reordering > REORDERING_FIRST;
  }

  /// A segment has arrived, as an acknowledgement tells (`tcp_rack_advance`).
  void arrived(int index, long nowNanos) {
    long sent = c.sent.sentNanos(index);
    boolean again = c.sent.is(index, SentQueue.EVER_RETRANSMITTED);
    long rtt = nowNanos - sent;
    if (again && c.rtt.isKnown() && rtt < c.rtt.leastMicros() * 1000L) {
      return; // the acknowledgement was for the first transmission
    }
    advanced = true;
    rttNanos = rtt;
    int sentEnd = c.sent.end(index);
    if (sentAfter(sent, sentEnd, sentNanos, end)) {
      sentNanos = sent;
      end = sentEnd;
    }
  }

  private static boolean sentAfter(long t1, int end1, long t2, int end2) {
    return t1 > t2 || (t1 == t2 && Sequence.after(end1, end2));
  }

  /// A segment arrived behind a later one that was not sent again (`tcp_check_sack_reordering`).
  ///
  /// @param start of that segment
  /// @param highest the start of the highest segment that SACK has reported
  void late(int start, int highest) {
    if (!Sequence.before(start, highest)) {
      return;
    }
    int segments = (highest - start + c.mss - 1) / c.mss;
    if (segments > reordering) {
      reordering = Math.min(segments, REORDERING_MOST);
    }
    reorderingSeen = true;
  }

  /// The other side got something twice (RFC 2883).
  void needless() {
    needlessSeen = true;
  }

  /// A recovery was needless as a whole: the longer wait is kept for a while.
  void keepWaiting() {
    persist = Math.min(STEPS_MOST, persist + 1);
  }

  /// A recovery was needed.
  void recovered() {
    if (persist > 0) {
      persist--;
    }
  }

  /// Losses are to be looked for again.
  void lookAgain() {
    advanced = true;
  }

  /// Fits the wait to reports of needless retransmissions, once a round trip
  /// (`tcp_rack_update_reo_wnd`).
  void adjust(long nowNanos) {
    if (needlessSeen && nowNanos - adjustedNanos >= c.rtt.smoothedNanos()) {
      steps = Math.min(STEPS_MOST, steps + 1);
      needlessSeen = false;
      adjustedNanos = nowNanos;
      persist = PERSIST_RECOVERIES;
    } else if (persist == 0) {
      steps = 1;
    }
  }

  /// How late a segment may be (`tcp_rack_reo_wnd`).
  private long windowNanos() {
    if (!reorderingSeen && (c.recovery.isRecovering() || c.sent.sacked >= reordering)) {
      return 0;
    }
    if (!c.rtt.isKnown()) {
      return 0;
    }
    long least = c.rtt.leastMicros() * 1000L;
    return Math.min(least / 4 * steps, c.rtt.smoothedNanos());
  }

  /// How much longer a segment may take before it is lost.
  long leftNanos(int index, long nowNanos, boolean withWindow) {
    long window = withWindow ? windowNanos() : 0;
    return c.sent.sentNanos(index) + rttNanos + window - nowNanos;
  }

  /// Marks what is lost, when something has arrived since the last time (`tcp_rack_mark_lost`).
  ///
  /// @return whether it will be looked at again when more can be told
  boolean markLost() {
    if (!advanced) {
      return false;
    }
    advanced = false;
    long waitNanos = detect();
    if (waitNanos > 0) {
      c.timers.armReordering(waitNanos);
    }
    return waitNanos > 0;
  }

  /// Marks what is lost (`tcp_rack_detect_loss`).
  ///
  /// @return after how many nanoseconds more can be told, 0 for nothing more
  long detect() {
    long now = c.loop().nowNanos();
    long window = windowNanos();
    long waitNanos = 0;
    SentQueue sent = c.sent;
    int size = sent.size();
    for (int i = 0; i < size; i++) {
      int marks = sent.marks(i);
      boolean gone = (marks & (SentQueue.LOST | SentQueue.RETRANSMITTED)) == SentQueue.LOST;
      if (gone || (marks & SentQueue.SACKED) != 0) {
        continue;
      }
      if (!sentAfter(sentNanos, end, sent.sentNanos(i), sent.end(i))) {
        if ((marks & SentQueue.EVER_RETRANSMITTED) == 0) {
          break; // what follows was sent later still
        }
        continue;
      }
      long left = sent.sentNanos(i) + rttNanos + window - now;
      if (left <= 0) {
        sent.unmark(i, SentQueue.RETRANSMITTED);
        sent.mark(i, SentQueue.LOST);
      } else {
        waitNanos = Math.max(waitNanos, left);
      }
    }
    return waitNanos;
  }
}
