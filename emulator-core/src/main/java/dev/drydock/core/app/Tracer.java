package dev.drydock.core.app;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.v6.Ipv6EchoSocket;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.ErrorReport;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the routers on the way to a destination by probes whose TTL ends there, as `traceroute`
/// does (Dmitry Butskoy's 2.1, `traceroute.c`): up to a number of probes are on their way at once.
///
/// The program is busy while it sends; what comes in meanwhile waits until it looks for it: one
/// message at a time from the one socket of ICMP, all there are from the sockets of UDP.
public final class Tracer extends Event implements Program, EchoListener {
  private static final long PRECISION_NANOS = 1_000_000L; // DEF_WAIT_PREC

  private final EventLoop loop;
  private final TraceOptions options;
  private final List<TraceProbe> probes = new ArrayList<>();
  private final List<UdpSocket> sockets = new ArrayList<>();
  private final ArrayDeque<TraceProbe> inbox = new ArrayDeque<>();
  private final ArrayDeque<TraceProbe> said = new ArrayDeque<>();
  private final @Nullable EchoSocket echo;
  private final @Nullable Ipv6EchoSocket echo6;
  private final @Nullable SynProbes syns;
  private final boolean isV6;

  private int begin;
  private int end;
  private int next;
  private int onTheirWay;
  private int sent;
  private long wakeNanos;
  private boolean polling;
  private boolean done;
  private @Nullable SocketError failure;

  /// A traceroute that has not begun.
  public Tracer(TraceOptions options) {
    this.loop = options.namespace().softnet().loop();
    this.options = options;
    TraceOptions.Hops hops = options.hops();
    for (int ttl = 1; ttl <= hops.last(); ttl++) {
      for (int i = 0; i < hops.probes(); i++) {
        probes.add(new TraceProbe(ttl, i));
      }
    }
    begin = (hops.first() - 1) * hops.probes();
    end = probes.size();
    TraceOptions.Probe probe = options.probe();
    isV6 = options.destination().isV6();
    boolean icmp = probe.icmp();
    Netns here = options.namespace();
    echo = icmp && !isV6 ? here.ipv4().icmp().open(probe.id(), this) : null;
    echo6 = icmp && isV6 ? here.ipv6().icmp().open(probe.id(), this) : null;
    RandomStream random = probe.syn();
    syns = random == null ? null : new SynProbes(options, random, new SynAnswers());
  }

  @Override
  public void start() {
    next = begin;
    wakeNanos = Long.MAX_VALUE;
    loop.schedule(this, loop.nowNanos());
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

  /// Why no probe could be sent; null when that did not happen.
  public @Nullable SocketError failure() {
    return failure;
  }

  /// Whether there are probes to be told of.
  public boolean hasNews() {
    return !said.isEmpty();
  }

  /// The next probe to be told of, in order; null when there is none yet.
  public @Nullable TraceProbe news() {
    return said.poll();
  }

  /// The program goes on: it has sent, it was woken, or its wait is over.
  @Override
  protected void fire() {
    if (polling) {
      polling = false;
      receive();
      next = begin;
      onTheirWay = 0;
      wakeNanos = Long.MAX_VALUE;
    }
    scan();
  }

  /// Goes through the probes that are not told of (`do_it`): tells, sends, and waits.
  private void scan() {
    while (next < end && onTheirWay < options.hops().atOnce()) {
      TraceProbe probe = probes.get(next);
      if (probe.sentNanos < 0) {
        onTheirWay++;
        next++;
        send(probe);
        wakeNanos = Math.min(wakeNanos, probe.sentNanos + options.patience().mostNanos());
        if (!done) {
          loop.schedule(this, loop.nowNanos() + options.patience().sendNanos());
        }
        return;
      }
      look(probe);
    }
    if (begin >= end) {
      finish();
      return;
    }
    polling = true;
    loop.schedule(this, inbox.isEmpty() ? wakeNanos : loop.nowNanos());
  }

  private void look(TraceProbe probe) {
    long expires = probe.sentNanos + patience(next);
    if (!probe.done && expires <= loop.nowNanos()) {
      probe.done = true;
    }
    if (probe.done) {
      if (next == begin) {
        said.add(probe);
        begin++;
      }
      if (probe.last) {
        int perHop = options.hops().probes();
        end = ((next / perHop) + 1) * perHop;
      }
    } else {
      wakeNanos = Math.min(wakeNanos, expires);
      onTheirWay++;
    }
    next++;
  }

  /// How long to wait for a probe, by what others took (`get_timeout`).
  private long patience(int index) {
    TraceOptions.Wait wait = options.patience();
    int perHop = options.hops().probes();
    int hop = index - (index % perHop);
    for (int i = hop; wait.here() > 0 && i < hop + perHop; i++) {
      long took = probes.get(i).roundTripNanos();
      if (took > 0) {
        return hint(took, wait.here());
      }
    }
    for (int i = index + 1; wait.near() > 0 && i < probes.size(); i++) {
      TraceProbe later = probes.get(i);
      if (later.sentNanos < 0) {
        break;
      }
      if (later.roundTripNanos() > 0) {
        return hint(later.roundTripNanos(), wait.near());
      }
    }
    return wait.mostNanos();
  }

  private long hint(long tookNanos, double times) {
    long nanos = (long) ((tookNanos + PRECISION_NANOS) * times);
    return Math.min(nanos, options.patience().mostNanos());
  }

  // ---- probes ----------------------------------------------------------------------------

  private byte[] payload() {
    byte[] payload = new byte[options.probe().payloadBytes()];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (0x40 + (i & 0x3f));
    }
    return payload;
  }

