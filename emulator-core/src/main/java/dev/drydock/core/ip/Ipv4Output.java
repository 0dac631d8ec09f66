package dev.drydock.core.ip;

import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Segmentation;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.FibQuery;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteException;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// What goes out (Linux `net/ipv4/ip_output.c`, the output half of `route.c`).
public final class Ipv4Output {
  private static final int LOOPBACK = 0x7f000001;

  private static final int PACKET_BYTES_MAX = 65_535;

  private final Ipv4Stack stack;
  private final Softnet softnet;
  private final Loopback loopback;
  private final IpIds ids;

  Ipv4Output(Ipv4Stack stack, Softnet softnet, Loopback loopback, IpIds ids) {
    this.stack = stack;
    this.softnet = softnet;
    this.loopback = loopback;
    this.ids = ids;
  }

  /// Finds the way for a flow and, where it has none, its source address (`ip_route_output_key`).
  SendResult route(Flow flow) {
    if (flow.destination == 0) {
      towardsItself(flow);
    }
    Route route = lookup(flow);
    if (route == null) {
      return flow.device != null && flow.device.isUp()
          ? onLink(flow, flow.device)
          : SendResult.NETWORK_UNREACHABLE;
    }
    SendResult refusal = route.type() == RouteType.UNICAST ? null : refusal(route.type());
    if (refusal != null) {
      return refusal;
    }
    if (flow.source == 0) {
      flow.source = sourceFor(route, flow.destination);
    }
    NetDevice device = route.device();
    if (device != null && flow.destination == Ipv4.BROADCAST) {
      flow.setRoute(everybodyOn(device)); // a gateway is for one (`__mkroute_output`)
    } else {
      flow.setRoute(route);
    }
    return SendResult.OK;
  }

  /// What a route that refuses answers.
  private static @Nullable SendResult refusal(RouteType type) {
    return switch (type) {
      case BLACKHOLE -> SendResult.INVALID;
      case UNREACHABLE -> SendResult.HOST_UNREACHABLE;
      case PROHIBIT -> SendResult.ACCESS;
      case UNICAST, LOCAL, BROADCAST, MULTICAST, ANYCAST -> null;
    };
  }

  /// No destination is the machine itself: the source, else the loopback's address
  /// (`ip_route_output_key_hash_rcu`).
  private void towardsItself(Flow flow) {
    NetDevice bound = flow.device;
    if (flow.source == 0 && bound != null) {
      flow.source = stack.selectSource(bound, 0, Scope.HOST);
    }
    if (flow.source == 0) {
      flow.source = LOOPBACK;
    }
    flow.destination = flow.source;
    flow.device = null;
  }

  /// Who is bound to a device and has no route is taken to have the destination on its link
  /// (`ip_route_output_key_hash_rcu`: "routing tables are wrong").
  private SendResult onLink(Flow flow, NetDevice device) {
    flow.setRoute(Route.onLink(flow.destination, RouteType.UNICAST, device));
    if (flow.source == 0) {
      flow.source = stack.selectSource(device, 0, Scope.LINK);
    }
    return SendResult.OK;
  }

  private @Nullable Route lookup(Flow flow) {
    NetDevice bound = flow.device;
    if (bound != null && flow.destination == Ipv4.BROADCAST) {
      return everybodyOn(bound); // no route is asked for (`ip_route_output_key_hash_rcu`)
    }
    Fib fib = stack.fib();
    return fib.isPlain()
        ? fib.lookup(flow.destination, flow.device)
        : fib.lookup(fib.query().of(flow));
  }

  private static Route everybodyOn(NetDevice device) {
    return Route.onLink(Ipv4.BROADCAST, RouteType.BROADCAST, device);
  }

  private int sourceFor(Route route, int destination) {
    if (route.preferredSource() != 0) {
      return route.preferredSource();
    }
    NetDevice device = route.device();
    int towards = route.gateway() != 0 ? route.gateway() : destination;
    return device == null ? 0 : stack.selectSource(device, towards, Scope.GLOBAL);
  }

