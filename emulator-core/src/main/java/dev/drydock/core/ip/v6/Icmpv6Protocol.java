package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.RelatedFlow;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ICMPv6 of one namespace: answers echoes, reports errors, hands replies and errors to those they
/// concern, and neighbour discovery to its own class (RFC 4443; Linux `net/ipv6/icmp.c`).
public final class Icmpv6Protocol implements Ipv6Protocol {
  /// An error message has at most this many bytes, IPv6 header included (RFC 4443 section 2.4).
  private static final int ERROR_BYTES_MAX = Ipv6.MTU_BYTES_MIN;

  /// Bytes behind a quoted IPv6 header that an error must have to be of use.
  private static final int QUOTED_TRANSPORT_BYTES = 8;

  /// Bytes of the shortest message about groups.
  private static final int LISTENER_BYTES = 24;

  private final Ipv6Stack stack;
  private final List<Ipv6EchoSocket> sockets = new ArrayList<>(1);
  private final Ipv6Flow answer = new Ipv6Flow();
  private final Ipv6ErrorLimit limit;

  Icmpv6Protocol(Ipv6Stack stack) {
    this.stack = stack;
    this.limit = new Ipv6ErrorLimit(stack.loop());
  }

  /// Opens a socket for echo requests with an identifier.
  public Ipv6EchoSocket open(int id, EchoListener listener) {
    Ipv6EchoSocket socket = new Ipv6EchoSocket(stack, id, listener);
    sockets.add(socket);
    return socket;
  }

  void remove(Ipv6EchoSocket socket) {
    sockets.remove(socket);
  }

  private @Nullable Ipv6EchoSocket find(int id) {
    for (int i = 0; i < sockets.size(); i++) {
      if (sockets.get(i).id() == id) {
        return sockets.get(i);
      }
    }
    return null;
  }

