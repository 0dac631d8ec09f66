package dev.drydock.core.transport.tcp;

import dev.drydock.core.wire.Tcp;

/// What an acknowledgement does to the sending side (Linux `tcp_ack`): window, scoreboard, round
/// trip, congestion window.
final class AckInput {
  private final TcpConnection c;
  private final AckOutcome outcome = new AckOutcome();
  private long rttNanos;

  /// The highest segment that SACK had reported before.
  private int highestBefore;

  /// The lowest segment that came late, and whether there is one.
  private int lateStart;

  private boolean isLate;

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
      begin();
      markSacked(s);
      if (outcome.sacked || outcome.needless) {
        react();
      }
      return true;
    }
    if (Sequence.after(ack, c.next)) {
      return false;
    }
    begin();
    boolean moved = updateWindow(s);
    outcome.advanced = ack != c.una;
    boolean carries = s.dataBytes > 0 || s.has(Tcp.SYN | Tcp.FIN);
    outcome.isPlain = outcome.advanced || carries || moved;
    boolean under = !c.sent.isEmpty();
    c.lastEcho = s.hasTimestamps ? s.tsEcr : 0;
    c.una = ack;
    c.cwnd.una = ack;
    markSacked(s);
    outcome.isDuplicate = !outcome.isPlain && !outcome.needless && under;
    boolean progress = outcome.advanced || outcome.delivered > 0;
    c.confirmsNextHop |= under && (progress || (!moved && s.dataBytes == 0)); // sk_dst_confirm
    if (outcome.advanced) {
      c.softError = null;
      c.timers.progress();
      removeAcknowledged(s);
      c.sender.release(ack);
    } else if (under) {
      measure();
      outcome.restartsTimeout = rttNanos > c.loop().nowNanos() - c.sent.sentNanos(0);
    }
    c.recovery.rack.adjust(c.loop().nowNanos());
    c.timers.tailAnswered(ack, outcome);
    boolean says = outcome.advanced || outcome.delivered > 0 || outcome.needless;
    if (says || outcome.isDuplicate) {
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
    outcome.unaBefore = c.una;
    outcome.advanced = false;
    outcome.isDuplicate = false;
    outcome.isPlain = false;
    outcome.sacked = false;
    outcome.needless = false;
    outcome.originalArrived = false;
    outcome.restartsTimeout = false;
    highestBefore = c.sent.highestSacked(c.una);
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
    isLate = false;
    while (!c.sent.isEmpty() && !Sequence.after(c.sent.end(0), c.una)) {
      boolean again = c.sent.is(0, SentQueue.EVER_RETRANSMITTED);
      karn |= again;
      if (!again && !c.sent.is(0, SentQueue.SACKED)) {
        lastNanos = c.sent.sentNanos(0);
        firstNanos = firstNanos < 0 ? lastNanos : firstNanos;
      }
      if (!c.sent.is(0, SentQueue.SACKED)) {
        if (!again || !answersEarlier(s)) {
          c.recovery.rack.arrived(0, nowNanos);
        }
        outcome.delivered++;
        if (!again) {
          noteOriginal(0, highestBefore);
        }
      }
      c.sent.removeFirst();
      outcome.acknowledged++;
    }
    if (!c.sent.isEmpty()) {
      c.sent.trimFirst(c.una);
    }
    outcome.restartsTimeout = outcome.acknowledged > 0;
    if (!c.options.sack) {
      int eaten = Math.min(c.sent.renoSacked, Math.max(0, outcome.acknowledged - 1));
      c.sent.renoSacked = c.sent.isEmpty() ? 0 : c.sent.renoSacked - eaten;
      outcome.delivered -= eaten;
    } else if (isLate) {
      c.recovery.rack.late(lateStart, highestBefore);
    }
    if (firstNanos >= 0 && !karn) {
      c.congestion.setRate(c.sender.rate.bytesPerSecond());
      rttNanos = nowNanos - firstNanos;
      c.congestion.measured(c.cwnd, nowNanos - lastNanos, nowNanos);
    } else if (rttNanos < 0 && c.options.timestamps && s.hasTimestamps && s.tsEcr != 0) {
      rttNanos = Math.max(1, c.options.now(nowNanos) - s.tsEcr) * 1_000_000L;
    }
    measure();
  }

  /// Whether the oldest segment was heard of before it was sent the last time
  /// (`tcp_skb_spurious_retrans`).
  private boolean answersEarlier(Segment s) {
    int sent = c.options.now(c.sent.sentNanos(0));
    return c.options.timestamps && c.lastEcho != 0 && s.tsEcr - sent < 0;
  }

  /// Takes over the time that was found; blocks of SACK tell of it as well as what is acknowledged
  /// (`tcp_ack_update_rtt`).
  private void measure() {
    if (rttNanos >= 0) {
      c.rtt.measure(rttNanos, c.una, c.next, c.loop().nowNanos());
    }
  }

  /// Something arrived that was never sent again.
  private void noteOriginal(int index, int highest) {
    int start = c.sent.start(index);
    if (Sequence.before(start, highest) && !isLate) {
      isLate = true;
      lateStart = start;
    }
    if (!Sequence.after(c.sent.end(index), c.recovery.highEnd())) {
      outcome.originalArrived = true;
    }
  }

  /// The first block may tell of something that came twice (RFC 2883; `tcp_check_dsack`).
  private boolean isNeedless(Segment s) {
    int start = s.sackStart(0);
    int end = s.sackEnd(0);
    boolean within =
        s.sackBlocks > 1
            && !Sequence.after(end, s.sackEnd(1))
            && !Sequence.before(start, s.sackStart(1));
    return Sequence.before(start, s.ack) || within;
  }

  private void needless(Segment s) {
    int end = s.sackEnd(0);
    int segments = Math.max(1, (end - s.sackStart(0) + c.mss - 1) / c.mss);
    outcome.needless = true;
    c.recovery.rack.needless();
    int index = c.sent.indexOf(s.sackStart(0));
    boolean known = index < c.sent.size() && c.sent.is(index, SentQueue.EVER_RETRANSMITTED);
    if (!Sequence.after(end, outcome.unaBefore) || known) {
      c.recovery.undo.needless(end, segments);
    }
  }

  /// Notes what SACK blocks report (`tcp_sacktag_write_queue`).
  private void markSacked(Segment s) {
    if (!c.options.sack || s.sackBlocks == 0) {
      return;
    }
    if (isNeedless(s)) {
      needless(s);
    }
    if (c.sent.isEmpty()) {
      return;
    }
    isLate = false;
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
    if (isLate) {
      c.recovery.rack.late(lateStart, c.sent.highestSacked(c.una));
    }
  }

  private void markBlock(int start, int end, long nowNanos) {
    int i = c.sent.indexOf(start);
    if (i < c.sent.size() && Sequence.before(c.sent.start(i), start)) {
      i++;
    }
    while (i < c.sent.size() && !Sequence.after(c.sent.end(i), end)) {
      if (!c.sent.is(i, SentQueue.SACKED)) {
        if (!c.sent.is(i, SentQueue.EVER_RETRANSMITTED)) {
          rttNanos = rttNanos < 0 ? nowNanos - c.sent.sentNanos(i) : rttNanos;
          noteOriginal(i, c.sent.highestSacked(c.una));
        }
        c.sent.unmark(i, SentQueue.LOST | SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.SACKED);
        c.recovery.rack.arrived(i, nowNanos);
        outcome.delivered++;
        outcome.sacked = true;
      }
      i++;
    }
  }

  private void react() {
    boolean limited = c.cwnd.isLimited();
    boolean grows = c.recovery.acknowledged(outcome);
    if (outcome.restartsTimeout) {
      c.timers.acknowledged();
    }
    if (grows && limited) {
      c.congestion.acknowledged(c.cwnd, outcome.delivered, c.loop().nowNanos());
    }
    c.recovery.transmit();
  }
}
