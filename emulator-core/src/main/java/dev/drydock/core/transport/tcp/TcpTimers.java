package dev.drydock.core.transport.tcp;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketError;

/// The timers of a connection but the one of delayed acknowledgements (Linux `tcp_timer.c`):
/// retransmission, with which the probes of a closed window, of a lost tail and of reordering share
/// one timer as in Linux; and the one that ends connections that wait or sleep.
final class TcpTimers {
  private static final long TIME_WAIT_NANOS = 60 * Nanos.SECOND; // TCP_TIMEWAIT_LEN
  private static final int ORPHAN_RETRIES = 8; // tcp_orphan_retries
  private static final long FULL_QUEUE_NANOS = Nanos.SECOND / 2; // TCP_RESOURCE_PROBE_INTERVAL
  private static final int LINEAR_RETRIES = 9; // ilog2(TCP_RTO_MAX / TCP_RTO_MIN)
  private static final long LEAST_WAIT_NANOS = 2 * Jiffies.TICK_NANOS; // TCP_TIMEOUT_MIN

  private enum Purpose {
    NONE,
    SYN,
    RETRANSMIT,
    WINDOW_PROBE,
    TAIL_PROBE,
    REORDERING
  }

  private final TcpConnection c;
  private final EventLoop loop;
  private final Retransmit retransmit = new Retransmit();
  private final Life life = new Life();
  private Purpose purpose = Purpose.NONE;
  private int retries;
  private int keepaliveProbes;
  private long firstTimeoutNanos;
  private long synWaitNanos;

  /// What had been sent when a tail was probed; only while [#tailProbed].
  private int tailEnd;

  private boolean tailProbed;
  private boolean tailResent;

  TcpTimers(TcpConnection connection) {
    this.c = connection;
    this.loop = connection.protocol.softnet().loop();
  }

  private void arm(Event timer, long delayNanos) {
    long now = loop.nowNanos();
    loop.reschedule(timer, Jiffies.expiryNanos(now, now + delayNanos));
  }

  private void arm(Purpose newPurpose, long delayNanos) {
    purpose = newPurpose;
    arm(retransmit, delayNanos);
  }

  void stop() {
    stopRetransmit();
    loop.cancel(life);
    loop.cancel(c.acks);
  }

  // ---- connecting ------------------------------------------------------------------------

  /// A SYN or SYN-ACK was sent for the first time.
  void armSyn() {
    synWaitNanos = RoundTrip.INITIAL_NANOS;
    retries = 0;
    rearmSyn();
  }

  /// Timers of one tick go off in the reverse order in which they were set (`enqueue_timer`): this
  /// one before that of the neighbour for whom the SYN waits.
  private void rearmSyn() {
    purpose = Purpose.SYN;
    long now = loop.nowNanos();
    loop.reschedule(retransmit, Jiffies.expiryNanos(now, now + synWaitNanos) - 1);
  }

  private void synTimeout() {
    TcpSettings settings = c.protocol.settings();
    boolean active = c.state == TcpState.SYN_SENT;
    int linear = active ? settings.synLinearTimeouts : 0;
    int most = active ? settings.synRetries + linear : settings.synackRetries;
    if (retries >= most) {
      c.fail(c.softError == null ? SocketError.TIMED_OUT : c.softError);
      return;
    }
    retries++;
    if (retries > linear) {
      synWaitNanos *= 2;
    }
    if (!active || !c.sender.writer.hasSynWaiting()) {
      c.resendSyn();
    }
    rearmSyn();
  }

  // ---- retransmission --------------------------------------------------------------------

  /// Something was acknowledged: what is left has a whole timeout again (`tcp_set_xmit_timer`).
  void acknowledged() {
    if (!c.sent.isEmpty() && mayProbeTail()) {
      arm(Purpose.TAIL_PROBE, Math.min(tailWait(), c.rtt.timeoutNanos()));
    } else {
      rearm();
    }
  }

  /// Something new was sent (`tcp_event_new_data_sent`): the timeout of what was on its way before
  /// stays, the tail is what was sent now.
  ///
  /// @param first whether nothing was on its way
  void sentNew(boolean first) {
    if (c.sent.isEmpty()) {
      return; // the queue before the wire was full
    }
    if (mayProbeTail()) {
      long left = headLeftNanos();
      arm(Purpose.TAIL_PROBE, left > 0 ? Math.min(tailWait(), left) : tailWait());
    } else if (first || purpose == Purpose.TAIL_PROBE) {
      rearm();
    }
  }

