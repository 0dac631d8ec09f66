package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Protocol;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.IcmpErrors;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// TCP of one namespace: finds the socket a segment is for, and opens sockets (Linux `tcp_ipv4.c`,
/// `inet_hashtables.c`).
public final class TcpProtocol implements Ipv4Protocol {
  /// Where a connection to `0.0.0.0` goes: 127.0.0.1.
  private static final int LOCALHOST = 0x7f00_0001;

  private final Softnet softnet;
  private final Ipv4Stack ipv4;
  private final TcpOverIpv6 ipv6;
  private final RandomStream random;
  private final TcpSettings settings = new TcpSettings();
  private final ConnectionTable table = new ConnectionTable();
  private final Listeners listeners = new Listeners();
  private final EphemeralPorts ports;
  private final Segment segment = new Segment();
  private final FourTuple wanted = new FourTuple();
  private @Nullable SynCookies cookies;

  /// TCP without sockets; it makes itself known to IPv4 and IPv6.
  public TcpProtocol(Softnet softnet, Ipv4Stack ipv4, Ipv6Stack ipv6, RandomStream random) {
    this.softnet = softnet;
    this.ipv4 = ipv4;
    this.ipv6 = new TcpOverIpv6(this, ipv6);
    this.random = random;
    this.ports = new EphemeralPorts(random);
    ipv4.register(Ipv4.TCP, this);
    ipv6.register(Ipv6.TCP, this.ipv6);
  }

  Softnet softnet() {
    return softnet;
  }

  RandomStream random() {
    return random;
  }

  SynCookies cookies() {
    SynCookies known = cookies;
    if (known == null) {
      known = new SynCookies(random.nextLong());
      cookies = known;
    }
    return known;
  }

  ConnectionTable table() {
    return table;
  }

  /// The settings `net.ipv4.tcp_*`.
  public TcpSettings settings() {
    return settings;
  }

  // ---- opening ---------------------------------------------------------------------------

  /// Listens on a port of one address or, with `0.0.0.0`, of all.
  ///
  /// @param backlog connections that may wait to be accepted
  public ListenResult listen(SocketAddress local, int backlog, AcceptListener acceptor) {
    boolean any = local.address().isAny();
    if (!any && !isOwn(local.address())) {
      return new ListenResult(null, SocketError.ADDRESS_NOT_AVAILABLE);
    }
    for (TcpListener other : listeners.at(local.port())) {
      boolean overlaps =
          any || other.local().address().isAny() || other.local().address().equals(local.address());
      boolean isIpv4 = !local.address().isV6();
      boolean sameFamily =
          other.local().address().isV6() != isIpv4 || (isIpv4 && other.takesIpv4());
      if (overlaps && sameFamily) {
        return new ListenResult(null, SocketError.ADDRESS_IN_USE);
      }
    }
    SocketAddress at = local;
    if (local.port() == 0) {
      wanted.setLocal(local.address(), 0);
      wanted.setRemote(local.address(), 0);
      int port = ports.choose(wanted, settings, this::isUnused);
      at = new SocketAddress(local.address(), port);
    }
    TcpListener listener = new TcpListener(this, at, backlog, acceptor);
    listeners.add(listener);
    return new ListenResult(listener, null);
  }

  /// Whether somebody listens on a port for IPv4.
  boolean hasIpv4(int port) {
    for (TcpListener each : listeners.at(port)) {
      if (!each.local().address().isV6() || each.takesIpv4()) {
        return true;
      }
    }
    return false;
  }

  private boolean isOwn(IpAddress address) {
    return address.isV6()
        ? ipv6.isOwn(address)
        : ipv4.fib().addressType(address.v4()) == RouteType.LOCAL;
  }

  /// Connects. Nothing is told before this returns; then [StreamListener#connected] or
  /// [StreamListener#failed] is.
  ///
  /// @param local `0.0.0.0` and port 0 let the namespace choose
  public StreamSocket connect(SocketAddress local, SocketAddress remote, StreamListener listener) {
    return connect(local, remote, ConnectOptions.NONE, listener);
  }

  /// The same with options.
  public StreamSocket connect(
      SocketAddress local, SocketAddress remote, ConnectOptions options, StreamListener listener) {
    boolean isV6 = remote.address().isV6();
    FourTuple ends = new FourTuple();
    ends.setRemote(remote.address(), remote.port());
    TcpConnection connection =
        new TcpConnection(
            this, isV6 ? ipv6.path(options.device()) : new Ipv4Path(ipv4, options.device()));
    connection.segmentBytesMost = options.segmentBytesMost();
    boolean open = local.address().isAny();
    IpAddress any = isV6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    connection.ends.setLocal(open ? any : local.address(), local.port());
    connection.ends.setRemote(remote.address(), remote.port());
    boolean isLost = Ipv6.isLinkLocal(ends.remoteHigh) && options.device() == null;
    SocketError error = isV6 && isLost ? SocketError.INVALID : open(connection, local, remote);
    if (error == null) {
      table.add(connection);
      connection.connect();
    } else {
      connection.stream.failed(error);
    }
    connection.stream.setListener(listener);
    return connection.stream;
  }

