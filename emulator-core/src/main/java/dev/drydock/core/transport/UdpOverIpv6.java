package dev.drydock.core.transport;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Protocol;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Udp;
import org.jspecify.annotations.Nullable;

/// What is particular to UDP over IPv6 (RFC 8200 section 8.1; Linux `net/ipv6/udp.c`): headers,
/// routes, the checksum that must be there, and the meaning of ICMPv6 errors.
final class UdpOverIpv6 implements UdpPath, Ipv6Protocol {
  /// What fits into an IPv6 packet behind the header of UDP.
  private static final int PAYLOAD_BYTES_MAX = 0xffff - Udp.HEADER_BYTES;

  private final UdpProtocol protocol;
  private final Ipv6Stack stack;
  private final Ipv6Flow flow = new Ipv6Flow();

  UdpOverIpv6(UdpProtocol protocol, Ipv6Stack stack) {
    this.protocol = protocol;
    this.stack = stack;
  }

  // ---- receiving -------------------------------------------------------------------------

  @Override
  public void input(Frame frame, NetDevice device, int at) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int room = ip + Ipv6.totalBytes(data, ip) - at;
    if (room < Udp.HEADER_BYTES) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    int length = Udp.length(data, at);
    if (length < Udp.HEADER_BYTES || length > room) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    boolean summed = Udp.checksum(data, at) != 0;
    if (!summed || Checksum.of(Ipv6.pseudo(data, ip, Ipv6.UDP, length), data, at, length) != 0) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    UdpDatagram datagram = protocol.incoming();
    datagram.isV6 = true;
    datagram.sourceHigh = Ipv6.sourceHigh(data, ip);
    datagram.sourceLow = Ipv6.sourceLow(data, ip);
    datagram.destinationHigh = Ipv6.destinationHigh(data, ip);
    datagram.destinationLow = Ipv6.destinationLow(data, ip);
    datagram.sourcePort = Udp.sourcePort(data, at);
    datagram.destinationPort = Udp.destinationPort(data, at);
    datagram.device = device;
    datagram.data = data;
    datagram.offset = at + Udp.HEADER_BYTES;
    datagram.length = length - Udp.HEADER_BYTES;
    deliver(frame, device, datagram);
  }

  private void deliver(Frame frame, NetDevice device, UdpDatagram datagram) {
    if (Ipv6.isMulticast(datagram.destinationHigh)) {
      protocol.deliverToAll(datagram);
      frame.release();
    } else if (protocol.deliver(datagram)) {
      frame.release();
    } else {
      stack.icmp().sendError(frame, (Icmpv6.UNREACHABLE << 8) | Icmpv6.PORT, 0);
      device.drop(frame, DropReason.NO_SOCKET);
    }
  }

  /// An ICMPv6 error came in (`__udp6_lib_err`).
  @Override
  public void error(Frame frame, int icmpAt, int quoted) {
    byte[] data = frame.data();
    int type = Icmpv6.type(data, icmpAt);
    int code = Icmpv6.code(data, icmpAt);
    int at = quoted + Ipv6.HEADER_BYTES;
    UdpDatagram sent = protocol.incoming();
    sent.isV6 = true;
    sent.sourceHigh = Ipv6.destinationHigh(data, quoted);
    sent.sourceLow = Ipv6.destinationLow(data, quoted);
    sent.destinationHigh = Ipv6.sourceHigh(data, quoted);
    sent.destinationLow = Ipv6.sourceLow(data, quoted);
    sent.sourcePort = Udp.destinationPort(data, at);
    sent.destinationPort = Udp.sourcePort(data, at);
    sent.device = null;
    UdpSocket socket = protocol.find(sent);
    if (socket == null) {
      return;
    }
    boolean tooLong = type == Icmpv6.PACKET_TOO_BIG;
    ErrorReport report =
        new ErrorReport(
            meaning(type, code),
            type,
            code,
            IpAddress.of(Ipv6.source(data, frame.networkOffset)),
            sent.from(),
            tooLong ? Bytes.i32(data, icmpAt + 4) : 0,
            Ipv6.hopLimit(data, frame.networkOffset));
    socket.error(report, isFatal(type, code));
  }

  /// `icmpv6_err_convert`.
  private static SocketError meaning(int type, int code) {
    return switch (type) {
      case Icmpv6.UNREACHABLE ->
          switch (code) {
            case Icmpv6.NO_ROUTE -> SocketError.NETWORK_UNREACHABLE;
            case Icmpv6.PROHIBITED, 5, Icmpv6.REJECT -> SocketError.ACCESS;
            case Icmpv6.PORT -> SocketError.CONNECTION_REFUSED;
            default -> SocketError.HOST_UNREACHABLE;
          };
      case Icmpv6.PACKET_TOO_BIG -> SocketError.MESSAGE_TOO_LONG;
      case Icmpv6.PARAMETER_PROBLEM -> SocketError.PROTOCOL_ERROR;
      default -> SocketError.HOST_UNREACHABLE;
    };
  }

  private static boolean isFatal(int type, int code) {
    if (type == Icmpv6.PARAMETER_PROBLEM) {
      return true;
    }
    return type == Icmpv6.UNREACHABLE
        && switch (code) {
          case Icmpv6.PROHIBITED, Icmpv6.PORT, 5, Icmpv6.REJECT -> true;
          default -> false;
        };
  }

  // ---- sending ---------------------------------------------------------------------------

  @Override
  public boolean mayBind(IpAddress address) {
    return address.isAny() || Ipv6.isMulticast(address.high()) || isOwn(address);
  }

  @Override
  public boolean isOwn(IpAddress address) {
    Ipv6Route route = stack.fib().lookup(address.v6(), null);
    return route != null && route.type() == RouteType.LOCAL;
  }

  @Override
  public @Nullable SocketError route(UdpSocket socket, IpAddress to) {
    UdpOptions options = socket.options();
    IpAddress source = socket.boundV6();
    flow.sourceHigh = source.high();
    flow.sourceLow = source.low();
    flow.destinationHigh = to.high();
    flow.destinationLow = to.isAny() ? 1 : to.low(); // to nowhere is to ::1
    flow.device = options.device;
    flow.mark = options.mark;
    return SocketError.of(stack.route(flow));
  }

  @Override
  public IpAddress chosenSource() {
    return IpAddress.of(flow.source());
  }

  @Override
  public int mtuBytes() {
    return stack.mtu(flow);
  }

  /// `udpv6_sendmsg`.
  @Override
  public @Nullable SocketError send(UdpSocket socket, SocketAddress to, UdpDatagram payload) {
    int length = Udp.HEADER_BYTES + payload.length;
    if (payload.length > PAYLOAD_BYTES_MAX) {
      return SocketError.MESSAGE_TOO_LONG;
    }
    SocketError error = route(socket, to.address());
    if (error != null) {
      return error;
    }
    UdpOptions options = socket.options();
    flow.hopLimit = Ipv6.isMulticast(flow.destinationHigh) ? options.multicastTtl : options.ttl;
    flow.trafficClass = options.tos;
    flow.dontFragment =
        options.pathMtu == PathMtuDiscovery.DO || options.pathMtu == PathMtuDiscovery.PROBE;
    Frame frame = stack.newPacket(length);
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int at = ip + Ipv6.HEADER_BYTES;
    System.arraycopy(payload.data, payload.offset, data, at + Udp.HEADER_BYTES, payload.length);
    Udp.write(data, at, socket.localPort(), to.port(), length);
    Ipv6.putSource(data, ip, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(data, ip, flow.destinationHigh, flow.destinationLow);
    int sum = Checksum.of(Ipv6.pseudo(data, ip, Ipv6.UDP, length), data, at, length);
    Bytes.put16(data, at + 6, sum == 0 ? 0xffff : sum);
    SendResult sent = stack.output(frame, flow, Ipv6.UDP);
    return sent == SendResult.NO_BUFFERS ? null : SocketError.of(sent); // `udp_v6_send_skb`
  }
}
