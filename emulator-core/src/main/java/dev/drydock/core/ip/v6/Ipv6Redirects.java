package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Ipv6Exceptions;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;

/// Redirects over IPv6: a router tells a host of a better next hop on the same link (RFC 4861
/// section 8; Linux `ndisc_send_redirect`, `rt6_do_redirect`).
///
/// ```
///   0      1      2     4          8        24            40
///   | type | code | sum | reserved | target | destination | MAC of target, header of the packet
/// ```
final class Ipv6Redirects {
  private static final int TARGET = 8;
  private static final int DESTINATION = 24;
  private static final int OPTIONS = 40;
  private static final int REDIRECTED_HEADER = 4;

  private final Ipv6Stack stack;
  private final Ipv6ErrorLimit byDestination;
  private final Ipv6ErrorLimit bySource;

  Ipv6Redirects(Ipv6Stack stack) {
    this.stack = stack;
    this.byDestination = new Ipv6ErrorLimit(stack.loop());
    this.bySource = new Ipv6ErrorLimit(stack.loop());
  }

  // ---- a router tells ----------------------------------------------------------------------

  /// A packet goes out where it came in: its source could have sent it to the next hop itself. The
  /// packet stays the caller's.
  void send(Frame about, Ipv6Interface in, Ipv6Route route) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    Ipv6Address destination =
        new Ipv6Address(Ipv6.destinationHigh(data, ip), Ipv6.destinationLow(data, ip));
    Ipv6Address target = route.gateway() == null ? destination : route.gateway();
    Ipv6Address source = new Ipv6Address(Ipv6.sourceHigh(data, ip), Ipv6.sourceLow(data, ip));
    Ipv6Address own = in.linkLocal();
    boolean tellable = target.equals(destination) || target.isLinkLocal();
    if (!byDestination.allowsOneMore(destination, 128) || own == null || !tellable) {
      return;
    }
    Ipv6Route back = stack.fib().lookup(source, source.isLinkLocal() ? in.device() : null);
    if (back == null || back.hasGateway() || !bySource.allowsOneMore(source, 128)) {
      return;
    }
    Message message = new Message(about, target, destination);
    Ipv6Flow flow = new Ipv6Flow();
    flow.hopLimit = NeighbourDiscovery.HOP_LIMIT;
    flow.setSource(own);
    flow.setDestination(source);
    Frame frame = write(message, in.device());
    Icmpv6Protocol.complete(frame, flow);
    stack.out().sendOnLink(frame, flow, in.device(), Ipv6.ICMP);
  }

  private record Message(Frame about, Ipv6Address target, Ipv6Address destination) {}

  private Frame write(Message message, NetDevice device) {
    Ipv6Address target = message.target;
    Neighbour known = stack.neighbours().lookupOrCreate(device, target.high(), target.low());
    boolean tellsMac = known != null && known.state().isValid();
    int macBytes = tellsMac ? Icmpv6.OPTION_BYTES : 0;
    byte[] data = message.about.data();
    int ip = message.about.networkOffset;
    int most = Ipv6.MTU_BYTES_MIN - Ipv6.HEADER_BYTES - OPTIONS - macBytes;
    int quoting = Math.min(most, Ipv6.totalBytes(data, ip) + 8) & ~7;
    Frame frame = stack.newPacket(OPTIONS + macBytes + quoting);
    byte[] out = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
    Icmpv6.write(out, at, Icmpv6.REDIRECT << 8, 0);
    put(out, at + TARGET, target);
    put(out, at + DESTINATION, message.destination);
    if (known != null && tellsMac) {
      Icmpv6.putOption(out, at + OPTIONS, Icmpv6.TARGET_LINK_ADDRESS, known.mac());
    }
    int option = at + OPTIONS + macBytes;
    Bytes.put64(out, option, 0);
    Bytes.put16(out, option, (REDIRECTED_HEADER << 8) | (quoting / 8));
    System.arraycopy(data, ip, out, option + 8, quoting - 8);
    return frame;
  }

  private static void put(byte[] data, int at, Ipv6Address address) {
    Bytes.put64(data, at, address.high());
    Bytes.put64(data, at + 8, address.low());
  }

  // ---- a host hears ------------------------------------------------------------------------

  /// A router tells. It is believed when it is the next hop that was used so far.
  void heard(Frame frame, Ipv6Interface in, int at, int end) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    Ipv6Address from = new Ipv6Address(Ipv6.sourceHigh(data, ip), Ipv6.sourceLow(data, ip));
    boolean heeds = in.config().acceptRedirects && !in.config().forwarding;
    if (!from.isLinkLocal() || end - at < OPTIONS || !heeds) {
      return;
    }
    Ipv6Address target = address(data, at + TARGET);
    Ipv6Address destination = address(data, at + DESTINATION);
    boolean sound = target.equals(destination) || target.isLinkLocal();
    long mac = Icmpv6.option(data, at + OPTIONS, end, Icmpv6.TARGET_LINK_ADDRESS);
    if (destination.isMulticast() || !sound || mac == -2 || !isNextHop(from, destination, in)) {
      return;
    }
    NetDevice device = in.device();
    Neighbour next = stack.neighbours().lookupOrCreate(device, target.high(), target.low());
    if (next == null) {
      return;
    }
    next.discover(mac, NudState.STALE, true);
    if (!target.equals(destination)) {
      next.setRouter(true);
    }
    stack.learnGateway(destination, target);
  }

  private boolean isNextHop(Ipv6Address from, Ipv6Address destination, Ipv6Interface in) {
    Ipv6Route route = stack.fib().lookup(destination, null);
    if (route == null || route.type() != RouteType.UNICAST || route.device() != in.device()) {
      return false;
    }
    Ipv6Exceptions.Learned learned = stack.learned(destination.high(), destination.low());
    Ipv6Address used = learned == null ? null : learned.gateway();
    return from.equals(used == null ? route.gateway() : used);
  }

  private static Ipv6Address address(byte[] data, int at) {
    return new Ipv6Address(Bytes.i64(data, at), Bytes.i64(data, at + 8));
  }
}
