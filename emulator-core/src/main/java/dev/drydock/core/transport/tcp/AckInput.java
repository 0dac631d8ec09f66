package dev.drydock.core.transport.tcp;

import dev.drydock.core.wire.Tcp;

/// What an acknowledgement does to the sending side (Linux `tcp_ack`): window, scoreboard, round
/// trip, congestion window.
final class AckInput {
  private final TcpConnection c;
  private final LossRecovery.Outcome outcome = new LossRecovery.Outcome();
  private long rttNanos;

  AckInput(TcpConnection connection) {
    this.c = connection;
  }

  /// Works on the acknowledgement of a segment.
  ///
  /// @return false when it acknowledges what was never sent, or is far too old: the segment is not
  ///   to be worked on
  boolean input(Segment s) {
    int ack = s.ack;
    if (Sequence.before(ack, c.una)) {
      if (Sequence.before(ack, c.una - c.mostWindow)) {
        c.challenge(); // RFC 5961 section 5.2
        return false;
      }
      markSacked(s);
      return true;
    }
    if (Sequence.after(ack, c.next)) {
      return false;
    }
    begin();
    boolean moved = updateWindow(s);
    outcome.advanced = ack != c.una;
    boolean carries = s.dataBytes > 0 || s.has(Tcp.SYN | Tcp.FIN);
    outcome.isDuplicate = !outcome.advanced && !carries && !moved && !c.sent.isEmpty();
    boolean hadSent = !c.sent.isEmpty();
    c.una = ack;
    c.cwnd.una = ack;
    markSacked(s);
    boolean progress = outcome.advanced || outcome.delivered > 0;
    c.confirmsNextHop |= hadSent && (progress || (!moved && s.dataBytes == 0)); // sk_dst_confirm
    if (outcome.advanced) {
      c.softError = null;
      removeAcknowledged(s);
      c.timers.progress(ack);
      c.sender.release(ack);
    }
    if (outcome.advanced || outcome.delivered > 0 || outcome.isDuplicate) {
      react();
    }
    if (c.sent.isEmpty() && c.peerWindow > 0) {
      c.timers.endProbing();
    }
    return true;
  }

  private void begin() {
    outcome.delivered = 0;
    outcome.acknowledged = 0;
    outcome.lostBefore = c.sent.lost;
    rttNanos = -1;
  }

  /// Takes over the other side's window (`tcp_ack_update_window`).
  private boolean updateWindow(Segment s) {
    int window = s.window << (s.has(Tcp.SYN) ? 0 : c.options.peerScale);
    boolean may =
        Sequence.after(s.ack, c.una)
            || Sequence.after(s.sequence, c.windowSequence)
            || (s.sequence == c.windowSequence && (window > c.peerWindow || window == 0));
    if (!may) {
      return false;
    }
    c.windowSequence = s.sequence;
    boolean changed = window != c.peerWindow;
    c.peerWindow = window;
    c.mostWindow = Math.max(c.mostWindow, window);
    return changed;
  }

  /// Takes what is acknowledged off the queue (`tcp_clean_rtx_queue`).
  private void removeAcknowledged(Segment s) {
    long nowNanos = c.loop().nowNanos();
    long firstNanos = -1;
    long lastNanos = -1;
    boolean karn = false;
    while (!c.sent.isEmpty() && !Sequence.after(c.sent.end(0), c.una)) {
      boolean again = c.sent.is(0, SentQueue.EVER_RETRANSMITTED);
      karn |= again;
      if (!again && !c.sent.is(0, SentQueue.SACKED)) {
        lastNanos = c.sent.sentNanos(0);
        firstNanos = firstNanos < 0 ? lastNanos : firstNanos;
      }
      if (!c.sent.is(0, SentQueue.SACKED)) {
        c.recovery.arrived(0, nowNanos);
        outcome.delivered++;
      }
      c.sent.removeFirst();
      outcome.acknowledged++;
    }
    if (!c.sent.isEmpty()) {
      c.sent.trimFirst(c.una);
    }
    if (firstNanos >= 0 && !karn) {
      rttNanos = nowNanos - firstNanos;
      c.congestion.measured(c.cwnd, nowNanos - lastNanos, nowNanos);
    } else if (rttNanos < 0 && c.options.timestamps && s.hasTimestamps && s.tsEcr != 0) {
      rttNanos = Math.max(1, c.options.now(nowNanos) - s.tsEcr) * 1_000_000L;
    }
    if (rttNanos >= 0) {
      c.rtt.measure(rttNanos, c.una, c.next, nowNanos);
    }
  }

  /// Notes what SACK blocks report (`tcp_sacktag_write_queue`).
  private void markSacked(Segment s) {
    if (!c.options.sack || s.sackBlocks == 0 || c.sent.isEmpty()) {
      return;
    }
    long nowNanos = c.loop().nowNanos();
    for (int block = 0; block < s.sackBlocks; block++) {
      int start = s.sackStart(block);
      int end = s.sackEnd(block);
      boolean sound =
          Sequence.before(start, end)
              && !Sequence.before(start, c.una)
              && !Sequence.after(end, c.next);
      if (sound) {
        markBlock(start, end, nowNanos);
      }
    }
  }

  private void markBlock(int start, int end, long nowNanos) {
    int i = c.sent.indexOf(start);
    if (i < c.sent.size() && Sequence.before(c.sent.start(i), start)) {
      i++;
    }
    while (i < c.sent.size() && !Sequence.after(c.sent.end(i), end)) {
      if (!c.sent.is(i, SentQueue.SACKED)) {
        c.sent.unmark(i, SentQueue.LOST | SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.SACKED);
        c.recovery.arrived(i, nowNanos);
        outcome.delivered++;
        if (!c.sent.is(i, SentQueue.EVER_RETRANSMITTED)) {
          rttNanos = nowNanos - c.sent.sentNanos(i);
        }
      }
      i++;
    }
  }

  private void react() {
    if (outcome.advanced || outcome.delivered > 0) {
      c.timers.armRetransmit();
    }
    boolean limited = c.cwnd.isLimited();
    if (c.recovery.acknowledged(outcome) && outcome.acknowledged > 0 && limited) {
      c.congestion.acknowledged(c.cwnd, outcome.acknowledged, c.loop().nowNanos());
    }
    c.recovery.retransmitLost();
  }
}
