package dev.drydock.core.ip.v6;

import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Segmentation;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Ipv6Exceptions;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import org.jspecify.annotations.Nullable;

/// What goes out (Linux `net/ipv6/ip6_output.c`, the output half of `route.c`).
final class Ipv6Output {
  private static final int PAYLOAD_BYTES_MAX = 65_535;
  private static final int LABEL_MASK = 0xf_ffff;

  private final Ipv6Stack stack;
  private final Softnet softnet;
  private final Loopback loopback;
  private final long secret;

  /// The way out.
  ///
  /// @param secret what flow labels are made with
  Ipv6Output(Ipv6Stack stack, Softnet softnet, Loopback loopback, long secret) {
    this.stack = stack;
    this.softnet = softnet;
    this.loopback = loopback;
    this.secret = secret;
  }

  /// Finds the way for a flow and, where it has none, its source address.
  SendResult route(Ipv6Flow flow) {
    Ipv6Route route = stack.fib().lookup(flow.destinationHigh, flow.destinationLow, flow.device);
    if (route == null) {
      // The source is chosen first (`ip6_dst_lookup_tail`), and with IPv6 off there is none.
      boolean isBare =
          !flow.hasSource()
              && Ipv6SourceChoice.choose(stack.interfaces(), flow.device, flow) == null;
      return isBare ? SendResult.ADDRESS_NOT_AVAILABLE : SendResult.NETWORK_UNREACHABLE;
    }
    switch (route.type()) {
      case BLACKHOLE -> {
        return SendResult.INVALID;
      }
      case UNREACHABLE -> {
        return SendResult.HOST_UNREACHABLE;
      }
      case PROHIBIT -> {
        return SendResult.ACCESS;
      }
      case UNICAST, LOCAL, BROADCAST, MULTICAST, ANYCAST -> {}
    }
    flow.setRoute(route);
    if (route.hasGateway()) {
      askForRouter(route);
    }
    Ipv6Address preferred = route.extras().preferredSource();
    if (!flow.hasSource() && preferred != null) {
      flow.setSource(preferred);
    }
    if (!flow.hasSource()) {
      Ipv6InterfaceAddress source =
          Ipv6SourceChoice.choose(stack.interfaces(), route.device(), flow);
      if (source != null) {
        flow.setSource(source.address());
      }
    }
    return flow.hasSource() ? SendResult.OK : SendResult.ADDRESS_NOT_AVAILABLE;
  }

  /// Asks whether the gateway of a route is there, soon, when that is due (`rt6_probe`).
  private void askForRouter(Ipv6Route route) {
    NetDevice device = route.device();
    Ipv6Address gateway = route.gateway();
    if (device == null || gateway == null || stack.interfaces().all().forwarding) {
      return;
    }
    boolean isKnown = stack.neighbours().lookup(device, gateway.high(), gateway.low()) != null;
    if (!isKnown && stack.fib().probes().isDue(route)) {
      softnet.loop().schedule(new RouterProbe(device, gateway), softnet.loop().nowNanos());
    }
  }

  /// A question that a worker of the kernel asks (`rt6_probe_deferred`).
  private final class RouterProbe extends Event {
    private final NetDevice device;
    private final Ipv6Address gateway;

    RouterProbe(NetDevice device, Ipv6Address gateway) {
      this.device = device;
      this.gateway = gateway;
    }

    @Override
    protected void fire() {
      stack.discovery().askFor(device, gateway);
    }
  }

  /// The most bytes a packet along a route may have.
  int mtu(Ipv6Route route) {
    NetDevice device = deviceOf(route);
    if (device == null) {
      return NetDevice.ETHERNET_MTU_BYTES;
    }
    int own = route.extras().mtuBytes();
    return own == 0 ? mtuOf(device) : Math.min(own, device.mtuBytes());
  }

  /// The most bytes a packet may have that is passed on, as far as that is looked at before it is
  /// translated: only a locked MTU of the route counts (`ip6_dst_mtu_maybe_forward`).
  int forwardMtu(Ipv6Route route, NetDevice out) {
    return route.extras().mtuLocked() ? mtu(route) : mtuOf(out);
  }

