package dev.drydock.core.app;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import java.util.BitSet;

/// Sends echo requests at an interval and follows the answers, as `ping` does. What it makes of
/// errors, when it stops and what it puts into a packet is said by its [PingStyle].
public final class Pinger extends Event implements Program, EchoListener {
  private final EventLoop loop;
  private final PingOptions options;
  private final PingStyle style;
  private final PingReporter reporter;
  private final EchoSocket socket;
  private final BitSet answered = new BitSet();
  private final long[] sentNanos = new long[1 << 10];

  private long startNanos;
  private int sent;
  private int received;
  private int errors;
  private long slowestNanos;
  private boolean lastSent;
  private boolean done;

  /// A ping that has not begun.
  ///
  /// @param id the identifier of the requests
  public Pinger(Ipv4Stack stack, int id, PingOptions options, PingReporter reporter) {
    this.loop = options.loop();
    this.options = options;
    this.style = options.style();
    this.reporter = reporter;
    this.socket = stack.icmp().open(id, this);
    socket.flow().destination = options.destination();
    socket.flow().source = options.source();
    socket.flow().ttl = options.ttl();
    socket.flow().dontFragment = options.dontFragment();
    socket.flow().device = options.device();
  }

  /// Chooses route and source before the first request.
  public SendResult connect() {
    return socket.connect();
  }

  /// The source address of the requests, known after [#connect].
  public int source() {
    return socket.flow().source;
  }

  @Override
  public void start() {
    startNanos = loop.nowNanos();
    loop.schedule(this, startNanos);
  }

  /// The interval is over, or the wait for the last answers.
  @Override
  protected void fire() {
    if (lastSent || isPastDeadline()) {
      finish();
      return;
    }
    int sequence = style.firstSequence() + sent;
    sentNanos[sequence & (sentNanos.length - 1)] = loop.nowNanos();
    answered.clear(sequence & (sentNanos.length - 1));
    sent++;
    SendResult result =
        socket.send(sequence, style.payload(options.payloadBytes(), loop.nowNanos()));
    if (result != SendResult.OK) {
      reporter.notSent(sequence, result);
      errors += style.countsSendErrors() ? 1 : 0;
      if (style.stopsOnSendError()) {
        sent--;
        finish();
        return;
      }
    }
    armNext();
  }

  private void armNext() {
    if (done || isPending()) {
      return;
    }
    long now = loop.nowNanos();
    lastSent = options.count() > 0 && sent >= options.count();
    long wait = lastSent ? style.lingerNanos(options, received, slowestNanos) : interval();
    long due = now + wait;
    if (options.deadlineNanos() > 0) {
      due = Math.min(due, startNanos + options.deadlineNanos());
    }
    loop.schedule(this, Math.max(now, due));
    if (lastSent && style.isComplete(options, received, errors)) {
      finish();
    }
  }

  private long interval() {
    return options.intervalNanos();
  }

  private boolean isPastDeadline() {
    return options.deadlineNanos() > 0 && loop.nowNanos() >= startNanos + options.deadlineNanos();
  }

  @Override
  public void replied(Frame frame, int icmpAt) {
    if (done) {
      return;
    }
    byte[] data = frame.data();
    int sequence = Icmp.sequence(data, icmpAt);
    int slot = sequence & (sentNanos.length - 1);
    long roundTrip = loop.nowNanos() - sentNanos[slot];
    boolean duplicate = answered.get(slot);
    if (!duplicate) {
      answered.set(slot);
      received++;
      slowestNanos = Math.max(slowestNanos, roundTrip);
    }
    int at = frame.networkOffset;
    reporter.replied(
        new PingReply(
            sequence,
            Ipv4.source(data, at),
            Ipv4.ttl(data, at),
            EchoSocket.icmpBytes(frame),
            roundTrip,
            duplicate));
    if (style.isComplete(options, received, errors)) {
      finish();
    }
  }

  @Override
  public void failed(Frame frame, int icmpAt, int sequence) {
    if (done) {
      return;
    }
    byte[] data = frame.data();
    errors++;
    reporter.failed(
        new PingError(
            sequence,
            Ipv4.source(data, frame.networkOffset),
            Icmp.type(data, icmpAt),
            Icmp.code(data, icmpAt),
            EchoSocket.mtuOf(frame, icmpAt)));
    if (style.isComplete(options, received, errors)) {
      finish();
    }
  }

  private void finish() {
    done = true;
    loop.cancel(this);
    socket.close();
    reporter.finished(sent, received, errors, loop.nowNanos() - startNanos);
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    if (!done) {
      finish();
    }
  }
}
