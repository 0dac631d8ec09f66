package dev.drydock.core.ip;

import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.RxHandler;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.Upper;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.FibQuery;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// What comes in (Linux `net/ipv4/ip_input.c`, the input half of `route.c`): checks the header,
/// asks PREROUTING, decides by the routes and delivers what is for this namespace.
final class Ipv4Input {
  /// The source of a packet must not come in here.
  static final int BAD_SOURCE = -1;

  /// The source is behind a gateway, or its way back does not matter.
  static final int INDIRECT = 0;

  /// The source is on the link the packet came in by.
  static final int DIRECT = 1;

  private final Ipv4Stack stack;
  private final Softnet softnet;
  private final Loopback loopback;
  private final Ipv4Forward forward;

  Ipv4Input(Ipv4Stack stack, Softnet softnet, Loopback loopback) {
    this.stack = stack;
    this.softnet = softnet;
    this.loopback = loopback;
    this.forward = new Ipv4Forward(stack, softnet, this);
  }

  /// Takes over a received frame that holds IPv4 (`ip_rcv`).
  void input(Frame frame, NetDevice device) {
    if (frame.addressee == Frame.TO_OTHER_HOST) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
    frame.orphan(0);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    switch (Ipv4.check(data, at, frame.length() - Ethernet.HEADER_BYTES)) {
      case OK -> {}
      case MALFORMED -> {
        device.drop(frame, DropReason.IP_INHDR);
        return;
      }
      case BAD_CHECKSUM -> {
        device.drop(frame, DropReason.IP_CSUM);
        return;
      }
    }
    frame.setLength(Ethernet.HEADER_BYTES + Ipv4.totalBytes(data, at));
    if (frame.passedPrerouting) {
      frame.passedPrerouting = false; // as a bridged frame
      frame.fragmentMaxBytes = 0; // ip_rcv clears its notes
      routeInput(frame, device);
      return;
    }
    prerouting(frame, device);
  }

  /// Connection tracking sees whole packets only (`nf_defrag_ipv4`).
  void prerouting(Frame arrived, NetDevice device) {
    Frame frame = arrived;
    if (Reassembly.isFragment(frame.data(), frame.networkOffset) && stack.collectsFragments()) {
      frame = stack.reassembly().add(frame, device, Reassembly.Place.CONNTRACK);
      if (frame == null) {
        return;
      }
    }
    if (stack.pass(Hook.PREROUTING, frame, device, null)) {
      routeInput(frame, device);
    }
  }

  /// Decides what becomes of a received packet (`ip_route_input_slow`). What becomes of a packet
  /// that no route leads on.
  private void refuse(Frame frame, Ipv4Interface in, RouteType type) {
    switch (type) {
      case BLACKHOLE -> in.device().drop(frame, DropReason.IP_ROUTE_REFUSED);
      case UNREACHABLE -> refuse(frame, in, SendResult.HOST_UNREACHABLE);
      case PROHIBIT -> refuse(frame, in, SendResult.ACCESS);
      default -> in.device().drop(frame, DropReason.IP_MARTIAN);
    }
  }

  private void routeInput(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    int source = Ipv4.source(data, at);
    int destination = Ipv4.destination(data, at);
    Ipv4Interface in = stack.interfaces().find(device);
    if (in == null) {
      device.drop(frame, DropReason.NOT_SPECIFIED);
      return;
    }
    if (Ipv4.isMulticast(destination)) {
      toGroup(frame, in);
      return;
    }
    if (device != loopback && isMartian(source, destination, in)) {
      Martians.log(frame, in);
      device.drop(frame, DropReason.IP_MARTIAN);
      return;
    }
    if (destination == Ipv4.BROADCAST) {
      deliver(frame, device);
      return;
    }
    RxHandler handler = device.rxHandler();
    NetDevice child = handler == null ? null : handler.deliversTo(destination);
    if (child != null) {
      deliverTo(frame, device, child);
      return;
    }
    Route route =
        stack.fib().isPlain()
            ? stack.fib().lookup(destination, null)
            : stack.fib().lookup(stack.fib().query().of(frame, device));
    if (route == null) {
      refuse(frame, in, SendResult.NETWORK_UNREACHABLE);
      return;
    }
    RouteType type = route.type();
    if (type == RouteType.UNICAST) {
      forward.forward(frame, in, route);
    } else if (type != RouteType.LOCAL && type != RouteType.BROADCAST) {
      refuse(frame, in, type);
    } else if (validate(source, destination, in, null) == BAD_SOURCE) {
      dropBadSource(frame, in);
    } else {
      deliver(frame, device);
    }
  }

