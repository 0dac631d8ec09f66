package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.Tcp;

/// What a segment does to a connection that has heard of the other side (RFC 9293 section 3.10.7.4;
/// Linux `tcp_rcv_state_process`, `tcp_rcv_established`).
final class SegmentInput {
  /// Time stamps older than this say nothing (`TCP_PAWS_24DAYS`).
  private static final long STALE_NANOS = 24L * 86_400 * 1_000_000_000L;

  private final TcpConnection c;
  private final AckInput ackInput;

  /// Where the other side's FIN is, while [#finSeen].
  private int finAt;

  private boolean finSeen;

  SegmentInput(TcpConnection connection) {
    this.c = connection;
    this.ackInput = new AckInput(connection);
  }

  void input(Segment s) {
    if (!isAcceptable(s)) {
      return;
    }
    if (!s.has(Tcp.ACK)) {
      return;
    }
    boolean isNew = c.state == TcpState.SYN_RECV;
    if (isNew && !completesHandshake(s)) {
      return;
    }
    if (!ackInput.input(s)) {
      return;
    }
    noteTimestamp(s);
    if (!afterAck(s)) {
      return;
    }
    if (s.dataBytes > 0 || s.has(Tcp.FIN)) {
      dataInput(s);
    }
    if (c.state == TcpState.CLOSED) {
      return;
    }
    c.sender.push();
    c.acks.check();
  }

  // ---- checks ----------------------------------------------------------------------------

  /// The checks before a segment counts (`tcp_validate_incoming`, RFC 5961).
  private boolean isAcceptable(Segment s) {
    boolean reset = s.has(Tcp.RST);
    if (isOldByTimestamp(s) && !reset) {
      c.sendDuplicateAck(s);
      return false;
    }
    if (!isInWindow(s)) {
      if (!reset) {
        if (s.has(Tcp.SYN)) {
          repeatedSyn(s);
        } else {
          c.sendDuplicateAck(s);
        }
      }
      return false;
    }
    if (reset) {
      if (s.sequence == c.receiveNext) {
        c.resetByPeer();
      } else {
        c.challenge();
      }
      return false;
    }
    if (s.has(Tcp.SYN)) {
      repeatedSyn(s);
      return false;
    }
    return true;
  }

  private boolean isOldByTimestamp(Segment s) {
    if (!c.options.timestamps || !s.hasTimestamps || c.options.recentNanos == 0) {
      return false;
    }
    return s.tsVal - c.options.recent < 0
        && c.loop().nowNanos() - c.options.recentNanos < STALE_NANOS;
  }

  private boolean isInWindow(Segment s) {
    return !Sequence.before(s.endSequence, c.window.announcedFrom)
        && !Sequence.after(s.sequence, c.receiveNext + c.window.left());
  }

  private void repeatedSyn(Segment s) {
    boolean same = s.sequence + 1 == c.receiveNext && !s.has(Tcp.ACK);
    if (c.state == TcpState.SYN_RECV && same) {
      c.resendSyn();
    } else {
      c.challenge();
    }
  }

  /// The acknowledgement of our SYN (`tcp_check_req`).
  private boolean completesHandshake(Segment s) {
    if (s.ack != c.initial + 1) {
      c.protocol.answerWithReset(s, c.path);
      return false;
    }
    if (!c.admit()) {
      return false;
    }
    c.una = s.ack;
    c.peerWindow = s.window << c.options.peerScale;
    c.mostWindow = Math.max(c.mostWindow, c.peerWindow);
    c.windowSequence = s.sequence;
    c.establish();
    return true;
  }

  private void noteTimestamp(Segment s) {
    // RFC 7323 section 4.3: of segments that begin no later than what was acknowledged last.
    boolean counts = !Sequence.after(s.sequence, c.window.announcedFrom);
    if (c.options.timestamps && s.hasTimestamps && counts) {
      c.options.recent = s.tsVal;
      c.options.recentNanos = c.loop().nowNanos();
    }
  }

  /// What the acknowledgement of our FIN brings.
  ///
  /// @return false when there is nothing left to do
  private boolean afterAck(Segment s) {
    boolean finAcked = c.finQueued && c.una == c.written;
    switch (c.state) {
      case FIN_WAIT1 -> {
        if (finAcked) {
          return finWait2(s);
        }
      }
      case CLOSING -> {
        if (finAcked) {
          c.timeWait();
          return false;
        }
      }
      case LAST_ACK -> {
        if (finAcked) {
          c.vanish();
          return false;
        }
      }
      default -> {}
    }
    return true;
  }

