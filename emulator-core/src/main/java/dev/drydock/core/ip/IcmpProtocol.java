package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ICMP of one namespace: answers echoes, reports errors, and hands replies and errors to those
/// they concern (RFC 792, RFC 1122 section 3.2.2; Linux `net/ipv4/icmp.c`).
public final class IcmpProtocol implements Ipv4Protocol {
  /// An error message has at most this many bytes, IPv4 header included (RFC 1812 section 4.3.2.3).
  private static final int ERROR_BYTES_MAX = 576;

  /// Bytes behind a quoted IPv4 header that an error must have to be of use.
  private static final int QUOTED_TRANSPORT_BYTES = 8;

  private final Ipv4Stack stack;
  private final List<EchoSocket> sockets = new ArrayList<>();
  private final Flow answer = new Flow();

  IcmpProtocol(Ipv4Stack stack) {
    this.stack = stack;
  }

  /// Opens a socket for echo requests with an identifier.
  public EchoSocket open(int id, EchoListener listener) {
    EchoSocket socket = new EchoSocket(stack, id, listener);
    sockets.add(socket);
    return socket;
  }

  void remove(EchoSocket socket) {
    sockets.remove(socket);
  }

  @Override
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.networkOffset + Ipv4.headerBytes(data, frame.networkOffset);
    int length = EchoSocket.icmpBytes(frame);
    if (length < Icmp.HEADER_BYTES) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    if (!Checksum.isValid(data, at, length)) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    int type = Icmp.type(data, at);
    if (type == Icmp.ECHO) {
      reply(frame, at, length);
      return;
    }
    if (type == Icmp.ECHO_REPLY) {
      EchoSocket socket = find(Icmp.id(data, at));
      if (socket != null) {
        socket.listener().replied(frame, at);
      }
    } else if (Icmp.isError(type) && length >= Icmp.HEADER_BYTES + Ipv4.HEADER_BYTES) {
      report(frame, at, length);
    }
    frame.release();
  }

  /// Hands an error to the protocol of the packet it quotes (`icmp_socket_deliver`).
  private void report(Frame frame, int at, int length) {
    byte[] data = frame.data();
    int quoted = at + Icmp.HEADER_BYTES;
    int room = length - Icmp.HEADER_BYTES - Ipv4.headerBytes(data, quoted);
    if (Ipv4.version(data, quoted) != 4 || room < QUOTED_TRANSPORT_BYTES) {
      return;
    }
    if (Icmp.type(data, at) == Icmp.UNREACHABLE
        && Icmp.code(data, at) == Icmp.FRAGMENTATION_NEEDED) {
      learnMtu(Ipv4.destination(data, quoted), EchoSocket.mtuOf(frame, at));
    }
    int protocol = Ipv4.protocol(data, quoted);
    Ipv4Protocol owner = protocol == Ipv4.ICMP ? this : stack.protocol(protocol);
    if (owner != null) {
      owner.error(frame, at, quoted);
    }
  }

  /// The path to a destination takes less than was believed (`ipv4_update_pmtu`).
  private void learnMtu(int destination, int mtu) {
    Route route = stack.fib().lookup(destination, null);
    if (route != null && route.type() == RouteType.UNICAST) {
      int known = stack.out().mtu(route, destination);
      stack.exceptions().learnMtu(route, destination, mtu, known);
    }
  }

  @Override
  public void error(Frame frame, int icmpAt, int quoted) {
    byte[] data = frame.data();
    int echo = quoted + Ipv4.headerBytes(data, quoted);
    EchoSocket socket = Icmp.type(data, echo) == Icmp.ECHO ? find(Icmp.id(data, echo)) : null;
    if (socket != null) {
      socket.listener().failed(frame, icmpAt, Icmp.sequence(data, echo));
    }
  }

  private @Nullable EchoSocket find(int id) {
    for (int i = 0; i < sockets.size(); i++) {
      if (sockets.get(i).id() == id) {
        return sockets.get(i);
      }
    }
    return null;
  }

  /// Turns a request into its reply, in place (`icmp_echo`, `icmp_reply`): addresses swapped, TTL
  /// 64, no DF, an identification of its own.
  private void reply(Frame frame, int at, int length) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int target = Ipv4.destination(data, ip);
    boolean toOwn = stack.fib().addressType(target) == RouteType.LOCAL;
    if (!toOwn) {
      frame.release(); // icmp_echo_ignore_broadcasts is 1
      return;
    }
    answer.source = target;
    answer.destination = Ipv4.source(data, ip);
    answer.tos = Ipv4.tos(data, ip);
    answer.mark = 0;
    if (stack.route(answer) != SendResult.OK) {
      frame.release();
      return;
    }
    Bytes.put16(data, at, Icmp.ECHO_REPLY << 8);
    int sum = Checksum.update16(Bytes.u16(data, at + 2), Icmp.ECHO << 8, Icmp.ECHO_REPLY << 8);
    Bytes.put16(data, at + 2, sum);
    frame.beginAnew();
    // The reply has no IPv4 options: what stands before the ICMP header is written anew.
    frame.pull(at - Ipv4.HEADER_BYTES - Ethernet.HEADER_BYTES - frame.offset());
    frame.setLength(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + length);
    stack.output(frame, answer, Ipv4.ICMP);
  }

  /// Reports an error about a packet to its source, unless that must not be (`icmp_send`, RFC 1122
  /// section 3.2.2). The packet stays the caller's.
  ///
  /// @param typeAndCode type in the high byte, code in the low byte
  /// @param rest the second word of the ICMP header: an MTU, a gateway, or 0
  public void sendError(Frame about, int typeAndCode, int rest) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    if (!mayReport(about)) {
      return;
    }
    int original = Ipv4.destination(data, ip);
    boolean ours = stack.fib().addressType(original) == RouteType.LOCAL;
    Flow flow = new Flow();
    flow.source = ours ? original : 0;
    flow.destination = Ipv4.source(data, ip);
    flow.tos = (Ipv4.tos(data, ip) & 0x1e) | 0xc0;
    if (stack.route(flow) != SendResult.OK) {
      return;
    }
    int most = ERROR_BYTES_MAX - Ipv4.HEADER_BYTES - Icmp.HEADER_BYTES;
    int quoted = Math.min(Ipv4.totalBytes(data, ip), most);
    Frame error = stack.newPacket(Icmp.HEADER_BYTES + quoted);
    int at = error.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    System.arraycopy(data, ip, error.data(), at + Icmp.HEADER_BYTES, quoted);
    Icmp.write(error.data(), at, Icmp.HEADER_BYTES + quoted, typeAndCode, rest);
    stack.output(error, flow, Ipv4.ICMP);
  }

  /// No errors about frames to everybody, broadcasts, later fragments and other errors.
  private boolean mayReport(Frame about) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    if (about.addressee != Frame.TO_HOST) {
      return false;
    }
    RouteType target = stack.fib().addressType(Ipv4.destination(data, ip));
    if (target == RouteType.BROADCAST || target == RouteType.MULTICAST) {
      return false;
    }
    if ((Ipv4.fragment(data, ip) & Ipv4.OFFSET_MASK) != 0) {
      return false;
    }
    if (Ipv4.protocol(data, ip) == Ipv4.ICMP) {
      int type = Icmp.type(data, ip + Ipv4.headerBytes(data, ip));
      return type == Icmp.ECHO || type == Icmp.ECHO_REPLY || (type >= 13 && type <= 18);
    }
    return true;
  }
}
