package dev.drydock.core.ip.v6;

import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Reassembly;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Headers;

/// What comes in, and what goes through (Linux `net/ipv6/ip6_input.c`, `ip6_forward` of
/// `ip6_output.c`).
final class Ipv6Input {
  /// What has to be 1 for packets to go on; that of an interface does not matter to `ip6_forward`.
  private static final Decision NOT_FORWARDING =
      new Decision.Setting("net.ipv6.conf.all.forwarding", 0);

  private final Ipv6Stack stack;
  private final Softnet softnet;
  private final Loopback loopback;

  Ipv6Input(Ipv6Stack stack, Softnet softnet, Loopback loopback) {
    this.stack = stack;
    this.softnet = softnet;
    this.loopback = loopback;
  }

  /// Takes over a received frame that holds IPv6 (`ip6_rcv_core`).
  void input(Frame frame, NetDevice device) {
    Ipv6Interface in = stack.interfaces().find(device);
    if (frame.addressee == Frame.TO_OTHER_HOST) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
    if (in == null || in.config().disableIpv6) {
      if (frame.addressee == Frame.TO_MULTICAST) {
        frame.release(); // the chatter of neighbours is no loss to anybody
      } else {
        device.drop(frame, DropReason.IPV6DISABLED);
      }
      return;
    }
    frame.orphan(0);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    if (!Ipv6.isValid(data, at, frame.length() - Ethernet.HEADER_BYTES)) {
      device.drop(frame, DropReason.IP_INHDR);
      return;
    }
    if (isMartian(data, at, device)) {
      device.drop(frame, DropReason.IP_MARTIAN);
      return;
    }
    frame.setLength(Ethernet.HEADER_BYTES + Ipv6.totalBytes(data, at));
    if (frame.passedPrerouting) {
      frame.passedPrerouting = false; // as a bridged frame
      routeInput(frame, in);
    } else {
      prerouting(frame, in);
    }
  }

  /// Connection tracking sees whole packets only (`nf_defrag_ipv6`).
  private void prerouting(Frame arrived, Ipv6Interface in) {
    NetDevice device = in.device();
    Frame frame =
        stack.isUnfiltered()
            ? arrived
            : stack.reassembly().add(arrived, device, Reassembly.Place.CONNTRACK);
    if (frame != null && stack.pass(Hook.PREROUTING, frame, device, null)) {
      routeInput(frame, in);
    }
  }

  /// Nobody sends from a group, and `::1` never leaves its host (RFC 4291 section 2.5.3).
  private boolean isMartian(byte[] data, int at, NetDevice device) {
    boolean ownSource = Ipv6.sourceHigh(data, at) == 0 && Ipv6.sourceLow(data, at) == 1;
    boolean ownTarget = Ipv6.destinationHigh(data, at) == 0 && Ipv6.destinationLow(data, at) == 1;
    return Ipv6.isMulticast(Ipv6.sourceHigh(data, at))
        || (device != loopback && (ownSource || ownTarget));
  }

