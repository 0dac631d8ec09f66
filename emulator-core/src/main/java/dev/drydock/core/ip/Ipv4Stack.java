package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.ip.neighbour.NeighbourTable;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteException;
import dev.drydock.core.ip.route.RouteExceptions;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// IPv4 of one namespace: the door to what it keeps and to the rooms [Ipv4Input], [Ipv4Forward] and
/// [Ipv4Output] a packet passes.
///
/// ```
///   input --> route --> deliver --> ICMP, UDP, TCP ...          output <-- sockets
///               |                                                 |
///               '-----> forward ------------------> finish <------'
///                                                      |
///                                              neighbour -> device
/// ```
public final class Ipv4Stack {
  private static final byte[] NO_NUMBERS = {};
  private static final int NO_NUMBER = -1;
  private static final Ipv4Protocol[] NO_HANDLERS = {};

  private final Softnet softnet;
  private final Fib fib = new Fib(this::concernDevices);
  private int defaultTtl = Flow.TTL;
  private final Interfaces interfaces;
  private final NeighbourTable neighbours;
  private final ArpProtocol arp;
  private @Nullable IcmpProtocol icmp;
  private @Nullable IgmpProtocol igmp;
  private final RandomStream random;
  private @Nullable Xfrm xfrm;
  private final Ipv4Input in;
  private final Ipv4Output out;
  private @Nullable Reassembly reassembly;
  private @Nullable RouteExceptions exceptions;
  private @Nullable InetPeers peers;
  private @Nullable Netfilter netfilter;
  private final Transports transports;
  private byte[] numbers = NO_NUMBERS;
  private Ipv4Protocol[] handlers = NO_HANDLERS;

  /// Whose the last packet was.
  private int lastNumber = NO_NUMBER;

  private @Nullable Ipv4Protocol lastHandler;

  /// A stack without addresses.
  public Ipv4Stack(Softnet softnet, Loopback loopback, Transports transports, RandomStream random) {
    this.transports = transports;
    this.random = random;
    this.softnet = softnet;
    this.interfaces = new Interfaces(fib, this);
    this.arp = new ArpProtocol(this);
    this.neighbours = new NeighbourTable(softnet, arp, random);
    this.in = new Ipv4Input(this, softnet, loopback);
    this.out = new Ipv4Output(this, softnet, loopback, new IpIds(softnet.loop(), random));
  }

  /// Something changed of which it depends whether ARP concerns devices of the namespace.
  public void concernDevices() {
    interfaces.concernDevices();
  }

  /// The routing tables.
  public Fib fib() {
    return fib;
  }

  /// What programs send with that ask for no time to live: `net.ipv4.ip_default_ttl`. Which one of
  /// 64 was asked for is not known.
  public int defaultTtl() {
    return defaultTtl;
  }

  /// Sets it.
  public void setDefaultTtl(int ttl) {
    defaultTtl = ttl;
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
    if (icmp == null) {
      icmp = new IcmpProtocol(this);
    }
    return icmp;
  }

  /// The protocol that tells of multicast groups.
  public IgmpProtocol igmp() {
    if (igmp == null) {
      igmp = new IgmpProtocol(this, random.stream("igmp"));
    }
    return igmp;
  }

  /// Joins a group on a device, of which routers are told.
  public void join(NetDevice device, int group) {
    Ipv4Interface in = interfaces.of(device);
    if (in.groups().join(group)) {
      igmp().changed(in, group, true);
    }
  }

  /// Takes back what [#join] did.
  public void leave(NetDevice device, int group) {
    Ipv4Interface in = interfaces.of(device);
    if (in.groups().leave(group)) {
      igmp().changed(in, group, false);
    }
  }

  /// IPsec.
  public Xfrm xfrm() {
    if (xfrm == null) {
      xfrm = new Xfrm(this);
    }
    return xfrm;
  }

  /// IPsec, if it was asked for.
  public @Nullable Xfrm xfrmOrNull() {
    return xfrm;
  }

  /// Takes over a packet that was inside another one, from PREROUTING on.
  void again(Frame frame, NetDevice device) {
    in.prerouting(frame, device);
  }

  /// The firewall, connection tracking and address translation.
  public Netfilter netfilter() {
    if (netfilter == null) {
      netfilter = new Netfilter(softnet, Family.IPV4, new FirewallView(this), random);
    }
    return netfilter;
  }

  /// Lets a packet pass a hook. A packet that does not pass is lost, and released.
  boolean pass(Hook hook, Frame frame, @Nullable NetDevice from, @Nullable NetDevice to) {
    Netfilter firewall = netfilter;
    return firewall == null || firewall.pass(hook, frame, from, to);
  }

  /// Whether no rule looks at any packet.
  public boolean isUnfiltered() {
    Netfilter firewall = netfilter;
    return firewall == null || firewall.isIdle();
  }

  /// Whether fragments are put together before the first hook.
  boolean collectsFragments() {
    Netfilter firewall = netfilter;
    return firewall != null && firewall.collectsFragments();
  }

  EventLoop loop() {
    return softnet.loop();
  }

  public FramePool frames() {
    return softnet.frames();
  }

