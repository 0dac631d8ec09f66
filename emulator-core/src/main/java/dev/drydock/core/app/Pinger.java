package dev.drydock.core.app;

import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoChannel;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.v6.Ipv6EchoSocket;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import java.util.BitSet;

/// Sends echo requests at an interval and follows the answers, as `ping` does. What it makes of
/// errors, when it stops and what it puts into a packet is said by its [PingStyle].
public final class Pinger extends Event implements Program, EchoListener {
  /// How many sequence numbers are told apart (`MAX_DUP_CHK` of BusyBox; iputils has more).
  private static final int WINDOW = 1 << 10;

  /// What a request may hold beside its header. Of a longer one the socket only says that it is too
  /// long, and puts nothing into its queue of errors (Linux `ping_common_sendmsg`, `raw_sendmsg`).
  private static final int PAYLOAD_MAX = 0xffff - 8;

  private static final long REFUSED_PAUSE_NANOS = 500_000_000L;

  private final EventLoop loop;
  private final Softnet softnet;
  private final Runnable turn = this::takeTurn;
  private final PingOptions options;
  private final PingStyle style;
  private final PingReporter reporter;
  private final EchoChannel socket;
  private final BitSet answered = new BitSet();
  private final long[] sentNanos = new long[WINDOW];

  private long startNanos;
  private long lastSendNanos;
  private long slowestNanos;
  private long intervalNanos;
  private long meanMicros; // eight times the moving mean of the round trips
  private int acknowledged;
  private int sent;
  private int received;
  private int duplicates;
  private int errors;
  private int pipe;
  private int refusals;
  private boolean waiting;
  private boolean done;

  /// Whether it wants the CPU, which has other work.
  private boolean isAwake;

  /// A ping that has not begun.
  ///
  /// @param id the identifier of the requests
  public Pinger(Netns namespace, int id, PingOptions options, PingReporter reporter) {
    this.loop = options.loop();
    this.softnet = namespace.softnet();
    this.options = options;
    this.style = options.style();
    this.reporter = reporter;
    this.intervalNanos = options.times().intervalNanos();
    this.socket = options.destination().isV6() ? ipv6(namespace, id) : ipv4(namespace, id);
  }

  private EchoChannel ipv4(Netns namespace, int id) {
    EchoSocket opened = namespace.ipv4().icmp().open(id, this);
    opened.flow().destination = options.destination().v4();
    opened.flow().source = options.source().isAny() ? 0 : options.source().v4();
    opened.flow().ttl = ttl(Ipv4.isMulticast(options.destination().v4()), opened.flow().ttl);
    opened.flow().tos = options.packet().tos();
    opened.flow().device = options.device();
    return opened;
  }

  private EchoChannel ipv6(Netns namespace, int id) {
    Ipv6EchoSocket opened = namespace.ipv6().icmp().open(id, this);
    opened.flow().setDestination(options.destination().v6());
    if (!options.source().isAny()) {
      opened.flow().setSource(options.source().v6());
    }
    boolean group = Ipv6.isMulticast(options.destination().high());
    opened.flow().hopLimit = ttl(group, opened.flow().hopLimit);
    opened.flow().trafficClass = options.packet().tos();
    opened.flow().device = options.device();
    return opened;
  }

  /// A socket that was told nothing sends to groups on its own link only (`mc_ttl`,
  /// `IPV6_DEFAULT_MCASTHOPS`).
  private int ttl(boolean isGroup, int usual) {
    int asked = options.packet().ttl();
    return asked != 0 ? asked : isGroup ? 1 : usual;
  }

  /// Chooses route and source before the first request.
  public SendResult connect() {
    return socket.connect();
  }

  @Override
  public void start() {
    startNanos = loop.nowNanos();
    lastSendNanos = startNanos;
    loop.schedule(this, startNanos);
  }

  /// The interval is over, or the wait for the last answers, or the deadline is there.
  @Override
  protected void fire() {
    if (isAwake) {
      return;
    }
    if (waiting || isPastDeadline()) {
      finish();
      return;
    }
    if (softnet.isFree()) {
      goOn();
    } else {
      isAwake = true;
      softnet.whenIdle(turn);
    }
  }

  private void goOn() {
    send();
    if (!done && !isPending()) {
      armNext();
    }
  }

  /// The CPU is there for this program.
  private void takeTurn() {
    boolean wasAwake = isAwake;
    isAwake = false;
    if (wasAwake && isPastDeadline()) {
      finish();
    } else if (wasAwake) {
      goOn();
    }
  }

  private void send() {
    long now = loop.nowNanos();
    int sequence = style.firstSequence() + sent;
    reporter.sending(sequence, sent == 0 || answered.get(slotOf(sequence - 1)));
    int slot = slotOf(sequence);
    sentNanos[slot] = now;
    answered.clear(slot);
    sent++;
    lastSendNanos = now;
    byte[] payload = style.payload(options.packet(), now);
    chooseDontFragment(payload.length);
    SendResult result = socket.send(sequence, payload);
    if (result != SendResult.NO_BUFFERS) {
      refusals = 0;
    } else if (!style.hearsRefusals()) {
      return;
    } else if (isTriedAgain(now)) {
      return;
    }
    if (result == SendResult.OK) {
      reporter.sent(sequence);
    } else if (!style.hearsErrors() || payload.length <= PAYLOAD_MAX) {
      reporter.notSent(sequence, result, mtu());
      errors += style.countsSendError(result) ? 1 : 0;
      if (style.stopsOnSendError()) {
        finish();
      } else if (style.isComplete(options, received, errors)) {
        waiting = true; // main_loop looks at the counts only after the wait for answers
        loop.reschedule(this, now + intervalNanos);
      }
    }
  }

