package dev.drydock.core.transport.tcp;

/// Takes a reduction of the window back that turns out to have been needless: the other side got
/// everything twice (RFC 3708), or answered the first transmission (Eifel, RFC 3522, RFC 4015;
/// Linux `tcp_may_undo`, `tcp_undo_cwnd_reduction`).
final class Undo {
  private final TcpConnection c;

  /// Whether there is something to take back, and from which sequence number on.
  private boolean armed;

  private int marker;

  /// Retransmissions that were not reported as needless yet; -1 before the first.
  private int open;

  /// The own clock at the first retransmission, while [#stamped].
  private int stamp;

  private boolean stamped;
  private int thresholdBefore;

  Undo(TcpConnection connection) {
    this.c = connection;
  }

  /// A recovery begins (`tcp_init_undo`).
  ///
  /// @param threshold the one before, 0 when the recovery is not to be undone
  void begin(int threshold) {
    armed = true;
    marker = c.una;
    open = c.sent.retransmitted > 0 ? c.sent.retransmitted : -1;
    thresholdBefore = threshold;
  }

  /// Nothing can be taken back any more.
  void forget() {
    armed = false;
    thresholdBefore = 0;
  }

  boolean isArmed() {
    return armed;
  }

  /// A segment is sent again.
  void retransmitted(long nowNanos) {
    open = Math.max(0, open) + 1;
    if (!stamped) {
      stamped = true;
      stamp = c.options.now(nowNanos);
    }
  }

  /// Nothing is under way twice: the next retransmission begins anew.
  void forgetStamp() {
    stamped = false;
  }

  /// The other side reports something it got twice.
  void needless(int end, int segments) {
    if (armed && open > 0 && Sequence.after(end, marker)) {
      open = Math.max(0, open - segments);
    }
  }

  /// Whether all retransmissions were reported as needless.
  boolean allNeedless() {
    return armed && open == 0;
  }

  /// Whether the last acknowledgement answers what was sent before the first retransmission
  /// (`tcp_packet_delayed`).
  boolean isDelayed() {
    return c.options.timestamps && stamped && c.lastEcho != 0 && c.lastEcho - stamp < 0;
  }

  boolean isPossible() {
    return armed && (open == 0 || isDelayed());
  }

  /// Takes it back (`tcp_undo_cwnd_reduction`).
  ///
  /// @param unmark whether nothing counts as lost any more
  void undo(boolean unmark, int windowBefore) {
    if (unmark) {
      for (int i = 0; i < c.sent.size() && c.sent.lost > 0; i++) {
        c.sent.unmark(i, SentQueue.LOST);
      }
    }
    if (thresholdBefore > 0) {
      c.cwnd.segments = Math.max(c.cwnd.segments, windowBefore);
      c.cwnd.threshold = Math.max(c.cwnd.threshold, thresholdBefore);
    }
    armed = false;
    c.recovery.rack.lookAgain();
  }
}