  private int mtuOf(NetDevice device) {
    Ipv6Interface in = stack.interfaces().find(device);
    return in == null ? device.mtuBytes() : in.mtuBytes();
  }

  /// The most bytes a packet of ours to a destination may have: what its path is known to take.
  int mtu(Ipv6Route route, long high, long low) {
    Ipv6Exceptions.Learned learned = stack.learned(high, low);
    return learned == null || learned.mtuBytes() == 0
        ? mtu(route)
        : Math.min(mtu(route), learned.mtuBytes());
  }

  /// The hop limit of packets whose program wants none of its own (`ip6_dst_hoplimit`).
  private int hopLimit(Ipv6Route route, NetDevice out) {
    int own = route.extras().hopLimit();
    Ipv6Interface in = own == 0 ? stack.interfaces().find(out) : null;
    return own != 0 ? own : in == null ? Ipv6Flow.HOP_LIMIT : in.config().hopLimit;
  }

  private @Nullable NetDevice deviceOf(Ipv6Route route) {
    return route.type() == RouteType.LOCAL ? loopback : route.device();
  }

  /// Sends a packet of ours along a routed flow (`ip6_xmit`). Owns the frame.
  SendResult output(Frame frame, Ipv6Flow flow, int protocol) {
    Ipv6Route route = flow.route();
    int total = frame.length() - Ethernet.HEADER_BYTES;
    NetDevice out = route == null ? null : deviceOf(route);
    if (route == null || out == null) {
      frame.release();
      return SendResult.NETWORK_UNREACHABLE;
    }
    writeHeader(frame, flow, protocol, flow.isLabelled ? label(frame, flow, protocol) : 0);
    if (flow.hopLimit == Ipv6Flow.HOP_LIMIT) {
      Ipv6.putHopLimit(frame.data(), frame.networkOffset, hopLimit(route, out));
    }
    int most = mtu(route, flow.destinationHigh, flow.destinationLow);
    boolean tooBig = Segmentation.packetBytes(frame, total) > most;
    if (total - Ipv6.HEADER_BYTES > PAYLOAD_BYTES_MAX || (tooBig && flow.dontFragment)) {
      frame.release();
      return SendResult.MESSAGE_TOO_LONG;
    }
    softnet.charge(softnet.costs().socketNanos() / 2);
    if (!stack.pass(Hook.OUTPUT, frame, null, out)) {
      return SendResult.NOT_PERMITTED;
    }
    byte[] data = frame.data();
    int at = frame.networkOffset;
    boolean sameWay =
        Ipv6.destinationHigh(data, at) == flow.destinationHigh
            && Ipv6.destinationLow(data, at) == flow.destinationLow;
    return sameWay ? leave(frame, null, route) : reroute(frame);
  }