  private void send(TraceProbe probe) {
    probe.sentNanos = loop.nowNanos();
    SocketError error =
        syns != null
            ? syns.send(probe)
            : echo != null
                ? sendEcho(echo, probe)
                : echo6 != null ? sendEcho(echo6, probe) : sendDatagram(probe);
    boolean toldLater =
        error == SocketError.HOST_UNREACHABLE || error == SocketError.MESSAGE_TOO_LONG;
    if (error != null && !toldLater) {
      failure = error;
      finish();
    }
  }

  private @Nullable SocketError sendEcho(EchoSocket socket, TraceProbe probe) {
    TraceOptions.Probe shape = options.probe();
    sent++;
    probe.key = sent;
    IpAddress source = shape.source();
    socket.flow().destination = options.destination().v4();
    socket.flow().source = source == null ? 0 : source.v4();
    socket.flow().device = shape.device();
    socket.flow().tos = shape.tos();
    socket.flow().ttl = probe.ttl();
    socket.flow().dontFragment = shape.pathMtu() != PathMtuDiscovery.DONT;
    SendResult result = socket.send(sent, payload());
    return SocketError.of(result);
  }

  private @Nullable SocketError sendEcho(Ipv6EchoSocket socket, TraceProbe probe) {
    TraceOptions.Probe shape = options.probe();
    IpAddress source = shape.source();
    sent++;
    probe.key = sent;
    socket.flow().setDestination(options.destination().v6());
    if (source != null) {
      socket.flow().setSource(source.v6());
    }
    socket.flow().device = shape.device();
    socket.flow().hopLimit = probe.ttl();
    return SocketError.of(socket.send(sent, payload()));
  }

  private @Nullable SocketError sendDatagram(TraceProbe probe) {
    TraceOptions.Probe shape = options.probe();
    probe.key = shape.samePort() ? shape.port() : shape.port() + sent;
    sent++;
    UdpSocket socket = options.namespace().udp().open(new Ear(probe));
    sockets.add(socket);
    socket.options().ttl = probe.ttl();
    socket.options().tos = shape.tos();
    socket.options().device = shape.device();
    socket.options().receiveErrors = true;
    socket.options().reuseAddress = true;
    socket.options().pathMtu = shape.pathMtu();
    IpAddress source = shape.source();
    if (source != null || shape.id() != 0) {
      IpAddress any = isV6 ? IpAddress.of(Ipv6Address.ANY) : IpAddress.v4(0);
      SocketError error = socket.bind(new SocketAddress(source == null ? any : source, shape.id()));
      if (error != null) {
        return error;
      }
    }
    SocketAddress to = new SocketAddress(options.destination(), probe.key);
    SocketError error = socket.connect(to);
    byte[] payload = payload();
    return error != null ? error : socket.send(payload, 0, payload.length);
  }