  @Override
  public void input(Frame frame, NetDevice device, int at) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int length = ip + Ipv6.totalBytes(data, ip) - at;
    if (length < Icmpv6.HEADER_BYTES) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    if (!Icmpv6.hasValidChecksum(data, ip, at, length)) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    int type = Icmpv6.type(data, at);
    if (type == Icmpv6.ECHO) {
      reply(frame, device, at);
      return;
    }
    if (NeighbourDiscovery.concerns(type)) {
      stack.discovery().input(frame, device, at);
      return;
    }
    if (type == Icmpv6.ECHO_REPLY) {
      Ipv6EchoSocket socket = find(Icmpv6.id(data, at));
      if (socket != null) {
        socket.listener().replied(frame, at);
      }
    } else if (Icmpv6.isError(type)) {
      report(frame, at, length);
    } else if (type == Icmpv6.LISTENER_QUERY || type == Icmpv6.LISTENER_REPORT_V1) {
      listeners(frame, device, at, length);
    }
    frame.release();
  }

  /// A router asks for groups, or another host tells of one (`igmp6_event_query`,
  /// `igmp6_event_report`): from a link-local address and on this link alone.
  private void listeners(Frame frame, NetDevice device, int at, int length) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    Ipv6Interface in = stack.interfaces().find(device);
    boolean isOfLink = Ipv6.isLinkLocal(Ipv6.sourceHigh(data, ip)) && Ipv6.hopLimit(data, ip) == 1;
    if (in == null || !isOfLink || length < LISTENER_BYTES) {
      return;
    }
    if (Icmpv6.type(data, at) == Icmpv6.LISTENER_QUERY) {
      in.reports().answers().heardQuery(data, at, length);
    } else {
      in.reports().answers().heardReport(Ipv6Address.of(data, at + Icmpv6.HEADER_BYTES));
    }
  }

  /// Hands an error to the protocol of the packet it quotes (`icmpv6_notify`).
  private void report(Frame frame, int at, int length) {
    byte[] data = frame.data();
    int quoted = at + Icmpv6.HEADER_BYTES;
    int room = length - Icmpv6.HEADER_BYTES - Ipv6.HEADER_BYTES;
    if (room < QUOTED_TRANSPORT_BYTES || Ipv6.version(data, quoted) != 6) {
      return;
    }
    if (Icmpv6.type(data, at) == Icmpv6.PACKET_TOO_BIG) {
      learnMtu(data, at, quoted);
    }
    Ipv6Protocol owner = stack.protocol(Ipv6.nextHeader(data, quoted));
    if (owner != null) {
      owner.error(frame, at, quoted);
    }
  }

  /// Packets of ours to a destination were too big (`ip6_update_pmtu`).
  private void learnMtu(byte[] data, int at, int quoted) {
    if (stack.interfaces().isOwn(Ipv6.sourceHigh(data, quoted), Ipv6.sourceLow(data, quoted))) {
      long high = Ipv6.destinationHigh(data, quoted);
      stack.learnMtu(high, Ipv6.destinationLow(data, quoted), Icmpv6.rest(data, at));
    }
  }

  @Override
  public void error(Frame frame, int icmpAt, int quoted) {
    byte[] data = frame.data();
    int echo = quoted + Ipv6.HEADER_BYTES;
    boolean ours = Icmpv6.type(data, echo) == Icmpv6.ECHO;
    Ipv6EchoSocket socket = ours ? find(Icmpv6.id(data, echo)) : null;
    if (socket != null) {
      socket.listener().failed(frame, icmpAt, Icmpv6.sequence(data, echo));
    }
  }

  /// Turns a request into its reply, in place (`icmpv6_echo_reply`): from the address that was
  /// asked, or from one of ours when a group was.
  private void reply(Frame frame, NetDevice device, int at) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    boolean group = Ipv6.isMulticast(Ipv6.destinationHigh(data, ip));
    answer.sourceHigh = group ? 0 : Ipv6.destinationHigh(data, ip);
    answer.sourceLow = group ? 0 : Ipv6.destinationLow(data, ip);
    answer.destinationHigh = Ipv6.sourceHigh(data, ip);
    answer.destinationLow = Ipv6.sourceLow(data, ip);
    answer.trafficClass = Ipv6.trafficClass(data, ip);
    answer.device = scoped(answer.destinationHigh, device);
    int length = ip + Ipv6.totalBytes(data, ip) - at;
    if (stack.route(answer) != SendResult.OK) {
      frame.release();
      return;
    }
    Icmpv6.write(data, at, Icmpv6.ECHO_REPLY << 8, Icmpv6.rest(data, at));
    frame.beginAnew();
    frame.pull(at - Ipv6.HEADER_BYTES - Ethernet.HEADER_BYTES - frame.offset());
    frame.setLength(Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES + length);
    complete(frame, answer);
    stack.output(frame, answer, Ipv6.ICMP);
  }

  /// A link-local destination is on the link the packet came from.
  private static @Nullable NetDevice scoped(long destinationHigh, NetDevice device) {
    return Ipv6.isLinkLocal(destinationHigh) ? device : null;
  }

  /// Writes addresses and checksum of a message, whose header and data stand behind the room for
  /// the IPv6 header.
  static void complete(Frame frame, Ipv6Flow flow) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int at = ip + Ipv6.HEADER_BYTES;
    Ipv6.putSource(data, ip, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(data, ip, flow.destinationHigh, flow.destinationLow);
    Icmpv6.writeChecksum(data, ip, at, frame.end() - at);
  }

  /// Reports an error about a packet to its source, unless that must not be (`icmp6_send`, RFC 4443
  /// section 2.4). The packet stays the caller's.
  ///
  /// @param typeAndCode type in the high byte, code in the low byte
  /// @param rest the second word of the header: an MTU, a pointer, or 0
  public void sendError(Frame about, int typeAndCode, int rest) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    if (!mayReport(about, typeAndCode >>> 8)) {
      return;
    }
    boolean limited = typeAndCode >>> 8 != Icmpv6.PACKET_TOO_BIG;
    if (limited && !limit.allowsOneMore()) {
      return;
    }
    Ipv6Flow flow = new Ipv6Flow();
    flow.destinationHigh = Ipv6.sourceHigh(data, ip);
    flow.destinationLow = Ipv6.sourceLow(data, ip);
    NetDevice device = stack.interfaces().byIndex(about.inputIndex);
    if (device != null) {
      flow.device = scoped(flow.destinationHigh, device);
    }
    if (stack.interfaces().isOwn(Ipv6.destinationHigh(data, ip), Ipv6.destinationLow(data, ip))) {
      flow.sourceHigh = Ipv6.destinationHigh(data, ip);
      flow.sourceLow = Ipv6.destinationLow(data, ip);
    }
    if (stack.route(flow) != SendResult.OK || (limited && !isAllowed(flow))) {
      return;
    }
    int most = ERROR_BYTES_MAX - Ipv6.HEADER_BYTES - Icmpv6.HEADER_BYTES;
    int quoted = Math.min(Ipv6.totalBytes(data, ip), most);
    Frame error = stack.newPacket(Icmpv6.HEADER_BYTES + quoted);
    int at = error.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
    System.arraycopy(data, ip, error.data(), at + Icmpv6.HEADER_BYTES, quoted);
    Icmpv6.write(error.data(), at, typeAndCode, rest);
    complete(error, flow);
    RelatedFlow.attach(error, about);
    stack.output(error, flow, Ipv6.ICMP);
  }

  /// Whether a limited error may go along a flow.
  private boolean isAllowed(Ipv6Flow flow) {
    Ipv6Route route = flow.route();
    if (route == null || route.type() == RouteType.LOCAL) {
      return true;
    }
    return limit.allowsOneMore(flow.destination(), route.destination().length());
  }

  /// `net.ipv6.icmp.ratelimit`: milliseconds from one error to the next to a destination.
  public int rateLimitMillis() {
    return limit.rateMillis();
  }

  /// Sets `net.ipv6.icmp.ratelimit`.
  public void setRateLimitMillis(int millis) {
    limit.setRateMillis(millis);
  }

  /// No errors about other errors, about redirects, to nobody or to a group; about what went to a
  /// group only that it is too big.
  private static boolean mayReport(Frame about, int type) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    long source = Ipv6.sourceHigh(data, ip);
    boolean toGroup =
        about.addressee != Frame.TO_HOST || Ipv6.isMulticast(Ipv6.destinationHigh(data, ip));
    if ((toGroup && type != Icmpv6.PACKET_TOO_BIG) || Ipv6.isMulticast(source)) {
      return false;
    }
    if (source == 0 && Ipv6.sourceLow(data, ip) == Ipv6Address.ANY.low()) {
      return false;
    }
    if (Ipv6.nextHeader(data, ip) != Ipv6.ICMP) {
      return true;
    }
    int reported = Icmpv6.type(data, ip + Ipv6.HEADER_BYTES);
    return !Icmpv6.isError(reported) && reported != Icmpv6.REDIRECT;
  }
}
