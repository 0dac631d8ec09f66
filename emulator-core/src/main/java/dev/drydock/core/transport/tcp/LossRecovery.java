package dev.drydock.core.transport.tcp;

/// Finds losses and repairs them: RACK by the time segments were sent (RFC 8985), duplicate
/// acknowledgements without SACK (RFC 6582), proportional rate reduction (RFC 6937), timeouts
/// (Linux `tcp_fastretrans_alert`, `tcp_recovery.c`).
final class LossRecovery {
  private static final int DUPLICATES = 3; // tcp_reordering

  private enum State {
    OPEN,
    DISORDER,
    RECOVERY,
    LOSS
  }

  private final TcpConnection c;
  private State state = State.OPEN;
  private int highEnd;
  private int duplicates;
  private int windowBefore;
  private int delivered;
  private int sentInRecovery;

  /// The latest sent of all segments that have arrived.
  private long rackNanos;

  private int rackEnd;
  private long rackRttNanos;

  LossRecovery(TcpConnection connection) {
    this.c = connection;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isRecovering() {
    return state == State.RECOVERY || state == State.LOSS;
  }

  /// A segment has arrived, as an acknowledgement tells.
  void arrived(int index, long nowNanos) {
    long sentNanos = c.sent.sentNanos(index);
    int end = c.sent.end(index);
    long rttNanos = nowNanos - sentNanos;
    boolean again = c.sent.is(index, SentQueue.EVER_RETRANSMITTED);
    if (again && c.rtt.isKnown() && rttNanos < c.rtt.leastMicros() * 1000L) {
      return; // the acknowledgement was for the first transmission
    }
    rackRttNanos = rttNanos;
    if (sentAfter(sentNanos, end, rackNanos, rackEnd)) {
      rackNanos = sentNanos;
      rackEnd = end;
    }
  }

  private static boolean sentAfter(long t1, int end1, long t2, int end2) {
    return t1 > t2 || (t1 == t2 && Sequence.after(end1, end2));
  }

  /// What one acknowledgement brought.
  static final class Outcome {
    /// Segments acknowledged or newly reported by SACK.
    int delivered;

    /// Segments acknowledged.
    int acknowledged;

    boolean advanced;
    boolean isDuplicate;
    int lostBefore;
  }

  /// Works on an acknowledgement (`tcp_fastretrans_alert`).
  ///
  /// @return whether the window grows as usual
  boolean acknowledged(Outcome outcome) {
    if (isRecovering() && !Sequence.before(c.una, highEnd)) {
      leave();
    }
    if (!c.options.sack) {
      withoutSack(outcome);
    } else if (c.sent.sacked > 0 || isRecovering()) {
      detectLosses();
    }
    boolean fresh = c.sent.lost > outcome.lostBefore;
    if (state == State.LOSS) {
      return true;
    }
    if (state != State.RECOVERY) {
      if (c.sent.lost == 0) {
        state = c.sent.sacked > 0 || duplicates > 0 ? State.DISORDER : State.OPEN;
        return state == State.OPEN || outcome.acknowledged > 0;
      }
      enterRecovery();
    }
    reduceWindow(outcome, fresh);
    return false;
  }

  private void withoutSack(Outcome outcome) {
    if (outcome.isDuplicate) {
      duplicates++;
      if (state == State.RECOVERY) {
        outcome.delivered++;
      }
    } else if (outcome.advanced) {
      duplicates = 0;
    }
    boolean partial = outcome.advanced && isRecovering();
    if ((duplicates >= DUPLICATES || partial) && !c.sent.isEmpty()) {
      c.sent.unmark(0, SentQueue.RETRANSMITTED);
      boolean first = !isRecovering() || partial;
      if (first) {
        c.sent.mark(0, SentQueue.LOST);
      }
    }
  }

  private void enterRecovery() {
    state = State.RECOVERY;
    highEnd = c.next;
    windowBefore = c.cwnd.segments;
    delivered = 0;
    sentInRecovery = 0;
    c.cwnd.threshold = c.congestion.thresholdAfterLoss(c.cwnd);
    c.cwnd.resetCount();
  }

  /// The window shrinks to the threshold as segments arrive (`tcp_cwnd_reduction`).
  private void reduceWindow(Outcome outcome, boolean freshLosses) {
    int threshold = c.cwnd.threshold;
    int flight = c.sent.inFlight();
    delivered += outcome.delivered;
    int room = threshold - flight;
    long allowed;
    if (room < 0) {
      long share = ((long) threshold * delivered) + windowBefore - 1;
      allowed = (share / windowBefore) - sentInRecovery;
    } else {
      allowed = Math.max(delivered - sentInRecovery, outcome.delivered);
      if (outcome.advanced && !freshLosses) {
        allowed++;
      }
      allowed = Math.min(room, allowed);
    }
    allowed = Math.max(allowed, sentInRecovery > 0 ? 0 : 1);
    c.cwnd.segments = Math.max(1, flight + (int) allowed);
  }

  private void leave() {
    if (state == State.RECOVERY) {
      c.cwnd.segments = Math.max(1, c.cwnd.threshold);
    }
    state = State.OPEN;
    duplicates = 0;
  }

  /// New data was sent during recovery.
  void sent(int segments) {
    if (state == State.RECOVERY) {
      sentInRecovery += segments;
    }
  }

  /// Marks lost what was sent long enough before something that has arrived.
  private void detectLosses() {
    long nowNanos = c.loop().nowNanos();
    long slackNanos = reorderingNanos();
    long waitNanos = 0;
    for (int i = 0; i < c.sent.size(); i++) {
      boolean gone = c.sent.is(i, SentQueue.LOST) && !c.sent.is(i, SentQueue.RETRANSMITTED);
      if (gone || c.sent.is(i, SentQueue.SACKED)) {
        continue;
      }
      long sentNanos = c.sent.sentNanos(i);
      if (!sentAfter(rackNanos, rackEnd, sentNanos, c.sent.end(i))) {
        if (!c.sent.is(i, SentQueue.EVER_RETRANSMITTED)) {
          break; // what follows was sent later still
        }
        continue;
      }
      long left = sentNanos + rackRttNanos + slackNanos - nowNanos;
      if (left <= 0) {
        c.sent.unmark(i, SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.LOST);
      } else {
        waitNanos = Math.max(waitNanos, left);
      }
    }
    if (waitNanos > 0) {
      c.timers.armReordering(waitNanos);
    }
  }

  /// How late a segment may be (RFC 8985 section 6.2, step 4).
  private long reorderingNanos() {
    if (isRecovering() || c.sent.sacked >= DUPLICATES) {
      return 0;
    }
    long least = c.rtt.leastMicros() * 1000L;
    return Math.min(least / 4, c.rtt.smoothedNanos());
  }

  /// The time to wait for late segments is over.
  void reorderingTimedOut() {
    int before = c.sent.lost;
    detectLosses();
    if (c.sent.lost > before && !isRecovering()) {
      enterRecovery();
      c.cwnd.segments = c.sent.inFlight() + 1;
    }
    retransmitLost();
    c.timers.armRetransmit();
  }

  /// The retransmission timer went off (`tcp_enter_loss`).
  ///
  /// @param first whether it did so for the first time since something was acknowledged
  void timedOut(boolean first) {
    if (state != State.LOSS && first) {
      c.cwnd.threshold = c.congestion.thresholdAfterLoss(c.cwnd);
      c.congestion.timedOut();
    }
    boolean reneged = c.sent.is(0, SentQueue.SACKED);
    for (int i = 0; i < c.sent.size(); i++) {
      if (reneged) {
        c.sent.unmark(i, SentQueue.SACKED);
      }
      if (!c.sent.is(i, SentQueue.SACKED)) {
        c.sent.unmark(i, SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.LOST);
      }
    }
    c.cwnd.segments = 1;
    c.cwnd.resetCount();
    state = State.LOSS;
    highEnd = c.next;
    duplicates = 0;
  }

  void retransmitHead() {
    if (!c.sent.isEmpty()) {
      c.sender.retransmit(0);
    }
  }

  /// A smaller MTU: what does not fit is lost, and sent again at once in smaller segments
  /// (`tcp_simple_retransmit`).
  void shrunk(int mss) {
    for (int i = 0; i < c.sent.size(); i++) {
      boolean tooLong = c.sent.end(i) - c.sent.start(i) > mss;
      if (tooLong && !c.sent.is(i, SentQueue.SACKED)) {
        c.sent.unmark(i, SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.LOST);
      }
    }
    if (c.sent.lost == 0) {
      return;
    }
    if (!isRecovering()) {
      state = State.LOSS; // no congestion: the window stays
      highEnd = c.next;
    }
    retransmitLost();
    c.timers.armRetransmit();
  }

  /// Sends lost segments again, as far as the window allows (`tcp_xmit_retransmit_queue`).
  void retransmitLost() {
    if (c.sent.lost == 0) {
      return;
    }
    int resent = 0;
    for (int i = 0; i < c.sent.size() && c.sent.lost > c.sent.retransmitted; i++) {
      if (c.sent.inFlight() >= c.cwnd.segments) {
        break;
      }
      boolean wanted =
          c.sent.is(i, SentQueue.LOST)
              && !c.sent.is(i, SentQueue.RETRANSMITTED)
              && !c.sent.is(i, SentQueue.SACKED);
      if (wanted) {
        c.sender.retransmit(i);
        resent++;
      }
    }
    sent(resent);
  }
}