  /// Makes a transport protocol known under its number.
  public void register(int protocol, Ipv4Protocol handler) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == (byte) protocol) {
        handlers[i] = handler;
        lastNumber = NO_NUMBER;
        return;
      }
    }
    int at = numbers.length;
    numbers = Arrays.copyOf(numbers, at + 1);
    handlers = Arrays.copyOf(handlers, at + 1);
    numbers[at] = (byte) protocol;
    handlers[at] = handler;
  }

  @Nullable Ipv4Protocol protocol(int number) {
    if (number == lastNumber) {
      return lastHandler;
    }
    if (number == Ipv4.ICMP) {
      return icmp();
    }
    Ipv4Protocol handler = find(number);
    if (handler == null && number == Ipv4.IGMP) {
      return igmp();
    }
    if (handler == null) {
      transports.open(number);
      handler = find(number);
    }
    if (handler != null) {
      lastNumber = number;
      lastHandler = handler;
    }
    return handler;
  }

  private @Nullable Ipv4Protocol find(int number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == (byte) number) {
        return handlers[i];
      }
    }
    return null;
  }

  @Nullable Ipv4Interface onDevice(NetDevice device) {
    return interfaces.find(device);
  }

  /// The address from which a device speaks to its link, 0 for none.
  public int linkSource(NetDevice device) {
    Ipv4Interface in = onDevice(device);
    return in == null ? 0 : in.select(0, Scope.LINK);
  }

  /// A device of the namespace changed.
  public void deviceChanged(NetDevice device, DeviceChange change) {
    switch (change) {
      case UP -> {
        interfaces.deviceUp(device);
        tellGroups(device);
        announce(device);
      }
      case DOWN -> {
        neighbours.flush(device, true);
        interfaces.deviceDown(device);
        if (netfilter != null) {
          netfilter.deviceGone(device);
        }
        if (igmp != null) {
          igmp.down(device);
        }
      }
      case CARRIER -> {
        if (!device.hasCarrier()) {
          neighbours.flush(device, false); // arp_evict_nocarrier
        }
      }
      case ADDRESS -> {
        neighbours.flush(device, false);
        announce(device);
      }
      case MTU -> {}
    }
  }

  /// Says no more of the groups that were joined so far, as on a machine that has been up for long.
  public void settle() {
    if (igmp != null) {
      igmp.settle();
    }
  }

  private void tellGroups(NetDevice device) {
    Ipv4Interface in = onDevice(device);
    if (in != null && in.groups().groups().size() > 1) {
      igmp().up(in);
    }
  }

  /// With arp_notify everybody is told when a device comes up or changes its MAC.
  private void announce(NetDevice device) {
    Ipv4Interface in = onDevice(device);
    if (in != null && in.notifiesArp() && device.isUp()) {
      arp.announce(in);
    }
  }

  /// A device leaves the namespace.
  public void deviceRemoved(NetDevice device) {
    neighbours.flush(device, true);
    interfaces.remove(device);
  }

  /// A frame for an IPv4 packet of ours with room for its transport header and data. The caller
  /// owns it and fills in what stands behind the IPv4 header.
  public Frame newPacket(int payloadBytes) {
    return frames().take(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + payloadBytes);
  }

  /// Finds the way for a flow and, where it has none, its source address (`ip_route_output_key`).
  public SendResult route(Flow flow) {
    return out.route(flow);
  }

  /// Sends a packet of ours along a routed flow (`ip_local_out`). Owns the frame, which holds
  /// everything behind the IPv4 header.
  public SendResult output(Frame frame, Flow flow, int protocol) {
    return out.output(frame, flow, protocol);
  }

  /// The most bytes a packet of a routed flow may have, IPv4 header included: the MTU of the path
  /// as far as it is known (`dst_mtu`).
  public int mtu(Flow flow) {
    Route route = flow.route();
    return route == null ? NetDevice.ETHERNET_MTU_BYTES : out.mtu(route, flow.destination);
  }

  /// What was learned about a destination beyond its route: the MTU of the path, a better gateway.
  public @Nullable RouteException exception(Route route, int destination) {
    return exceptions == null ? null : exceptions.find(route, destination);
  }

  /// Forgets what was learned about single destinations: `ip route flush cache`.
  public void forgetLearned() {
    exceptions = null;
  }

  RouteExceptions exceptions() {
    if (exceptions == null) {
      exceptions = new RouteExceptions(softnet.loop());
    }
    return exceptions;
  }

  InetPeers peers() {
    if (peers == null) {
      peers = new InetPeers(softnet.loop(), icmp().config());
    }
    return peers;
  }

  public Reassembly reassembly() {
    if (reassembly == null) {
      reassembly = new Reassembly(this, softnet);
    }
    return reassembly;
  }

  public Ipv4Output out() {
    return out;
  }

  /// An own address to use towards a destination: of the device, else of any (`inet_select_addr`).
  int selectSource(NetDevice device, int destination, Scope scope) {
    return interfaces.select(device, destination, scope);
  }

  /// Takes over a received frame that holds IPv4 (`ip_rcv`).
  public void input(Frame frame, NetDevice device) {
    in.input(frame, device);
  }

  /// Routes out a packet that a device of another namespace sends through one of this.
  public boolean sendFor(Frame frame, NetDevice device) {
    return out.sendFor(frame, device);
  }

  /// Takes a packet for a device of this namespace that has passed another's INPUT.
  public void handOver(Frame frame, NetDevice device) {
    in.handOver(frame, device);
  }

  /// ARP failed for a packet: its sender is told, and it is lost (`ipv4_link_failure`).
  void linkFailure(Frame frame, NetDevice device) {
    out.linkFailure(frame, device);
  }
}
