package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// IPv4 of one namespace (Linux `net/ipv4/ip_input.c`, `ip_output.c`, `ip_forward.c`).
///
/// ```
///   input --> route --> deliver --> ICMP, UDP, TCP ...          output <-- sockets
///               |                                                 |
///               '-----> forward ------------------> finish <------'
///                                                      |
///                                              neighbour -> device
/// ```
public final class Ipv4Stack {
  private static final int PROTOCOLS = 256;

  private final Softnet softnet;
  private final Loopback loopback;
  private final Fib fib = new Fib();
  private final Interfaces interfaces;
  private final NeighbourTable neighbours;
  private final ArpProtocol arp;
  private final IcmpProtocol icmp;
  private final IpIds ids;
  private final Netfilter netfilter;
  private final BridgeNetfilter bridgeNetfilter = new BridgeNetfilter(this);
  private final @Nullable Ipv4Protocol[] protocols = new @Nullable Ipv4Protocol[PROTOCOLS];

  /// A stack without addresses.
  public Ipv4Stack(Softnet softnet, Loopback loopback, RandomStream random) {
    this.softnet = softnet;
    this.loopback = loopback;
    this.interfaces = new Interfaces(fib);
    this.neighbours = new NeighbourTable(softnet.loop(), this, random);
    this.arp = new ArpProtocol(this);
    this.icmp = new IcmpProtocol(this);
    this.ids = new IpIds(softnet.loop(), random);
    this.netfilter = new Netfilter(softnet, new FirewallView(this), random);
    protocols[Ipv4.ICMP] = icmp;
  }

  /// The routing tables.
  public Fib fib() {
    return fib;
  }

  /// The addresses and settings of the devices.
  public Interfaces interfaces() {
    return interfaces;
  }

  /// The next hops known.
  public NeighbourTable neighbours() {
    return neighbours;
  }

  /// The address resolution protocol.
  public ArpProtocol arp() {
    return arp;
  }

  /// The control message protocol.
  public IcmpProtocol icmp() {
    return icmp;
  }

  /// The firewall, connection tracking and address translation.
  public Netfilter netfilter() {
    return netfilter;
  }

  /// The firewall's view of bridged frames.
  public BridgeNetfilter bridgeNetfilter() {
    return bridgeNetfilter;
  }

  EventLoop loop() {
    return softnet.loop();
  }

  FramePool frames() {
    return softnet.frames();
  }

  /// Makes a transport protocol known under its number.
  public void register(int protocol, Ipv4Protocol handler) {
    protocols[protocol] = handler;
  }

  @Nullable Ipv4Protocol protocol(int number) {
    return protocols[number];
  }

  @Nullable Ipv4Interface onDevice(NetDevice device) {
    return interfaces.find(device);
  }

  /// A device of the namespace changed.
  public void deviceChanged(NetDevice device, DeviceChange change) {
    switch (change) {
      case UP -> interfaces.deviceUp(device);
      case DOWN -> {
        neighbours.flush(device, true);
        interfaces.deviceDown(device);
        netfilter.deviceGone(device);
      }
      case CARRIER -> {
        if (!device.hasCarrier()) {
          neighbours.flush(device, false); // arp_evict_nocarrier
        }
      }
      case ADDRESS -> neighbours.flush(device, false);
      case MTU -> {}
    }
  }

  /// A device leaves the namespace.
  public void deviceRemoved(NetDevice device) {
    neighbours.flush(device, true);
    interfaces.remove(device);
  }

  // ---- receiving -------------------------------------------------------------------------