  private @Nullable SocketError open(
      TcpConnection connection, SocketAddress local, SocketAddress remote) {
    boolean isV6 = remote.address().isV6();
    if (remote.address().isAny()) {
      IpAddress self = isV6 ? IpAddress.parse("::1") : IpAddress.v4(LOCALHOST);
      connection.ends.setRemote(self, remote.port());
    }
    if (!local.address().isAny() && !isOwn(local.address())) {
      return SocketError.ADDRESS_NOT_AVAILABLE;
    }
    SendResult routed = connection.resolve();
    if (routed != SendResult.OK) {
      return errorOf(routed);
    }
    if (isForMany(connection.ends)) {
      return SocketError.NETWORK_UNREACHABLE;
    }
    if (local.port() == 0) {
      wanted.set(connection.ends);
      connection.ends.localPort = ports.choose(connection.ends, settings, this::isFree);
    }
    boolean taken = connection.ends.localPort == 0 || table.find(connection.ends) != null;
    return taken ? SocketError.ADDRESS_NOT_AVAILABLE : null;
  }

  private boolean isForMany(FourTuple ends) {
    if (ends.isV6) {
      return Ipv6.isMulticast(ends.remoteHigh);
    }
    int to = (int) ends.remoteLow;
    return ipv4.fib().addressType(to) == RouteType.BROADCAST || Ipv4.isMulticast(to);
  }

  private boolean isFree(int port) {
    wanted.localPort = port;
    return table.find(wanted) == null && isUnused(port);
  }

  private boolean isUnused(int port) {
    return listeners.at(port).isEmpty();
  }

  private static SocketError errorOf(SendResult result) {
    return switch (result) {
      case HOST_UNREACHABLE -> SocketError.HOST_UNREACHABLE;
      case ACCESS -> SocketError.ACCESS;
      case INVALID -> SocketError.INVALID;
      case NOT_PERMITTED -> SocketError.NOT_PERMITTED;
      case NO_BUFFERS -> SocketError.NO_BUFFERS;
      case ADDRESS_NOT_AVAILABLE -> SocketError.ADDRESS_NOT_AVAILABLE;
      case MESSAGE_TOO_LONG -> SocketError.MESSAGE_TOO_LONG;
      case OK, NETWORK_UNREACHABLE -> SocketError.NETWORK_UNREACHABLE;
    };
  }

  void close(TcpListener listener) {
    listeners.remove(listener);
  }

  void forget(TcpConnection connection) {
    table.remove(connection);
  }

  /// The sockets, as `ss` and `netstat` list them: listening ones first, then connections in the
  /// order they were made.
  public List<TcpSocketInfo> sockets() {
    List<TcpSocketInfo> all = new ArrayList<>();
    for (TcpListener listener : listeners.all()) {
      SocketAddress any =
          new SocketAddress(
              listener.local().address().isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4, 0);
      all.add(
          new TcpSocketInfo(
              TcpState.LISTEN,
              listener.waiting(),
              listener.backlog(),
              listener.local(),
              any,
              listener.takesIpv4()));
    }
    for (TcpConnection c = table.first(); c != null; c = c.newer) {
      all.add(c.info());
    }
    return all;
  }

  // ---- receiving -------------------------------------------------------------------------