  /// A packet that the device did not take is sent again after half an interval, for as long as
  /// answers are waited for (`pinger`).
  private boolean isTriedAgain(long now) {
    long pause = Math.min(intervalNanos / 2, REFUSED_PAUSE_NANOS);
    refusals++;
    if (refusals * pause >= options.times().waitNanos()) {
      return false;
    }
    sent--;
    loop.reschedule(this, now + pause);
    return true;
  }

  /// DF on what fits, unless it is asked for or forbidden (`ip_sk_ignore_df`); a packet that must
  /// not be fragmented has the identification 0 (`ip_select_ident`).
  private void chooseDontFragment(int payloadBytes) {
    int packetBytes = socket.headerBytes() + Icmp.HEADER_BYTES + payloadBytes;
    PathMtu pathMtu = options.packet().pathMtu();
    boolean fits = pathMtu == PathMtu.WANT && packetBytes <= mtu();
    socket.setDontFragment(pathMtu == PathMtu.DO || fits, pathMtu == PathMtu.DO);
  }

  private int mtu() {
    socket.connect();
    return socket.mtu();
  }

  private void armNext() {
    waiting = style.hasSentAll(options, sent);
    if (!waiting && sent < options.times().preload()) {
      loop.reschedule(this, loop.nowNanos());
    } else {
      arm();
    }
  }

  private void arm() {
    long now = loop.nowNanos();
    long due =
        waiting
            ? now + style.lingerNanos(options, received, slowestNanos)
            : style.nextNanos(now, lastSendNanos, intervalNanos, mayFlood());
    if (style.stopsAtDeadline() && options.times().deadlineNanos() > 0) {
      due = Math.min(due, deadlineNanos());
    }
    loop.reschedule(this, Math.max(now, due));
  }

  /// Whether fewer requests are on their way than `-l` allows (`in_flight`).
  private boolean mayFlood() {
    int behind = (style.firstSequence() + sent - 1 - acknowledged) & 0xffff;
    int flying = behind <= 0x7fff ? behind : sent - received - errors;
    return flying < options.times().preload();
  }

  /// The moving mean of the round trips, and with `-A` the interval that follows it
  /// (`update_interval`).
  private void noteRoundTrip(long micros) {
    meanMicros = meanMicros == 0 ? 8 * micros : meanMicros + micros - (meanMicros / 8);
    if (options.times().adaptive()) {
      intervalNanos = ((meanMicros / 8) + 500) / 1000 * 1_000_000L;
    }
  }

  /// Something was heard: the program is done, or goes back to waiting.
  private void heard() {
    if (style.isComplete(options, received, errors)) {
      finish();
    } else if (!waiting && isPending()) {
      arm();
    }
  }

  private long deadlineNanos() {
    return startNanos + options.times().deadlineNanos();
  }

  private boolean isPastDeadline() {
    return options.times().deadlineNanos() > 0 && loop.nowNanos() >= deadlineNanos();
  }

  private static int slotOf(int sequence) {
    return sequence & (WINDOW - 1);
  }

  @Override
  public void replied(Frame frame, int icmpAt) {
    byte[] data = frame.data();
    int sequence = Icmp.sequence(data, icmpAt);
    int slot = slotOf(sequence);
    long roundTrip = loop.nowNanos() - sentNanos[slot];
    boolean duplicate = answered.get(slot);
    acknowledge(sequence);
    slowestNanos = Math.max(slowestNanos, roundTrip);
    noteRoundTrip(roundTrip / 1000);
    if (duplicate) {
      duplicates++;
    } else {
      answered.set(slot);
      received++;
    }
    int at = frame.networkOffset;
    reporter.replied(
        new PingReply(
            sequence,
            source(data, at),
            isV6() ? Ipv6.hopLimit(data, at) : Ipv4.ttl(data, at),
            frame.end() - icmpAt,
            roundTrip,
            duplicate));
    heard();
  }

  @Override
  public void failed(Frame frame, int icmpAt, int sequence) {
    if (!style.hearsErrors()) {
      return;
    }
    byte[] data = frame.data();
    int type = Icmp.type(data, icmpAt);
    boolean whole = isV6() || type == Icmp.REDIRECT;
    PingError error =
        new PingError(
            sequence,
            source(data, frame.networkOffset),
            type,
            Icmp.code(data, icmpAt),
            whole ? Bytes.i32(data, icmpAt + 4) : EchoSocket.mtuOf(frame, icmpAt));
    if (!isV6() && type == Icmp.REDIRECT && options.raw()) {
      reporter.redirected(error);
      return;
    }
    if (!isV6()) {
      acknowledge(sequence); // ping6_receive_error_msg does not
    }
    errors++;
    reporter.failed(error);
    heard();
  }

  private boolean isV6() {
    return options.destination().isV6();
  }

  private IpAddress source(byte[] data, int at) {
    return isV6() ? IpAddress.of(Ipv6.source(data, at)) : IpAddress.v4(Ipv4.source(data, at));
  }

  /// Notes how many requests were on their way (`acknowledge` of `ping.h`).
  private void acknowledge(int sequence) {
    int behind = (style.firstSequence() + sent - 1 - sequence) & 0xffff;
    if (behind <= 0x7fff) {
      pipe = Math.max(pipe, behind + 1);
      acknowledged = ((sequence - acknowledged) & 0xffff) <= 0x7fff ? sequence : acknowledged;
    }
  }

  private void finish() {
    done = true;
    isAwake = false;
    loop.cancel(this);
    socket.close();
    reporter.finished(
        new PingSummary(
            sent, received, duplicates, errors, pipe, lastSendNanos - startNanos, meanMicros / 8));
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