  /// The destination was translated: the packet goes another way, and keeps its source
  /// (`ip6_route_me_harder`).
  private SendResult reroute(Frame frame) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    Ipv6Route route =
        stack.fib().lookup(Ipv6.destinationHigh(data, at), Ipv6.destinationLow(data, at), null);
    if (route == null || deviceOf(route) == null) {
      frame.release();
      return SendResult.NETWORK_UNREACHABLE;
    }
    return leave(frame, null, route);
  }

  /// The last hook before a packet goes out; one that is too big, and ours, is cut (`ip6_output`,
  /// `ip6_finish_output`).
  SendResult leave(Frame frame, @Nullable NetDevice in, Ipv6Route route) {
    if (!stack.pass(Hook.POSTROUTING, frame, in, deviceOf(route))) {
      return SendResult.NOT_PERMITTED;
    }
    int mtu = mtuFor(frame, in, route);
    if (in != null && isTooBig(frame, mtu(route))) {
      stack.icmp().sendError(frame, Icmpv6.PACKET_TOO_BIG << 8, mtu);
      softnet.dropTooBig(frame, in, mtu, true);
      return SendResult.MESSAGE_TOO_LONG;
    }
    int total = Ipv6.totalBytes(frame.data(), frame.networkOffset);
    boolean fits = Segmentation.packetBytes(frame, total) <= mtu;
    Frame piece = fits ? frame : Ipv6Fragmenter.split(frame, stack, mtu);
    SendResult result = SendResult.OK;
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      SendResult sent = finish(piece, in, route);
      result = sent == SendResult.OK ? result : sent;
      piece = following;
    }
    return result;
  }

  /// Routers do not fragment, but for what was put together here and came in fragments that fit
  /// (`ip6_pkt_too_big`; `ip6_fragment` of what was passed on).
  static boolean isTooBig(Frame frame, int mtu) {
    int total = Ipv6.totalBytes(frame.data(), frame.networkOffset);
    if (Segmentation.packetBytes(frame, total) <= mtu) {
      return false;
    }
    return frame.fragmentMaxBytes == 0 || frame.fragmentMaxBytes > mtu;
  }

  /// What came in fragments leaves in fragments that are no larger (`ip6_finish_output`).
  private int mtuFor(Frame frame, @Nullable NetDevice in, Ipv6Route route) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    int mtu =
        in != null
            ? mtu(route)
            : mtu(route, Ipv6.destinationHigh(data, at), Ipv6.destinationLow(data, at));
    return frame.fragmentMaxBytes == 0 ? mtu : Math.min(mtu, frame.fragmentMaxBytes);
  }

  /// Sends a message of neighbour or listener discovery out of a device: neither routed nor
  /// labelled (`icmp6_dst_alloc`). Owns the frame.
  ///
  /// @param next what follows the IPv6 header
  void sendOnLink(Frame frame, Ipv6Flow flow, NetDevice device, int next) {
    writeHeader(frame, flow, next, 0);
    if (!stack.pass(Hook.OUTPUT, frame, null, device)
        || !stack.pass(Hook.POSTROUTING, frame, null, device)) {
      return;
    }
    if (!device.hasCarrier()) {
      frame.release(); // the queue of such a device loses everything, unseen (`noop_qdisc`)
      return;
    }
    send(frame, device, flow.destinationHigh, flow.destinationLow);
  }

  private static void writeHeader(Frame frame, Ipv6Flow flow, int protocol, int label) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    frame.addressee = Frame.TO_HOST;
    frame.inputIndex = 0;
    frame.mark = flow.mark;
    Ipv6.putClassAndLabel(data, at, (flow.trafficClass << 20) | label);
    int payload = frame.length() - Ethernet.HEADER_BYTES - Ipv6.HEADER_BYTES;
    Ipv6.putPayload(data, at, payload, (protocol << 8) | flow.hopLimit);
    Ipv6.putSource(data, at, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(data, at, flow.destinationHigh, flow.destinationLow);
  }

  /// The same label for all packets of a flow, unlike that of others (`ip6_make_flowlabel`, RFC
  /// 6437). Ports are part of the flow, for ICMPv6 type and code.
  private int label(Frame frame, Ipv6Flow flow, int protocol) {
    int transport = frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
    long ports = 0;
    if (protocol == Ipv6.TCP || protocol == Ipv6.UDP) {
      ports = Bytes.i32(frame.data(), transport) & 0xffff_ffffL;
    } else if (protocol == Ipv6.ICMP) {
      ports = Bytes.u16(frame.data(), transport);
    }
    long mixed = secret ^ protocol ^ (ports << 8);
    mixed = (mixed ^ flow.sourceHigh) * 0x9e37_79b9_7f4a_7c15L;
    mixed = (mixed ^ flow.sourceLow ^ (mixed >>> 29)) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ flow.destinationHigh ^ (mixed >>> 32)) * 0x94d0_49bb_1331_11ebL;
    mixed = (mixed ^ flow.destinationLow ^ (mixed >>> 29)) * 0x9e37_79b9_7f4a_7c15L;
    int label = (int) (mixed >>> 40) & LABEL_MASK;
    return label == 0 ? 1 : label;
  }

  /// Finds the MAC of the next hop and transmits (`ip6_finish_output2`).
  ///
  /// @param in where it came in; null for a packet of ours, which also heeds redirects
  private SendResult finish(Frame frame, @Nullable NetDevice in, Ipv6Route route) {
    byte[] data = frame.data();
    NetDevice out = deviceOf(route);
    if (out == null || out == loopback) {
      Ethernet.write(data, frame.offset(), 0, 0, Ethernet.IPV6);
      loopback.transmit(frame);
      return SendResult.OK;
    }
    int at = frame.networkOffset;
    long high = Ipv6.destinationHigh(data, at);
    long low = Ipv6.destinationLow(data, at);
    if (in == null && Ipv6.isMulticast(high)) {
      loopBack(frame, out, new Ipv6Address(high, low));
    }
    Ipv6Exceptions.Learned learned = in == null ? stack.learned(high, low) : null;
    Ipv6Address better = learned == null ? null : learned.gateway();
    if (better != null) {
      return send(frame, out, better.high(), better.low());
    }
    return route.hasGateway()
        ? send(frame, out, route.gatewayHigh(), route.gatewayLow())
        : send(frame, out, high, low);
  }

  /// Members of a group on this machine hear what is sent there as well; no capture shows it
  /// (`dev_loopback_xmit`, `PACKET_LOOPBACK`).
  private void loopBack(Frame frame, NetDevice out, Ipv6Address group) {
    Ipv6Interface own = stack.interfaces().find(out);
    if (own != null && own.groups().has(group)) {
      Frame copy = frame.copy();
      copy.addressee = Frame.TO_MULTICAST;
      softnet.afterRound(copy, heard -> stack.input(heard, out));
    }
  }

  /// Sends a copy of a packet to a next hop of its own.
  void sendTo(Frame copy, NetDevice out, Ipv6Address nextHop) {
    if (stack.pass(Hook.POSTROUTING, copy, null, out)) {
      send(copy, out, nextHop.high(), nextHop.low());
    }
  }

  /// Sends a packet of an ipvlan device by this namespace's routes, whatever device they lead out
  /// of; OUTPUT and POSTROUTING are asked, the hop limit stays (`ipvlan_process_v6_outbound`).
  ///
  /// @return whether it is on its way
  boolean sendFor(Frame frame, NetDevice device) {
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    frame.addressee = Frame.TO_HOST;
    frame.inputIndex = 0;
    Ipv6Route route = wayFor(frame);
    NetDevice out = route == null ? null : deviceOf(route);
    if (route == null || out == null) {
      device.drop(frame, DropReason.IP_OUTNOROUTES);
      return false;
    }
    return stack.pass(Hook.OUTPUT, frame, null, out) && leave(frame, null, route) == SendResult.OK;
  }

  private @Nullable Ipv6Route wayFor(Frame frame) {
    int at = frame.networkOffset;
    if (at + Ipv6.HEADER_BYTES > frame.end()) {
      return null;
    }
    long high = Ipv6.destinationHigh(frame.data(), at);
    Ipv6Route route = stack.fib().lookup(high, Ipv6.destinationLow(frame.data(), at), null);
    if (route == null) {
      return null;
    }
    return switch (route.type()) {
      case UNICAST, LOCAL, BROADCAST, MULTICAST, ANYCAST -> route;
      case BLACKHOLE, UNREACHABLE, PROHIBIT -> null;
    };
  }

  private SendResult send(Frame frame, NetDevice out, long high, long low) {
    if (Ipv6.isMulticast(high)) {
      byte[] data = frame.data();
      long mac = 0x3333_0000_0000L | (low & 0xffff_ffffL);
      Ethernet.write(data, frame.offset(), mac, out.mac(), Ethernet.IPV6);
      out.transmit(frame);
      return SendResult.OK;
    }
    if (out.isNoArp()) {
      // Nobody is asked: the frame has the device's own address at both ends (ndisc_constructor).
      Ethernet.write(frame.data(), frame.offset(), out.mac(), out.mac(), Ethernet.IPV6);
      out.transmit(frame);
      return SendResult.OK;
    }
    Neighbour neighbour = stack.neighbours().lookupOrCreate(out, high, low);
    if (neighbour == null) {
      out.drop(frame, DropReason.NEIGH_CREATEFAIL);
      return SendResult.NO_BUFFERS;
    }
    neighbour.send(frame);
    return SendResult.OK;
  }
}
