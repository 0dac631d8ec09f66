package dev.drydock.core.transport;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Protocol;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import org.jspecify.annotations.Nullable;

/// What is particular to UDP over IPv4 (Linux `net/ipv4/udp.c`): headers, routes, and the meaning
/// of ICMP errors. Which socket is meant is decided by [UdpProtocol].
final class UdpOverIpv4 implements UdpPath, Ipv4Protocol {
  /// What fits into an IPv4 packet behind its header and that of UDP.
  static final int PAYLOAD_BYTES_MAX = 65_507;

  /// 127.0.0.1, where a datagram to nowhere goes (`ip_route_output_key_hash_rcu`).
  private static final int LOCALHOST = 0x7f00_0001;

  private final UdpProtocol protocol;
  private final Ipv4Stack stack;
  private final Flow flow = new Flow();

  UdpOverIpv4(UdpProtocol protocol, Ipv4Stack stack) {
    this.protocol = protocol;
    this.stack = stack;
  }

  // ---- receiving -------------------------------------------------------------------------

  @Override
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int at = ip + Ipv4.headerBytes(data, ip);
    int room = Ipv4.totalBytes(data, ip) - Ipv4.headerBytes(data, ip);
    int source = Ipv4.source(data, ip);
    int destination = Ipv4.destination(data, ip);
    if (room < Udp.HEADER_BYTES || Udp.length(data, at) > room || isShort(data, at)) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    if (!frame.isTunnelSound && !Udp.hasValidChecksum(data, at, source, destination)) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    if (protocol.toTunnel(frame, device, at)) {
      return;
    }
    UdpDatagram datagram = protocol.incoming();
    datagram.setV4(source, destination);
    datagram.sourcePort = Udp.sourcePort(data, at);
    datagram.destinationPort = Udp.destinationPort(data, at);
    datagram.device = device;
    datagram.data = data;
    datagram.offset = at + Udp.HEADER_BYTES;
    datagram.length = Udp.length(data, at) - Udp.HEADER_BYTES;
    if (isForMany(destination)) {
      protocol.deliverToAll(datagram);
      frame.release();
    } else if (protocol.deliver(datagram)) {
      frame.release();
    } else {
      stack.icmp().sendError(frame, (Icmp.UNREACHABLE << 8) | Icmp.PORT, 0);
      device.drop(frame, DropReason.NO_SOCKET);
    }
  }

  private static boolean isShort(byte[] data, int at) {
    return Udp.length(data, at) < Udp.HEADER_BYTES;
  }

  private boolean isForMany(int destination) {
    RouteType type = stack.fib().addressType(destination);
    return type == RouteType.BROADCAST || type == RouteType.MULTICAST;
  }

  /// An ICMP error came in (`__udp4_lib_err`). The socket is the one that would receive an answer
  /// to the quoted datagram.
  @Override
  public void error(Frame frame, int icmpAt, int quoted) {
    byte[] data = frame.data();
    int type = Icmp.type(data, icmpAt);
    int code = Icmp.code(data, icmpAt);
    if (type == Icmp.REDIRECT || (type == Icmp.UNREACHABLE && code > IcmpErrors.CODE_MAX)) {
      return;
    }
    int at = quoted + Ipv4.headerBytes(data, quoted);
    UdpDatagram sent = protocol.incoming();
    int partner = Ipv4.destination(data, quoted);
    int own = Ipv4.source(data, quoted);
    sent.setV4(partner, own);
    sent.sourcePort = Udp.destinationPort(data, at);
    sent.destinationPort = Udp.sourcePort(data, at);
    sent.device = null;
    UdpSocket socket = protocol.find(sent);
    if (socket == null) {
      return;
    }
    boolean tooLong = type == Icmp.UNREACHABLE && code == Icmp.FRAGMENTATION_NEEDED;
    boolean fatal =
        tooLong ? socket.options().pathMtu != PathMtuDiscovery.DONT : isFatal(type, code);
    int from = Ipv4.source(data, frame.networkOffset);
    socket.error(
        new ErrorReport(
            meaning(type, code),
            type,
            code,
            IpAddress.v4(from),
            sent.from(),
            tooLong ? Bytes.u16(data, icmpAt + 6) : 0,
            Ipv4.ttl(data, frame.networkOffset)),
        fatal);
  }

  private static SocketError meaning(int type, int code) {
    return switch (type) {
      case Icmp.UNREACHABLE -> IcmpErrors.of(code);
      case Icmp.PARAMETER_PROBLEM -> SocketError.PROTOCOL_ERROR;
      default -> SocketError.HOST_UNREACHABLE;
    };
  }

  private static boolean isFatal(int type, int code) {
    return type == Icmp.PARAMETER_PROBLEM || (type == Icmp.UNREACHABLE && IcmpErrors.isFatal(code));
  }

  // ---- sending ---------------------------------------------------------------------------

  /// Whether a socket may be bound to an address (`inet_addr_valid_or_nonlocal`).
  @Override
  public boolean mayBind(IpAddress address) {
    return address.isAny() || stack.fib().addressType(address.v4()) != RouteType.UNICAST;
  }

  /// Whether an address is one of the namespace.
  @Override
  public boolean isOwn(IpAddress address) {
    return stack.fib().addressType(address.v4()) == RouteType.LOCAL;
  }

  /// The source address towards a destination, as `connect` finds it.
  ///
  /// @return the error, or null and the address is in [#chosenSource]
  @Override
  public @Nullable SocketError route(UdpSocket socket, IpAddress to) {
    UdpOptions options = socket.options();
    flow.source = socket.boundV4();
    flow.destination = to.isAny() ? LOCALHOST : to.v4();
    flow.device = options.device;
    flow.mark = options.mark;
    SendResult routed = stack.route(flow);
    if (routed != SendResult.OK) {
      return SocketError.of(routed);
    }
    Route route = flow.route();
    boolean broadcast = route != null && route.type() == RouteType.BROADCAST;
    return broadcast && !options.broadcast ? SocketError.ACCESS : null;
  }

  /// The source address that [#route] found.
  @Override
  public IpAddress chosenSource() {
    return IpAddress.v4(flow.source);
  }

  @Override
  public int mtuBytes() {
    return stack.mtu(flow);
  }

  /// Sends a datagram (`udp_sendmsg`, `ip_make_skb`).
  ///
  /// @param payload the bytes to send
  @Override
  public @Nullable SocketError send(UdpSocket socket, SocketAddress to, UdpDatagram payload) {
    int length = payload.length;
    if (length > PAYLOAD_BYTES_MAX) {
      return SocketError.MESSAGE_TOO_LONG;
    }
    SocketError error = route(socket, to.address());
    if (error != null) {
      return error;
    }
    chooseHeader(socket, Ipv4.HEADER_BYTES + Udp.HEADER_BYTES + length);
    Frame frame = stack.newPacket(Udp.HEADER_BYTES + length);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    System.arraycopy(payload.data, payload.offset, data, at + Udp.HEADER_BYTES, length);
    int ports = (socket.localPort() << 16) | to.port();
    Udp.write(data, at, ports, Udp.HEADER_BYTES + length, flow.addresses());
    SendResult sent = stack.output(frame, flow, Ipv4.UDP);
    return sent == SendResult.NO_BUFFERS ? null : SocketError.of(sent); // `udp_send_skb`
  }

  /// DF as `ip_dont_fragment` has it, and the identification as `ip_select_ident_segs`: a connected
  /// socket counts its own; what must not be fragmented needs none.
  private void chooseHeader(UdpSocket socket, int packetBytes) {
    UdpOptions options = socket.options();
    boolean fits = packetBytes <= stack.mtu(flow);
    flow.ttl = Ipv4.isMulticast(flow.destination) ? options.multicastTtl : options.ttl;
    flow.tos = options.tos;
    flow.dontFragment =
        switch (options.pathMtu) {
          case DONT -> false;
          case WANT -> fits;
          case DO, PROBE -> true;
        };
    boolean strict =
        options.pathMtu == PathMtuDiscovery.DO || options.pathMtu == PathMtuDiscovery.PROBE;
    flow.id = socket.isConnected() ? socket.nextId() : strict ? 0 : -1;
  }
}