  @Override
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int at = ip + Ipv4.headerBytes(data, ip);
    int length = Ipv4.totalBytes(data, ip) - Ipv4.headerBytes(data, ip);
    if (frame.addressee != Frame.TO_HOST) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
    if (!Tcp.isValid(data, at, length)) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    long destination = Ipv4.destination(data, ip) & 0xffff_ffffL;
    long addresses = ((long) Ipv4.source(data, ip) << 32) | destination;
    if (!Tcp.hasValidChecksum(data, at, length, addresses)) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    received(frame, device);
  }

  /// Takes over a sound segment of either family.
  void received(Frame frame, NetDevice device) {
    Segment s = read(frame);
    TcpConnection connection = table.find(s.ends);
    if (connection != null) {
      connection.input(frame, s);
      return;
    }
    dispatch(s, frame, device);
  }

  /// Takes apart the segment that a frame holds, which was found sound.
  Segment read(Frame frame) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    segment.segmentBytes = frame.segmentBytes;
    segment.linear = frame.linear;
    if (Ipv4.version(data, ip) == 6) {
      TcpOverIpv6.ends(data, ip, segment.ends);
      segment.read(data, ip + Ipv6.HEADER_BYTES, Ipv6.payloadBytes(data, ip));
      return segment;
    }
    int at = ip + Ipv4.headerBytes(data, ip);
    segment.ends.setV4(Ipv4.destination(data, ip), Ipv4.source(data, ip));
    segment.read(data, at, Ipv4.totalBytes(data, ip) - Ipv4.headerBytes(data, ip));
    return segment;
  }

  private void dispatch(Segment s, Frame frame, NetDevice device) {
    TcpListener listener = find(s.ends);
    if (listener != null) {
      TcpPath path = path(s.ends, device);
      TcpConnection remembered = listener.remember(s, path);
      if (remembered != null) {
        remembered.input(frame, s);
        return;
      }
      toListener(s, listener, path);
      frame.release();
      return;
    }
    answerWithReset(s, path(s.ends, device));
    device.drop(frame, DropReason.NO_SOCKET);
  }

  private TcpPath path(FourTuple ends, @Nullable NetDevice device) {
    return ends.isV6 ? ipv6.path(ends, device) : new Ipv4Path(ipv4, null);
  }

  private void toListener(Segment s, TcpListener listener, TcpPath path) {
    if (s.has(Tcp.RST)) {
      return;
    }
    if (s.has(Tcp.ACK)) {
      answerWithReset(s, path);
    } else if (s.has(Tcp.SYN) && !s.has(Tcp.FIN)) {
      listener.syn(s, path);
    }
  }

  /// A new SYN came for a connection that was waiting out its time.
  void reopen(Segment s, TcpPath path) {
    TcpListener listener = find(s.ends);
    if (listener == null) {
      answerWithReset(s, path);
    } else {
      toListener(s, listener, path(s.ends, null));
    }
  }

  private @Nullable TcpListener find(FourTuple ends) {
    TcpListener any = null;
    List<TcpListener> same = listeners.at(ends.localPort);
    for (int i = 0; i < same.size(); i++) {
      TcpListener listener = same.get(i);
      IpAddress address = listener.local().address();
      boolean fits = address.isV6() == ends.isV6;
      if (!(fits || listener.takesIpv4())) {
        continue;
      }
      if (address.isAny()) {
        any = fits || any == null ? listener : any;
      } else if (address.low() == ends.localLow && address.high() == ends.localHigh) {
        return listener;
      }
    }
    return any;
  }

  /// Refuses a segment (`tcp_v4_send_reset`, RFC 9293 section 3.10.7.1): without options and
  /// identification.
  void answerWithReset(Segment s, TcpPath path) {
    if (s.has(Tcp.RST)) {
      return;
    }
    FourTuple ends = new FourTuple();
    ends.set(s.ends);
    if (path.resolve(ends) != SendResult.OK) {
      return;
    }
    Frame frame = path.newSegment(Tcp.HEADER_BYTES);
    byte[] data = frame.data();
    int at = path.transportAt(frame);
    boolean acked = s.has(Tcp.ACK);
    Bytes.put16(data, at, ends.localPort);
    Bytes.put16(data, at + 2, ends.remotePort);
    Bytes.put32(data, at + 4, acked ? s.ack : 0);
    Bytes.put32(data, at + 8, acked ? 0 : s.endSequence);
    Bytes.put8(data, at + 12, 0x50);
    Bytes.put8(data, at + 13, acked ? Tcp.RST : Tcp.RST | Tcp.ACK);
    Bytes.put16(data, at + 14, 0);
    Bytes.put32(data, at + 16, 0);
    path.send(frame, 0);
  }

  // ---- ICMP errors -----------------------------------------------------------------------

  @Override
  public void error(Frame frame, int icmpAt, int quoted) {
    byte[] data = frame.data();
    int at = quoted + Ipv4.headerBytes(data, quoted);
    wanted.setV4(Ipv4.source(data, quoted), Ipv4.destination(data, quoted));
    TcpConnection connection = concerned(wanted, data, at);
    if (connection == null) {
      return;
    }
    int type = Icmp.type(data, icmpAt);
    int code = Icmp.code(data, icmpAt);
    if (type == Icmp.UNREACHABLE && code == Icmp.FRAGMENTATION_NEEDED) {
      connection.pathMtuChanged();
    } else if (type == Icmp.UNREACHABLE && code <= IcmpErrors.CODE_MAX) {
      connection.icmpError(IcmpErrors.of(code), code == Icmp.NET || code == Icmp.HOST);
    } else if (type == Icmp.TIME_EXCEEDED) {
      connection.icmpError(SocketError.HOST_UNREACHABLE, true);
    }
  }

  /// The connection that sent a quoted segment; null when there is none, or the segment is out of
  /// its window: forged, or long gone.
  ///
  /// @param sent the ends with their addresses; the ports are filled in
  /// @param at where the quoted TCP header begins
  @Nullable TcpConnection concerned(FourTuple sent, byte[] data, int at) {
    sent.localPort = Tcp.sourcePort(data, at);
    sent.remotePort = Tcp.destinationPort(data, at);
    TcpConnection connection = table.find(sent);
    if (connection == null) {
      return null;
    }
    int sequence = Tcp.sequence(data, at);
    boolean ours =
        !Sequence.before(sequence, connection.una) && !Sequence.after(sequence, connection.next);
    return ours || connection.state == TcpState.LISTEN ? connection : null;
  }
}