  /// Sends a packet of ours along a routed flow (`ip_local_out`). Owns the frame, which holds
  /// everything behind the IPv4 header.
  SendResult output(Frame frame, Flow flow, int protocol) {
    Route route = flow.route();
    if (route == null) {
      frame.release();
      return SendResult.NETWORK_UNREACHABLE;
    }
    softnet.charge(softnet.costs().socketNanos() / 2);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    int total = frame.length() - Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    frame.addressee = Frame.TO_HOST;
    frame.inputIndex = 0;
    frame.mark = flow.mark;
    int id = flow.id >= 0 ? flow.id : ids.next(flow.source, flow.destination, protocol);
    long lengths = Ipv4.lengths(flow.tos, total, id, flow.dontFragment ? Ipv4.DF : 0);
    int ttl = flow.ttl == Flow.TTL ? hopLimit(route) : flow.ttl;
    Ipv4.write(data, at, lengths, (ttl << 8) | protocol, flow.addresses());
    NetDevice out = deviceOf(route);
    boolean fits = total <= PACKET_BYTES_MAX;
    if (fits && flow.dontFragment) {
      fits = Segmentation.packetBytes(frame, total) <= mtu(route, flow.destination);
    }
    if (out == null || !fits) {
      frame.release();
      return SendResult.MESSAGE_TOO_LONG;
    }
    if (!stack.pass(Hook.OUTPUT, frame, null, out)) {
      return SendResult.NOT_PERMITTED;
    }
    Xfrm xfrm = stack.xfrmOrNull();
    XfrmState secured = xfrm == null ? null : xfrm.outbound(frame);
    if (secured != null) {
      return leaveEncrypted(frame, secured, route);
    }
    boolean sameWay =
        Ipv4.destination(data, at) == flow.destination
            && (frame.mark == flow.mark || stack.fib().isPlain());
    return sameWay ? leave(frame, null, route) : reroute(frame, flow);
  }

  /// The packet passes POSTROUTING as it is, and both hooks once more encrypted (`xfrm_output`).
  private SendResult leaveEncrypted(Frame frame, XfrmState state, Route route) {
    NetDevice out = deviceOf(route);
    if (!stack.pass(Hook.POSTROUTING, frame, null, out)) {
      return SendResult.NOT_PERMITTED;
    }
    frame.forgetFlow();
    state.encrypt(frame);
    if (!stack.pass(Hook.OUTPUT, frame, null, out)) {
      return SendResult.NOT_PERMITTED;
    }
    return leave(frame, null, route);
  }

  /// The time to live of packets whose program wants none of its own (`ip4_dst_hoplimit`).
  private int hopLimit(Route route) {
    int ofRoute = route.metrics().hopLimit();
    return ofRoute == 0 ? stack.defaultTtl() : ofRoute;
  }

  private @Nullable NetDevice deviceOf(Route route) {
    return route.type() == RouteType.LOCAL ? loopback : route.device();
  }

  /// The destination was translated, or a mark was set that a rule looks at: the packet goes
  /// another way, and keeps the source it was given for the old one (`ip_route_me_harder`).
  private SendResult reroute(Frame frame, Flow flow) {
    int destination = Ipv4.destination(frame.data(), frame.networkOffset);
    Fib fib = stack.fib();
    Route route;
    if (fib.isPlain()) {
      route = fib.lookup(destination, flow.device);
    } else {
      FibQuery query = fib.query().of(flow);
      query.to(destination);
      query.setMark(frame.mark);
      route = fib.lookup(query);
    }
    if (route == null || deviceOf(route) == null) {
      frame.release();
      return SendResult.NETWORK_UNREACHABLE;
    }
    return leave(frame, null, route);
  }

  /// The last hook before a packet goes out (`ip_output`).
  SendResult leave(Frame frame, @Nullable NetDevice in, Route route) {
    if (!stack.pass(Hook.POSTROUTING, frame, in, deviceOf(route))) {
      return SendResult.NOT_PERMITTED;
    }
    return cut(frame, route);
  }

  /// The most bytes a packet of ours to a destination may have (`dst_mtu`).
  int mtu(Route route, int destination) {
    NetDevice device = deviceOf(route);
    int mtu = device == null ? NetDevice.ETHERNET_MTU_BYTES : device.mtuBytes();
    if (route.metrics().mtuBytes() != 0) {
      mtu = route.metrics().mtuBytes();
      if (route.metrics().mtuLocked()) {
        return mtu;
      }
    }
    RouteException exception = stack.exception(route, destination);
    return exception == null || exception.mtuBytes() == 0
        ? mtu
        : Math.min(mtu, exception.mtuBytes());
  }

  /// The most bytes a forwarded packet may have (`ip_dst_mtu_maybe_forward`).
  static int forwardMtu(Route route, NetDevice device) {
    int set = route.metrics().mtuBytes();
    return set != 0 ? set : device.mtuBytes();
  }