  /// Decides what becomes of a received packet (`ip6_route_input`).
  private void routeInput(Frame frame, Ipv6Interface in) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    NetDevice device = in.device();
    long high = Ipv6.destinationHigh(data, at);
    long low = Ipv6.destinationLow(data, at);
    if (Ipv6.isMulticast(high)) {
      if (in.groups().has(new Ipv6Address(high, low))) {
        deliver(frame, device);
      } else {
        frame.release(); // somebody else's group is no loss
      }
      return;
    }
    boolean near = Ipv6.isLinkLocal(high) && device != loopback;
    Ipv6Route route = stack.fib().lookup(high, low, near ? device : null);
    if (route == null) {
      refuse(frame, device, Icmpv6.NO_ROUTE);
      return;
    }
    switch (route.type()) {
      case LOCAL, ANYCAST -> deliver(frame, device);
      case UNICAST -> forward(frame, in, route);
      case BLACKHOLE -> device.drop(frame, DropReason.IP_ROUTE_REFUSED);
      case UNREACHABLE -> refuse(frame, device, Icmpv6.NO_ROUTE);
      case PROHIBIT -> refuse(frame, device, Icmpv6.PROHIBITED);
      case MULTICAST, BROADCAST -> device.drop(frame, DropReason.IP_MARTIAN);
    }
  }

  private void refuse(Frame frame, NetDevice device, int code) {
    stack.icmp().sendError(frame, (Icmpv6.UNREACHABLE << 8) | code, 0);
    device.drop(frame, DropReason.IP_OUTNOROUTES);
  }

  /// A packet for this namespace (`ip6_input`).
  private void deliver(Frame frame, NetDevice device) {
    if (stack.pass(Hook.INPUT, frame, device, null)) {
      softnet.charge(softnet.costs().socketNanos() / 2);
      toProtocol(frame, device);
    }
  }

  /// Hands a packet to its protocol, behind the extension headers (`ip6_protocol_deliver_rcu`).
  private void toProtocol(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int pointer = ip + 6;
    int at = ip + Ipv6.HEADER_BYTES;
    int end = ip + Ipv6.totalBytes(data, ip);
    int next = data[pointer] & 0xff;
    while (isOptions(next)) {
      int bytes = at + 2 <= end ? ((data[at + 1] & 0xff) + 1) * 8 : Integer.MAX_VALUE;
      if (bytes > end - at) {
        device.drop(frame, DropReason.IP_INHDR);
        return;
      }
      next = data[at] & 0xff;
      pointer = at;
      at += bytes;
    }
    if (next == Ipv6.FRAGMENT && Ipv6Headers.fragmentAt(data, ip, end) >= 0) {
      Frame whole = stack.reassembly().add(frame, device, Reassembly.Place.LOCAL_DELIVER);
      if (whole != null) {
        toProtocol(whole, device);
      }
      return;
    }
    Ipv6Protocol handler = next == Ipv6.NONE ? null : stack.protocol(next);
    if (handler == null) {
      if (next != Ipv6.NONE) {
        int unknown = (Icmpv6.PARAMETER_PROBLEM << 8) | Icmpv6.UNKNOWN_NEXT_HEADER;
        stack.icmp().sendError(frame, unknown, pointer - ip);
      }
      device.drop(frame, DropReason.NO_SOCKET);
      return;
    }
    handler.input(frame, device, at);
  }

  private static boolean isOptions(int header) {
    return header == Ipv6.HOP_BY_HOP || header == Ipv6.DESTINATION_OPTIONS;
  }

  /// Sends a packet on its way (`ip6_forward`).
  private void forward(Frame frame, Ipv6Interface in, Ipv6Route route) {
    NetDevice device = in.device();
    byte[] data = frame.data();
    int at = frame.networkOffset;
    NetDevice out = route.device();
    if (!stack.interfaces().all().forwarding || out == null) {
      softnet.drop(frame, DropReason.IP_NOT_FORWARDING, device, NOT_FORWARDING);
      return;
    }
    if (frame.addressee != Frame.TO_HOST) {
      device.drop(frame, DropReason.IP_MARTIAN);
      return;
    }
    softnet.charge(softnet.costs().routeNanos());
    if (Ipv6.hopLimit(data, at) <= 1) {
      stack.icmp().sendError(frame, Icmpv6.TIME_EXCEEDED << 8, 0);
      device.drop(frame, DropReason.TTL_EXCEEDED);
      return;
    }
    if (out == device) {
      stack.redirects().send(frame, in, route);
    } else if (Ipv6.isLinkLocal(Ipv6.sourceHigh(data, at))) {
      refuse(frame, device, Icmpv6.BEYOND_SCOPE);
      return;
    }
    int mtu = stack.out().forwardMtu(route, out);
    if (Ipv6Output.isTooBig(frame, mtu)) {
      stack.icmp().sendError(frame, Icmpv6.PACKET_TOO_BIG << 8, mtu);
      softnet.dropTooBig(frame, device, mtu, true);
      return;
    }
    Ipv6.decrementHopLimit(data, at);
    if (stack.pass(Hook.FORWARD, frame, device, out)) {
      stack.out().leave(frame, device, route);
    }
  }
}