  /// Takes over a received frame that holds IPv4 (`ip_rcv`).
  public void input(Frame frame, NetDevice device) {
    if (frame.addressee == Frame.TO_OTHER_HOST) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
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
      routeInput(frame, device);
    } else if (netfilter.pass(Hook.PREROUTING, frame, device, null)) {
      routeInput(frame, device);
    }
  }

  /// Decides what becomes of a received packet (`ip_route_input_slow`).
  private void routeInput(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    int source = Ipv4.source(data, at);
    int destination = Ipv4.destination(data, at);
    Ipv4Interface in = interfaces.find(device);
    if (in == null) {
      device.drop(frame, DropReason.NOT_SPECIFIED);
      return;
    }
    if (device != loopback && isMartian(source, destination, in)) {
      device.drop(frame, DropReason.IP_MARTIAN);
      return;
    }
    if (destination == Ipv4.BROADCAST) {
      deliver(frame, device);
      return;
    }
    if (Ipv4.isMulticast(destination)) {
      deliver(frame, device);
      return;
    }
    Route route = fib.lookup(destination, null);
    if (route == null) {
      refuse(frame, in, SendResult.NETWORK_UNREACHABLE);
      return;
    }
    switch (route.type()) {
      case LOCAL -> {
        if (isBadSource(source, in)) {
          device.drop(frame, DropReason.IP_MARTIAN);
        } else {
          deliver(frame, device);
        }
      }
      case BROADCAST -> deliver(frame, device);
      case UNICAST -> forward(frame, in, route);
      case BLACKHOLE -> device.drop(frame, DropReason.IP_ROUTE_REFUSED);
      case UNREACHABLE -> refuse(frame, in, SendResult.HOST_UNREACHABLE);
      case PROHIBIT -> refuse(frame, in, SendResult.ACCESS);
      case MULTICAST, ANYCAST -> device.drop(frame, DropReason.IP_MARTIAN);
    }
  }

  private static boolean isMartian(int source, int destination, Ipv4Interface in) {
    if (Ipv4.isMulticast(source) || source == Ipv4.BROADCAST) {
      return true;
    }
    if (destination == Ipv4.BROADCAST) {
      return false;
    }
    boolean loopbackAllowed = in.config().routeLocalnet;
    return (source >>> 24) == 0
        || (destination >>> 24) == 0
        || (!loopbackAllowed && (Ipv4.isLoopback(destination) || Ipv4.isLoopback(source)));
  }

  /// Source validation (`fib_validate_source`): nobody else may use our address, and with rp_filter
  /// the way back must be the way in.
  private boolean isBadSource(int source, Ipv4Interface in) {
    if (in.device() == loopback) {
      return false;
    }
    Route back = fib.lookup(source, null);
    if (back != null && back.type() == RouteType.LOCAL) {
      return !in.config().acceptLocal;
    }
    int filter = Math.max(in.config().rpFilter, interfaces.all().rpFilter);
    if (filter == 0) {
      return false;
    }
    return back == null || (filter == 1 && back.device() != in.device());
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
      icmp.sendError(frame, (Icmp.UNREACHABLE << 8) | code, 0);
    }
    in.device().drop(frame, DropReason.IP_OUTNOROUTES);
  }

  /// Hands a packet for this namespace to its protocol (`ip_local_deliver`).
  private void deliver(Frame frame, NetDevice device) {
    if (!netfilter.pass(Hook.INPUT, frame, device, null)) {
      return;
    }
    softnet.charge(softnet.costs().socketNanos() / 2);
    byte[] data = frame.data();
    Ipv4Protocol handler = protocols[Ipv4.protocol(data, frame.networkOffset)];
    if (handler == null) {
      icmp.sendError(frame, (Icmp.UNREACHABLE << 8) | Icmp.PROTOCOL, 0);
      device.drop(frame, DropReason.NO_SOCKET);
      return;
    }
    handler.input(frame, device);
  }

  /// Sends a packet on its way (`ip_forward`). Errors quote the packet as it came, before its TTL
  /// is taken down.
  private void forward(Frame frame, Ipv4Interface in, Route route) {
    NetDevice device = in.device();
    byte[] data = frame.data();
    int at = frame.networkOffset;
    NetDevice out = route.device();
    if (!in.config().forwarding || out == null) {
      device.drop(frame, DropReason.IP_NOT_FORWARDING);
      return;
    }
    if (frame.addressee != Frame.TO_HOST || isBadSource(Ipv4.source(data, at), in)) {
      device.drop(frame, DropReason.IP_MARTIAN);
      return;
    }
    softnet.charge(softnet.costs().routeNanos());
    if (Ipv4.ttl(data, at) <= 1) {
      icmp.sendError(frame, Icmp.TIME_EXCEEDED << 8, 0);
      device.drop(frame, DropReason.TTL_EXCEEDED);
      return;
    }
    if (Ipv4.totalBytes(data, at) > out.mtuBytes()) {
      if ((Ipv4.fragment(data, at) & Ipv4.DF) != 0) {
        int needed = (Icmp.UNREACHABLE << 8) | Icmp.FRAGMENTATION_NEEDED;
        icmp.sendError(frame, needed, out.mtuBytes());
        device.drop(frame, DropReason.FRAG_NEEDED);
        return;
      }
    }
    Ipv4.decrementTtl(data, at);
    if (netfilter.pass(Hook.FORWARD, frame, device, out)) {
      leave(frame, device, route);
    }
  }

  // ---- sending ---------------------------------------------------------------------------

  /// A frame for an IPv4 packet of ours with room for its transport header and data. The caller
  /// owns it and fills in what stands behind the IPv4 header.
  Frame newPacket(int payloadBytes) {
    return frames().take(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + payloadBytes);
  }

  /// Finds the way for a flow and, where it has none, its source address (`ip_route_output_key`).
  public SendResult route(Flow flow) {
    Route route = fib.lookup(flow.destination, flow.device);
    if (route == null) {
      return SendResult.NETWORK_UNREACHABLE;
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
    flow.route = route;
    if (flow.source == 0) {
      flow.source = sourceFor(route, flow.destination);
    }
    return SendResult.OK;
  }

  private int sourceFor(Route route, int destination) {
    if (route.preferredSource() != 0) {
      return route.preferredSource();
    }
    NetDevice device = route.device();
    int towards = route.gateway() != 0 ? route.gateway() : destination;
    return device == null ? 0 : selectSource(device, towards, Scope.GLOBAL);
  }

  /// An own address to use towards a destination: of the device, else of any (`inet_select_addr`).
  int selectSource(NetDevice device, int destination, Scope scope) {
    return interfaces.select(device, destination, scope);
  }

  /// Sends a packet of ours along a routed flow (`ip_local_out`). Owns the frame, which holds
  /// everything behind the IPv4 header.
  public SendResult output(Frame frame, Flow flow, int protocol) {
    Route route = flow.route;
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
    Ipv4.writeLengths(data, at, total, id, flow.dontFragment ? Ipv4.DF : 0);
    Ipv4.putTos(data, at, flow.tos);
    Ipv4.writeAddresses(data, at, (flow.ttl << 8) | protocol, flow.source, flow.destination);
    NetDevice out = deviceOf(route);
    if (out == null || total > out.mtuBytes()) {
      frame.release();
      return SendResult.MESSAGE_TOO_LONG;
    }
    if (!netfilter.pass(Hook.OUTPUT, frame, null, out)) {
      return SendResult.NOT_PERMITTED;
    }
    return Ipv4.destination(data, at) == flow.destination
        ? leave(frame, null, route)
        : reroute(frame, flow);
  }

  private @Nullable NetDevice deviceOf(Route route) {
    return route.type() == RouteType.LOCAL ? loopback : route.device();
  }

  /// The destination was translated: the packet goes another way, and keeps the source it was given
  /// for the old one (`ip_route_me_harder`).
  private SendResult reroute(Frame frame, Flow flow) {
    int destination = Ipv4.destination(frame.data(), frame.networkOffset);
    Route route = fib.lookup(destination, flow.device);
    if (route == null || deviceOf(route) == null) {
      frame.release();
      return SendResult.NETWORK_UNREACHABLE;
    }
    return leave(frame, null, route);
  }

  /// The last hook before a packet goes out (`ip_output`).
  private SendResult leave(Frame frame, @Nullable NetDevice in, Route route) {
    if (!netfilter.pass(Hook.POSTROUTING, frame, in, deviceOf(route))) {
      return SendResult.NOT_PERMITTED;
    }
    finish(frame, route);
    return SendResult.OK;
  }

  /// Finds the MAC of the next hop and transmits (`ip_finish_output2`).
  private void finish(Frame frame, Route route) {
    byte[] data = frame.data();
    int destination = Ipv4.destination(data, frame.networkOffset);
    NetDevice out = route.device();
    if (route.type() == RouteType.LOCAL || out == null || out == loopback) {
      Ethernet.write(data, frame.offset(), 0, 0, Ethernet.IPV4);
      loopback.transmit(frame);
      return;
    }
    if (route.type() == RouteType.BROADCAST || Ipv4.isMulticast(destination)) {
      long group =
          route.type() == RouteType.BROADCAST
              ? Ethernet.BROADCAST
              : Ethernet.ofIpv4Group(destination);
      Ethernet.write(data, frame.offset(), group, out.mac(), Ethernet.IPV4);
      out.transmit(frame);
      return;
    }
    int nextHop = route.gateway() != 0 ? route.gateway() : destination;
    Neighbour neighbour = neighbours.lookupOrCreate(out, nextHop);
    if (neighbour == null) {
      out.drop(frame, DropReason.NEIGH_QUEUEFULL);
      return;
    }
    neighbour.send(frame);
  }

  /// ARP failed for a packet: its sender is told, and it is lost (`ipv4_link_failure`).
  void linkFailure(Frame frame, NetDevice device) {
    icmp.sendError(frame, (Icmp.UNREACHABLE << 8) | Icmp.HOST, 0);
    device.drop(frame, DropReason.NEIGH_FAILED);
  }
}