  /// A packet to a group is taken by its members; IGMP by all (`ip_check_mc_rcu`,
  /// `ip_mc_validate_source`).
  private void toGroup(Frame frame, Ipv4Interface in) {
    byte[] data = frame.data();
    int source = Ipv4.source(data, frame.networkOffset);
    int group = Ipv4.destination(data, frame.networkOffset);
    boolean isIgmp = Ipv4.protocol(data, frame.networkOffset) == Ipv4.IGMP;
    boolean isLocal = (group >>> 8) == 0xe0_0000;
    boolean isBad =
        Ipv4.isMulticast(source)
            || source == Ipv4.BROADCAST
            || (Ipv4.isLoopback(source) && in.device() != loopback && !in.routesLocalnet())
            || ((source >>> 24) == 0 && !isLocal && !isIgmp);
    if (isBad) {
      in.device().drop(frame, DropReason.IP_MARTIAN);
    } else if (isIgmp || in.groups().has(group)) {
      deliver(frame, in.device());
    } else {
      in.device().drop(frame, DropReason.NOT_MEMBER);
    }
  }

  private static boolean isMartian(int source, int destination, Ipv4Interface in) {
    if (Ipv4.isMulticast(source) || source == Ipv4.BROADCAST) {
      return true;
    }
    if (destination == Ipv4.BROADCAST) {
      return false;
    }
    boolean loopbackAllowed = in.routesLocalnet();
    return (source >>> 24) == 0
        || (destination >>> 24) == 0
        || (!loopbackAllowed && (Ipv4.isLoopback(destination) || Ipv4.isLoopback(source)));
  }

  /// Source validation (`fib_validate_source`): nobody else may use our address, and with rp_filter
  /// the way back must be the way in. The tables are asked for the source only where its way back
  /// matters.
  ///
  /// @param destination of the packet: the source of the way back, for rules
  /// @param out where the packet goes; null when it is for this namespace
  /// @return [#BAD_SOURCE], [#DIRECT] for a source on the link of the device, else [#INDIRECT]
  int validate(int source, int destination, Ipv4Interface in, @Nullable NetDevice out) {
    NetDevice device = in.device();
    if (device == loopback) {
      return INDIRECT;
    }
    int filter = in.rpFilter();
    if (filter == 0 && (out != device || !in.sendsRedirects())) {
      boolean own = !in.acceptsLocal() && stack.fib().isOwn(source);
      return own ? BAD_SOURCE : INDIRECT;
    }
    Route back = wayBack(source, destination, null);
    if (back != null && !back.legs().isEmpty()) {
      back = wayBack(source, destination, device);
    }
    if (back == null) {
      return filter == 0 ? INDIRECT : BAD_SOURCE;
    }
    if (back.type() == RouteType.LOCAL) {
      return in.acceptsLocal() ? INDIRECT : BAD_SOURCE;
    }
    if (back.type() != RouteType.UNICAST) {
      return BAD_SOURCE;
    }
    if (back.device() == device) {
      return back.gateway() == 0 ? DIRECT : INDIRECT;
    }
    return filter == 1 ? BAD_SOURCE : INDIRECT;
  }

  private @Nullable Route wayBack(int source, int destination, @Nullable NetDevice device) {
    Fib fib = stack.fib();
    if (fib.isPlain()) {
      return fib.lookup(source, device);
    }
    FibQuery query = fib.query().of(source, device);
    query.from(destination);
    return fib.lookup(query);
  }