  /// Fragments what does not fit, and what was put together here (`ip_finish_output`). The MTU of
  /// the path counts for packets of ours only, the device's for those that are forwarded.
  private SendResult cut(Frame frame, Route route) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    NetDevice device = deviceOf(route);
    if (device == null) {
      return finish(frame, route);
    }
    boolean ours = frame.inputIndex == 0;
    int mtu = ours ? mtu(route, Ipv4.destination(data, at)) : forwardMtu(route, device);
    int total = Segmentation.packetBytes(frame, Ipv4.totalBytes(data, at));
    if (total <= mtu && frame.fragmentMaxBytes == 0) {
      frame.pieceBytes = 0;
      return finish(frame, route);
    }
    boolean stubborn = (Ipv4.fragment(data, at) & Ipv4.DF) != 0;
    if (stubborn && (!frame.reassembled || frame.fragmentMaxBytes > mtu)) {
      int needed = (Icmp.UNREACHABLE << 8) | Icmp.FRAGMENTATION_NEEDED;
      stack.icmp().sendError(frame, needed, mtu);
      softnet.dropTooBig(frame, device, mtu, false);
      return SendResult.OK;
    }
    Frame piece = Fragmenter.split(frame, stack.frames(), mtu);
    SendResult result = SendResult.OK;
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      SendResult sent = finish(piece, route);
      result = sent == SendResult.OK ? result : sent;
      piece = following;
    }
    return result;
  }

  /// Finds the MAC of the next hop and transmits (`ip_finish_output2`).
  private SendResult finish(Frame frame, Route route) {
    byte[] data = frame.data();
    int destination = Ipv4.destination(data, frame.networkOffset);
    NetDevice out = route.device();
    if (route.type() == RouteType.LOCAL || out == null || out == loopback) {
      Ethernet.write(data, frame.offset(), 0, 0, Ethernet.IPV4);
      loopback.transmit(frame);
      return SendResult.OK;
    }
    if (out.isNoArp() && !Ipv4.isMulticast(destination)) {
      return unasked(frame, out);
    }
    if (route.type() == RouteType.BROADCAST || Ipv4.isMulticast(destination)) {
      long group =
          route.type() == RouteType.BROADCAST
              ? Ethernet.BROADCAST
              : Ethernet.ofIpv4Group(destination);
      Ethernet.write(data, frame.offset(), group, out.mac(), Ethernet.IPV4);
      out.transmit(frame);
      return SendResult.OK;
    }
    return toNeighbour(frame, out, nextHop(route, destination));
  }

  /// Nobody is asked: the frame has the device's own address at both ends (`arp_constructor`).
  private static SendResult unasked(Frame frame, NetDevice out) {
    Ethernet.write(frame.data(), frame.offset(), out.mac(), out.mac(), Ethernet.IPV4);
    out.transmit(frame);
    return SendResult.OK;
  }

  private SendResult toNeighbour(Frame frame, NetDevice out, int nextHop) {
    if (out.isNoArp()) {
      return unasked(frame, out);
    }
    Neighbour neighbour = stack.neighbours().lookupOrCreate(out, nextHop);
    if (neighbour == null) {
      out.drop(frame, DropReason.NEIGH_CREATEFAIL);
      return SendResult.NO_BUFFERS;
    }
    neighbour.send(frame);
    return SendResult.OK;
  }

  /// Sends a copy of a packet to a next hop of its own.
  void sendTo(Frame copy, Route route, int nextHop) {
    NetDevice out = deviceOf(route);
    if (out == null || !stack.pass(Hook.POSTROUTING, copy, null, out)) {
      return;
    }
    toNeighbour(copy, out, route.gateway() != 0 ? route.gateway() : nextHop);
  }

  public int nextHop(Route route, int destination) {
    RouteException learned = stack.exception(route, destination);
    if (learned != null && learned.gateway() != 0) {
      return learned.gateway();
    }
    return route.gateway() != 0 ? route.gateway() : destination;
  }

  /// Sends a packet of an ipvlan device by this namespace's routes, which must lead out of the
  /// lower device; where none does, the destination is taken to be on its link. TTL and
  /// identification stay, forwarding is not asked; OUTPUT and POSTROUTING are
  /// (`ipvlan_process_v4_outbound`, `ip_route_output_key_hash_rcu`).
  ///
  /// @return whether it is on its way
  boolean sendFor(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    if (Ipv4.check(data, at, frame.length() - Ethernet.HEADER_BYTES) != Ipv4.HeaderCheck.OK) {
      device.drop(frame, DropReason.IP_INHDR);
      return false;
    }
    frame.networkOffset = at;
    frame.addressee = Frame.TO_HOST;
    frame.inputIndex = 0;
    int destination = Ipv4.destination(data, at);
    Route route = stack.fib().lookup(destination, device);
    if (route != null && route.type() != RouteType.UNICAST && route.type() != RouteType.LOCAL) {
      device.drop(frame, DropReason.IP_OUTNOROUTES);
      return false;
    }
    NetDevice out = route == null ? device : deviceOf(route);
    if (!stack.pass(Hook.OUTPUT, frame, null, out)) {
      return false;
    }
    if (route != null) {
      return leave(frame, null, route) == SendResult.OK;
    }
    return stack.pass(Hook.POSTROUTING, frame, null, out)
        && toNeighbour(frame, device, destination) == SendResult.OK;
  }

  /// ARP failed for a packet: its sender is told, and it is lost (`ipv4_link_failure`).
  void linkFailure(Frame frame, NetDevice device) {
    stack.icmp().sendError(frame, (Icmp.UNREACHABLE << 8) | Icmp.HOST, 0);
    device.drop(frame, DropReason.NEIGH_FAILED);
  }
}
