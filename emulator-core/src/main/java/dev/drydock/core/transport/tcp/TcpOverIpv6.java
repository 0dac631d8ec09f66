package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Protocol;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// What is particular to TCP over IPv6 (Linux `net/ipv6/tcp_ipv6.c`): headers, own addresses, and
/// the meaning of ICMPv6 errors.
final class TcpOverIpv6 implements Ipv6Protocol {
  private final TcpProtocol protocol;
  private final Ipv6Stack stack;

  TcpOverIpv6(TcpProtocol protocol, Ipv6Stack stack) {
    this.protocol = protocol;
    this.stack = stack;
  }

  /// A way towards a partner.
  ///
  /// @param device where its packets came in, or where the program says that it is
  TcpPath path(FourTuple ends, @Nullable NetDevice device) {
    return new Ipv6Path(stack, Ipv6.isLinkLocal(ends.remoteHigh) ? device : null);
  }

  /// A way that leaves by one device only; null for any.
  TcpPath path(@Nullable NetDevice device) {
    return new Ipv6Path(stack, device);
  }

  boolean isOwn(IpAddress address) {
    Ipv6Route route = stack.fib().lookup(address.v6(), null);
    return route != null && route.type() == RouteType.LOCAL;
  }

  @Override
  public void input(Frame frame, NetDevice device, int at) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int length = ip + Ipv6.totalBytes(data, ip) - at;
    if (frame.addressee != Frame.TO_HOST) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
    boolean plain = at == ip + Ipv6.HEADER_BYTES; // options in front are not expected
    if (!plain || !Tcp.isValid(data, at, length)) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    if (Checksum.of(Ipv6.pseudo(data, ip, Ipv6.TCP, length), data, at, length) != 0) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    protocol.received(frame, device);
  }

  /// Fills in the ends of a received segment.
  static void ends(byte[] data, int ip, FourTuple ends) {
    ends.isV6 = true;
    ends.localHigh = Ipv6.destinationHigh(data, ip);
    ends.localLow = Ipv6.destinationLow(data, ip);
    ends.remoteHigh = Ipv6.sourceHigh(data, ip);
    ends.remoteLow = Ipv6.sourceLow(data, ip);
  }

  /// `tcp_v6_err`.
  @Override
  public void error(Frame frame, int icmpAt, int quoted) {
    byte[] data = frame.data();
    FourTuple sent = new FourTuple();
    sent.isV6 = true;
    sent.localHigh = Ipv6.sourceHigh(data, quoted);
    sent.localLow = Ipv6.sourceLow(data, quoted);
    sent.remoteHigh = Ipv6.destinationHigh(data, quoted);
    sent.remoteLow = Ipv6.destinationLow(data, quoted);
    TcpConnection connection = protocol.concerned(sent, data, quoted + Ipv6.HEADER_BYTES);
    if (connection == null) {
      return;
    }
    switch (Icmpv6.type(data, icmpAt)) {
      case Icmpv6.UNREACHABLE -> {
        SocketError error = unreachable(Icmpv6.code(data, icmpAt));
        boolean isFatal = error == SocketError.ACCESS || error == SocketError.CONNECTION_REFUSED;
        connection.icmpError(error, isFatal);
      }
      case Icmpv6.PACKET_TOO_BIG -> connection.pathMtuChanged();
      case Icmpv6.TIME_EXCEEDED -> connection.icmpError(SocketError.HOST_UNREACHABLE, false);
      default -> {}
    }
  }

  /// The table `tab_unreach`.
  private static SocketError unreachable(int code) {
    return switch (code) {
      case Icmpv6.NO_ROUTE -> SocketError.NETWORK_UNREACHABLE;
      case Icmpv6.PROHIBITED, Icmpv6.REJECT, 5 -> SocketError.ACCESS;
      case Icmpv6.PORT -> SocketError.CONNECTION_REFUSED;
      default -> SocketError.HOST_UNREACHABLE;
    };
  }
}