  /// The oldest segment was sent again (`tcp_xmit_retransmit_queue`).
  void headResent() {
    if (purpose != Purpose.REORDERING) {
      arm(Purpose.RETRANSMIT, c.rtt.timeoutNanos());
    }
  }

  /// The time to look for late segments is over (`tcp_rack_reo_timeout`).
  void reorderingOver() {
    if (purpose != Purpose.RETRANSMIT) {
      rearm();
    }
  }

  /// The timeout begins; the time of a probe that was waited for counts (`tcp_rearm_rto`).
  private void rearm() {
    if (c.sent.isEmpty()) {
      if (purpose != Purpose.WINDOW_PROBE) {
        stopRetransmit();
      }
      return;
    }
    boolean probing = purpose == Purpose.TAIL_PROBE || purpose == Purpose.REORDERING;
    long whole = c.rtt.timeoutNanos();
    arm(Purpose.RETRANSMIT, probing ? Math.max(1000, headLeftNanos()) : whole);
  }

  /// How much of its timeout the oldest segment has left (`tcp_rto_delta_us`).
  private long headLeftNanos() {
    return c.sent.sentNanos(0) + c.rtt.timeoutNanos() - loop.nowNanos();
  }

  private void stopRetransmit() {
    loop.cancel(retransmit);
    purpose = Purpose.NONE;
  }

  private boolean mayProbeTail() {
    return c.options.sack && c.recovery.mayProbeTail();
  }

  private long tailWait() {
    if (!c.rtt.isKnown()) {
      return RoundTrip.INITIAL_NANOS;
    }
    long more = c.sent.size() == 1 ? RoundTrip.LEAST_NANOS : LEAST_WAIT_NANOS;
    return (2 * c.rtt.smoothedNanos()) + more;
  }

  /// Segments may be only late: looks again when that can be told (RFC 8985 section 7.1).
  void armReordering(long delayNanos) {
    arm(Purpose.REORDERING, delayNanos + LEAST_WAIT_NANOS);
  }

  /// New data was acknowledged.
  void progress() {
    retries = 0;
    firstTimeoutNanos = 0;
    keepaliveProbes = 0;
  }

  /// An acknowledgement of what a probe of the tail asked for (`tcp_process_tlp_ack`).
  void tailAnswered(int ack, AckOutcome outcome) {
    if (!tailProbed || Sequence.before(ack, tailEnd)) {
      return;
    }
    boolean pureDuplicate = outcome.isDuplicate && !outcome.sacked;
    if (!tailResent || outcome.needless || pureDuplicate) {
      tailProbed = false; // nothing was lost
    } else if (Sequence.after(ack, tailEnd)) {
      tailProbed = false;
      c.recovery.tailWasLost();
    }
  }

  /// A timeout was needless.
  void forgetRetries() {
    retries = 0;
  }

  private void timeout() {
    if (c.sent.isEmpty()) {
      return;
    }
    long now = loop.nowNanos();
    if (firstTimeoutNanos == 0) {
      firstTimeoutNanos = Math.max(1, c.sent.sentNanos(0));
    }
    if (now - firstTimeoutNanos >= patienceNanos()) {
      c.fail(c.softError == null ? SocketError.TIMED_OUT : c.softError);
      return;
    }
    tailProbed = false;
    c.recovery.timedOut(retries);
    retries++;
    if (c.sender.retransmit(0)) {
      c.rtt.backOff();
      arm(Purpose.RETRANSMIT, c.rtt.timeoutNanos());
    } else {
      arm(Purpose.RETRANSMIT, FULL_QUEUE_NANOS);
    }
  }

  /// How long an unanswered connection is kept (`tcp_model_timeout`): `tcp_retries2`.
  private long patienceNanos() {
    int most = c.isOrphan() ? ORPHAN_RETRIES : c.protocol.settings().retries2;
    long linear = Math.max(0, most - LINEAR_RETRIES) * RoundTrip.MOST_NANOS;
    int doubled = Math.min(most, LINEAR_RETRIES);
    return (((2L << doubled) - 1) * RoundTrip.LEAST_NANOS) + linear;
  }