  /// Loses a packet whose source must not come in here: another's, or one the filter refuses.
  void dropBadSource(Frame frame, Ipv4Interface in) {
    int source = Ipv4.source(frame.data(), frame.networkOffset);
    boolean own = stack.fib().addressType(source) == RouteType.LOCAL;
    boolean filtered = in.rpFilter() != 0 && !own;
    Martians.log(frame, in);
    if (filtered) {
      Decision by = bySetting(in.device(), "rp_filter", in.rpFilter());
      in.device().softnet().drop(frame, DropReason.IP_RPFILTER, in.device(), by);
    } else {
      in.device().drop(frame, DropReason.IP_MARTIAN);
    }
  }

  /// An interface's setting that decided, for whoever wants to know why.
  ///
  /// @param name below `net.ipv4.conf.DEVICE`
  static Decision bySetting(NetDevice device, String name, int value) {
    return device.softnet().dropListener() == null
        ? Decision.NONE
        : new Decision.Setting("net.ipv4.conf." + device.name() + "." + name, value);
  }

  /// A packet nobody may or can forward (`ip_error`).
  private void refuse(Frame frame, Ipv4Interface in, SendResult why) {
    if (in.config().forwarding) {
      int code =
          switch (why) {
            case HOST_UNREACHABLE -> Icmp.HOST;
            case ACCESS -> Icmp.PROHIBITED;
            default -> Icmp.NET;
          };
      if (stack.peers().allowsRouteError(Ipv4.source(frame.data(), frame.networkOffset))) {
        stack.icmp().sendError(frame, (Icmp.UNREACHABLE << 8) | code, 0);
      }
    }
    in.device().drop(frame, DropReason.IP_OUTNOROUTES);
  }

  /// A packet for an ipvlan device in l3s mode passes INPUT here, then goes over to the device's
  /// namespace (`ipvlan_nf_input`).
  private void deliverTo(Frame arrived, NetDevice device, NetDevice child) {
    Frame frame = whole(arrived, device);
    if (frame == null || !stack.pass(Hook.INPUT, frame, device, null)) {
      return;
    }
    Upper upper = child.upper();
    if (upper == null) {
      child.drop(frame, DropReason.NOT_SPECIFIED);
      return;
    }
    frame.forgetFlow();
    child.counters().received(frame.length());
    frame.inputIndex = child.index();
    upper.deliver(frame, child);
  }

  void handOver(Frame frame, NetDevice device) {
    toProtocol(frame, device);
  }

  /// Hands a packet for this namespace to its protocol, whole (`ip_local_deliver`).
  private void deliver(Frame arrived, NetDevice device) {
    Frame frame = whole(arrived, device);
    if (frame == null) {
      return;
    }
    int destination = Ipv4.destination(frame.data(), frame.networkOffset);
    if (!stack.pass(Hook.INPUT, frame, device, null)) {
      return;
    }
    if (Ipv4.destination(frame.data(), frame.networkOffset) == destination) {
      toProtocol(frame, device);
    } else {
      sendOn(frame, device);
    }
  }

  /// The load balancer has chosen a server for the packet: it leaves as if sent from here
  /// (`ip_vs_nat_xmit`).
  private void sendOn(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    Route route = stack.fib().lookup(Ipv4.destination(data, at), null);
    if (route == null || route.type() != RouteType.UNICAST || Ipv4.ttl(data, at) <= 1) {
      device.drop(frame, DropReason.IP_OUTNOROUTES);
      return;
    }
    Ipv4.decrementTtl(data, at);
    stack.out().leave(frame, null, route);
  }

  /// The packet, put together where it is a fragment; null while some are missing.
  private @Nullable Frame whole(Frame frame, NetDevice device) {
    return Reassembly.isFragment(frame.data(), frame.networkOffset)
        ? stack.reassembly().add(frame, device, Reassembly.Place.LOCAL_DELIVER)
        : frame;
  }

  private void toProtocol(Frame frame, NetDevice device) {
    softnet.charge(softnet.costs().socketNanos() / 2);
    byte[] data = frame.data();
    Ipv4Protocol handler = stack.protocol(Ipv4.protocol(data, frame.networkOffset));
    if (handler == null) {
      stack.icmp().sendError(frame, (Icmp.UNREACHABLE << 8) | Icmp.PROTOCOL, 0);
      device.drop(frame, DropReason.NO_SOCKET);
      return;
    }
    handler.input(frame, device);
  }
}