  // ---- answers ---------------------------------------------------------------------------

  /// Reads what came in while the program was busy or waited.
  private void receive() {
    boolean hasSockets = echo == null && echo6 == null && syns == null;
    int most = hasSockets ? inbox.size() : Math.min(1, inbox.size());
    for (int i = 0; i < most; i++) {
      inbox.remove().done = true;
    }
  }

  private void answered(TraceProbe probe, IpAddress from, int type, int code) {
    if (probe.answeredNanos >= 0 || probe.done || done) {
      return;
    }
    probe.answeredNanos = loop.nowNanos();
    probe.from = from;
    probe.type = type;
    probe.code = code;
    probe.last = type != (isV6 ? Icmpv6.TIME_EXCEEDED : Icmp.TIME_EXCEEDED);
    inbox.add(probe);
    if (polling) {
      loop.reschedule(this, loop.nowNanos());
    }
  }

  /// The socket of one datagram.
  private final class Ear implements DatagramListener {
    private final TraceProbe probe;

    Ear(TraceProbe probe) {
      this.probe = probe;
    }

    @Override
    public void received(Datagram datagram) {
      answered(probe, datagram.from().address(), replyType(), 0);
    }

    @Override
    public void reported(ErrorReport report) {
      probe.mtu = report.mtuBytes();
      answered(probe, report.offender(), report.type(), report.code());
    }
  }

  /// What SYNs cause.
  private final class SynAnswers implements SynProbes.Answers {
    @Override
    public void segment(int port, IpAddress from, int flags) {
      TraceProbe probe = find(port);
      if (probe != null) {
        probe.flags = flags;
        answered(probe, from, replyType(), 0);
      }
    }

    @Override
    public void message(int port, IpAddress from, SynProbes.Message message) {
      TraceProbe probe = find(port);
      if (probe != null) {
        probe.mtu = message.mtuBytes();
        answered(probe, from, message.type(), message.code());
      }
    }
  }

  private @Nullable TraceProbe find(int sequence) {
    for (TraceProbe probe : probes) {
      if (probe.sentNanos >= 0 && probe.key == sequence) {
        return probe;
      }
    }
    return null;
  }

  @Override
  public void replied(Frame frame, int icmpAt) {
    TraceProbe probe = find(Icmp.sequence(frame.data(), icmpAt));
    if (probe != null) {
      answered(probe, sender(frame), replyType(), 0);
    }
  }

  @Override
  public void failed(Frame frame, int icmpAt, int sequence) {
    byte[] data = frame.data();
    TraceProbe probe = find(sequence);
    int type = Icmp.type(data, icmpAt);
    if (probe != null && (isV6 || type != Icmp.REDIRECT)) {
      probe.mtu = isV6 ? Bytes.i32(data, icmpAt + 4) : EchoSocket.mtuOf(frame, icmpAt);
      answered(probe, sender(frame), type, Icmp.code(data, icmpAt));
    }
  }

  private int replyType() {
    return isV6 ? Icmpv6.ECHO_REPLY : Icmp.ECHO_REPLY;
  }

  private IpAddress sender(Frame frame) {
    return isV6
        ? IpAddress.of(Ipv6.source(frame.data(), frame.networkOffset))
        : IpAddress.v4(Ipv4.source(frame.data(), frame.networkOffset));
  }

  private void finish() {
    done = true;
    loop.cancel(this);
    if (echo != null) {
      echo.close();
    }
    if (echo6 != null) {
      echo6.close();
    }
    if (syns != null) {
      syns.close();
    }
    for (UdpSocket socket : sockets) {
      socket.close();
    }
  }
}