  /// Asks about the tail: sends something new, else the last segment again (`tcp_send_loss_probe`).
  private void probeTail() {
    if (c.sent.isEmpty()) {
      return;
    }
    if (!tailProbed) {
      boolean sentNew = c.sender.sendWhatFits();
      tailResent = !sentNew;
      tailProbed = sentNew || c.sender.resendTail();
      if (tailProbed) {
        tailEnd = c.next;
        purpose = Purpose.NONE;
      }
    }
    rearm();
  }

  /// A recovery begins: the tail is not waited for (`tcp_init_cwnd_reduction`).
  void forgetTail() {
    tailProbed = false;
  }

  // ---- closed windows --------------------------------------------------------------------

  /// Nothing is on its way, and the window takes nothing: it is asked for from time to time.
  void armProbe() {
    if (c.sent.isEmpty() && c.sender.hasUnsent() && !retransmit.isPending() && !c.sender.busy) {
      arm(Purpose.WINDOW_PROBE, Math.max(c.rtt.timeoutNanos(), RoundTrip.LEAST_NANOS));
    }
  }

  /// The window is open again.
  void endProbing() {
    if (purpose == Purpose.WINDOW_PROBE) {
      stopRetransmit();
      retries = 0;
      c.rtt.resetBackoff();
    }
  }

  private void probeWindow() {
    if (!c.sent.isEmpty() || !c.sender.hasUnsent()) {
      return;
    }
    int most = c.isOrphan() ? ORPHAN_RETRIES : c.protocol.settings().retries2;
    if (retries > most) {
      c.fail(SocketError.TIMED_OUT);
      return;
    }
    if (c.sender.sendWhatFits()) {
      rearm();
      return;
    }
    retries++;
    c.rtt.backOff();
    c.sender.sendProbe();
    arm(Purpose.WINDOW_PROBE, Math.max(c.rtt.timeoutNanos(), RoundTrip.LEAST_NANOS));
  }

  private final class Retransmit extends Event {
    @Override
    protected void fire() {
      if (c.sender.busy) {
        arm(this, Jiffies.TICK_NANOS); // the socket is in use: TCPF_WRITE_TIMER_DEFERRED
        return;
      }
      Purpose due = purpose;
      if (due == Purpose.RETRANSMIT || due == Purpose.WINDOW_PROBE) {
        purpose = Purpose.NONE;
      }
      switch (due) {
        case NONE -> {}
        case SYN -> synTimeout();
        case RETRANSMIT -> timeout();
        case WINDOW_PROBE -> probeWindow();
        case TAIL_PROBE -> probeTail();
        case REORDERING -> c.recovery.reorderingTimedOut();
      }
    }
  }

  // ---- the end of a connection -----------------------------------------------------------

  void armTimeWait() {
    stop();
    arm(life, TIME_WAIT_NANOS);
  }

  /// The program has closed; the other side may never end its stream.
  void armFinWait() {
    arm(life, c.protocol.settings().finTimeoutSeconds * Nanos.SECOND);
  }

  void armKeepalive() {
    if (c.keepAlive && c.state.isOpen()) {
      arm(life, c.protocol.settings().keepaliveSeconds * Nanos.SECOND);
    }
  }

  void stopKeepalive() {
    loop.cancel(life);
  }

  private void keepalive() {
    TcpSettings settings = c.protocol.settings();
    long idle = loop.nowNanos() - c.lastHeardNanos;
    long wait = settings.keepaliveSeconds * Nanos.SECOND;
    if (!c.sent.isEmpty() || idle < wait) {
      keepaliveProbes = 0;
      arm(life, idle < wait ? wait - idle : wait);
      return;
    }
    if (keepaliveProbes >= settings.keepaliveProbes) {
      c.sender.sendReset();
      c.fail(SocketError.TIMED_OUT);
      return;
    }
    keepaliveProbes++;
    c.sender.sendProbe();
    arm(life, settings.keepaliveIntervalSeconds * Nanos.SECOND);
  }

  private final class Life extends Event {
    @Override
    protected void fire() {
      switch (c.state) {
        case TIME_WAIT, FIN_WAIT2 -> c.vanish();
        case ESTABLISHED, CLOSE_WAIT -> keepalive();
        default -> {}
      }
    }
  }
}