  private boolean finWait2(Segment s) {
    c.state = TcpState.FIN_WAIT2;
    if (c.isOrphan()) {
      if (c.isDataAfterClose(s)) {
        c.protocol.answerWithReset(s, c.path);
        c.vanish();
        return false;
      }
      c.timers.armFinWait();
      c.shrunk = !s.has(Tcp.FIN);
    }
    return true;
  }

  // ---- data ------------------------------------------------------------------------------

  private void dataInput(Segment s) {
    if (!c.state.receives()) {
      return; // CLOSE_WAIT and later: the other side has ended its stream
    }
    if (c.isDataAfterClose(s)) {
      c.protocol.answerWithReset(s, c.path);
      c.vanish();
      return;
    }
    if (s.hasTimestamps && c.options.timestamps && s.tsEcr != 0 && s.dataBytes > 0) {
      c.window.measureRttByStamp(c.options.now(c.loop().nowNanos()) - s.tsEcr);
    }
    int left = c.window.left();
    if (Sequence.after(s.sequence, c.receiveNext)) {
      behindGap(s, left);
    } else if (Sequence.after(s.endSequence, c.receiveNext)) {
      inOrder(s, left);
    } else {
      c.received.duplicate(s.sequence, s.endSequence);
      c.acks.beQuick();
      c.acks.schedule();
    }
  }

  private void behindGap(Segment s, int left) {
    c.acks.schedule();
    if (!Sequence.before(s.sequence, c.receiveNext + left)) {
      c.acks.beQuick();
      return;
    }
    if (s.has(Tcp.FIN)) {
      noteFin(s);
    }
    if (s.dataBytes > 0) {
      int before = c.received.held();
      c.received.insert(s.sequence, s.data, s.dataAt, s.dataBytes);
      c.received.memory.take(c.received.held() - before, s.linear, false);
      c.acks.dataReceived(s, c.loop().nowNanos());
    }
  }

  private void inOrder(Segment s, int left) {
    if (left == 0 && s.dataBytes > 0) {
      c.acks.beQuick();
      c.acks.schedule();
      return;
    }
    int seen = c.receiveNext - s.sequence;
    if (seen > 0) {
      c.received.duplicate(s.sequence, c.receiveNext);
    }
    if (s.has(Tcp.FIN)) {
      noteFin(s);
    }
    int fresh = s.dataBytes - seen;
    if (fresh > 0) {
      int before = c.received.held();
      boolean closed = c.received.append(s.data, s.dataAt + seen, fresh);
      c.received.memory.take(c.received.held() - before, s.linear, !closed);
      c.receiveNext = c.received.next;
      c.window.measureRtt(c.loop().nowNanos());
      c.acks.dataReceived(s, c.loop().nowNanos());
      c.window.received(s.dataBytes);
      if (closed) {
        c.acks.atOnce();
      }
      c.stream.wake(TcpStream.READABLE);
    }
    if (finSeen && finAt == c.receiveNext) {
      finSeen = false;
      c.receiveNext++;
      c.ended = true;
      finReceived();
    }
  }

  private void noteFin(Segment s) {
    finSeen = true;
    finAt = s.endSequence - 1;
  }

  /// The other side's stream has ended (`tcp_fin`).
  private void finReceived() {
    c.acks.schedule();
    c.stream.wake(TcpStream.READABLE);
    switch (c.state) {
      case ESTABLISHED -> {
        c.state = TcpState.CLOSE_WAIT;
        c.acks.enterPingpong();
      }
      case FIN_WAIT1 -> {
        c.sender.sendAck();
        c.state = TcpState.CLOSING;
      }
      case FIN_WAIT2 -> {
        if (c.shrunk) {
          c.state = TcpState.TIME_WAIT; // answered by what is left of the socket
        }
        c.sender.sendAck();
        c.timeWait();
      }
      default -> {}
    }
  }

  // ---- the answer to our SYN -------------------------------------------------------------

  /// A segment for a connection whose SYN is out (`tcp_rcv_synsent_state_process`).
  void synSent(Segment s) {
    boolean acks = s.has(Tcp.ACK);
    if (acks && s.ack != c.initial + 1) {
      if (!s.has(Tcp.RST)) {
        c.protocol.answerWithReset(s, c.path);
      }
      return;
    }
    if (s.has(Tcp.RST)) {
      if (acks) {
        c.fail(SocketError.CONNECTION_REFUSED);
      }
      return;
    }
    if (!s.has(Tcp.SYN)) {
      return;
    }
    c.hearSyn(s);
    if (!acks) {
      c.simultaneousOpen();
      return;
    }
    c.una = s.ack;
    c.peerWindow = s.window; // never scaled in a SYN
    c.mostWindow = s.window;
    c.windowSequence = s.sequence;
    c.measureSyn();
    c.establish();
    c.sender.sendAck();
  }
}
