package dev.drydock.core.transport.tcp;

/// Proportional rate reduction: after a loss or local congestion the window shrinks to the
/// threshold as segments arrive (RFC 6937 with the changes of its successor; Linux
/// `tcp_cwnd_reduction`).
final class RateReduction {
  private final TcpConnection c;
  private int windowBefore;
  private int delivered;
  private int sent;

  RateReduction(TcpConnection connection) {
    this.c = connection;
  }

  /// Begins (`tcp_init_cwnd_reduction`).
  void begin() {
    windowBefore = c.cwnd.segments;
    delivered = 0;
    sent = 0;
    c.timers.forgetTail();
    c.cwnd.resetCount();
    c.cwnd.threshold = c.congestion.thresholdAfterLoss(c.cwnd);
  }

  /// The window before it began.
  int windowBefore() {
    return windowBefore;
  }

  /// A timeout notes the window too.
  void noteWindow() {
    windowBefore = c.cwnd.segments;
  }

  /// A segment was sent, for the first time or again.
  void sent() {
    sent++;
  }

  /// Some segments have arrived.
  ///
  /// @param fresh how many
  /// @param good whether they fill a gap and the same acknowledgement shows no losses
  void shrink(int fresh, boolean good) {
    if (fresh <= 0 || windowBefore == 0) {
      return;
    }
    int threshold = c.cwnd.threshold;
    int flight = c.sent.inFlight();
    delivered += fresh;
    int room = threshold - flight;
    long allowed;
    if (room < 0) {
      long share = ((long) threshold * delivered) + windowBefore - 1;
      allowed = (share / windowBefore) - sent;
    } else {
      allowed = Math.max(delivered - sent, fresh);
      if (good) {
        allowed++;
      }
      allowed = Math.min(room, allowed);
    }
    // The first segment of a recovery goes out whatever the window says.
    allowed = Math.max(allowed, sent > 0 ? 0 : 1);
    c.cwnd.segments = Math.max(1, flight + (int) allowed);
  }
}
