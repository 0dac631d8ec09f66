package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Segmentation;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;

/// What goes through (Linux `net/ipv4/ip_forward.c`).
final class Ipv4Forward {
  private final Ipv4Stack stack;
  private final Softnet softnet;
  private final Ipv4Input input;

  Ipv4Forward(Ipv4Stack stack, Softnet softnet, Ipv4Input input) {
    this.stack = stack;
    this.softnet = softnet;
    this.input = input;
  }

  /// Sends a packet on its way (`ip_forward`). Errors quote the packet as it came, before its TTL
  /// is taken down.
  void forward(Frame frame, Ipv4Interface in, Route route) {
    NetDevice device = in.device();
    byte[] data = frame.data();
    int at = frame.networkOffset;
    NetDevice out = route.device();
    if (!in.config().forwarding || out == null) {
      Decision by = Ipv4Input.bySetting(device, "forwarding", 0);
      softnet.drop(frame, DropReason.IP_NOT_FORWARDING, device, by);
      return;
    }
    if (frame.addressee != Frame.TO_HOST) {
      device.drop(frame, DropReason.IP_MARTIAN);
      return;
    }
    int validity = input.validate(Ipv4.source(data, at), Ipv4.destination(data, at), in, out);
    if (validity == Ipv4Input.BAD_SOURCE) {
      input.dropBadSource(frame, in);
      return;
    }
    softnet.charge(softnet.costs().routeNanos());
    if (Ipv4.ttl(data, at) <= 1) {
      stack.icmp().sendError(frame, Icmp.TIME_EXCEEDED << 8, 0);
      device.drop(frame, DropReason.TTL_EXCEEDED);
      return;
    }
    int mtu = Ipv4Output.forwardMtu(route, out);
    if (isTooBig(frame, mtu)) {
      int needed = (Icmp.UNREACHABLE << 8) | Icmp.FRAGMENTATION_NEEDED;
      stack.icmp().sendError(frame, needed, mtu);
      softnet.dropTooBig(frame, device, mtu, false);
      return;
    }
    Ipv4.decrementTtl(data, at);
    boolean sameLink = out == device && validity == Ipv4Input.DIRECT;
    if (sameLink && !frame.routedByBridge && in.sendsRedirects()) {
      int destination = Ipv4.destination(data, at);
      stack.icmp().errors().redirect(frame, stack.out().nextHop(route, destination));
    }
    if (stack.pass(Hook.FORWARD, frame, device, out)) {
      stack.out().leave(frame, device, route);
    }
  }

  /// Whether a packet does not fit and may not be fragmented (`ip_exceeds_mtu`). One that was put
  /// together here may, unless its fragments were too big already.
  private static boolean isTooBig(Frame frame, int mtu) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    boolean fits = Segmentation.packetBytes(frame, Ipv4.totalBytes(data, at)) <= mtu;
    if (fits || (Ipv4.fragment(data, at) & Ipv4.DF) == 0) {
      return false;
    }
    return !frame.reassembled || frame.fragmentMaxBytes > mtu;
  }
}
