package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
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
  /// Bytes behind a quoted IPv4 header that an error must have to be of use.
  private static final int QUOTED_TRANSPORT_BYTES = 8;

  private static final int TIMESTAMP_BYTES = 20;
  private static final int MILLIS_PER_DAY = 86_400_000;

  private final Ipv4Stack stack;
  private final IcmpConfig config = new IcmpConfig();
  private final IcmpErrors errors;
  private final List<EchoSocket> sockets = new ArrayList<>();
  private final Flow answer = new Flow();

  IcmpProtocol(Ipv4Stack stack) {
    this.stack = stack;
    this.errors = new IcmpErrors(stack, config);
  }

  /// The settings.
  public IcmpConfig config() {
    return config;
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
      reply(frame, at, length, Icmp.ECHO_REPLY);
      return;
    }
    if (type == Icmp.TIMESTAMP && length >= TIMESTAMP_BYTES) {
      stamp(data, at);
      reply(frame, at, TIMESTAMP_BYTES, Icmp.TIMESTAMP_REPLY);
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
    if (Icmp.type(data, at) == Icmp.REDIRECT) {
      errors.redirected(frame, at, Ipv4.destination(data, quoted));
    } else if (Icmp.type(data, at) == Icmp.UNREACHABLE
        && Icmp.code(data, at) == Icmp.FRAGMENTATION_NEEDED) {
      if (config.noPathMtuDiscovery == 2) {
        return;
      }
      boolean believed = config.noPathMtuDiscovery != 1;
      learnMtu(Ipv4.destination(data, quoted), believed ? EchoSocket.mtuOf(frame, at) : 0);
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

  /// When the request came in and when the reply goes out, milliseconds of the day
  /// (`icmp_timestamp`).
  private void stamp(byte[] data, int at) {
    int millis = (int) (stack.loop().nowNanos() / 1_000_000 % MILLIS_PER_DAY);
    Bytes.put32(data, at + 12, millis);
    Bytes.put32(data, at + 16, millis);
  }

  /// Turns a request into its reply, in place (`icmp_echo`, `icmp_reply`): addresses swapped, TTL
  /// 64, no DF, an identification of its own.
  private void reply(Frame frame, int at, int length, int type) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int target = Ipv4.destination(data, ip);
    boolean toOwn = stack.fib().addressType(target) == RouteType.LOCAL;
    if (config.echoIgnoreAll || (!toOwn && config.echoIgnoreBroadcasts)) {
      frame.release();
      return;
    }
    answer.source = toOwn ? target : 0;
    answer.destination = Ipv4.source(data, ip);
    answer.tos = Ipv4.tos(data, ip);
    answer.mark = 0;
    if (stack.route(answer) != SendResult.OK) {
      frame.release();
      return;
    }
    if (type == Icmp.ECHO_REPLY) {
      Bytes.put16(data, at, Icmp.ECHO_REPLY << 8);
      int sum = Checksum.update16(Bytes.u16(data, at + 2), Icmp.ECHO << 8, Icmp.ECHO_REPLY << 8);
      Bytes.put16(data, at + 2, sum);
    } else {
      Icmp.write(data, at, length, type << 8, Bytes.i32(data, at + 4));
    }
    frame.beginAnew();
    // The reply has no IPv4 options: what stands before the ICMP header is written anew.
    frame.pull(at - Ipv4.HEADER_BYTES - Ethernet.HEADER_BYTES - frame.offset());
    frame.setLength(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + length);
    stack.output(frame, answer, Ipv4.ICMP);
  }

  /// Reports an error about a packet to its source, unless that must not be. The packet stays the
  /// caller's.
  ///
  /// @param typeAndCode type in the high byte, code in the low byte
  /// @param rest the second word of the ICMP header: an MTU, a gateway, or 0
  public void sendError(Frame about, int typeAndCode, int rest) {
    errors.send(about, typeAndCode, rest);
  }

  IcmpErrors errors() {
    return errors;
  }
}
