package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.Transports;
import dev.drydock.core.ip.neighbour.NeighbourTable;
import dev.drydock.core.ip.route.Ipv6Exceptions;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.RouterAdvertisement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// IPv6 of one namespace: the door to what it keeps and to the rooms [Ipv6Input] and [Ipv6Output] a
/// packet passes. What is not used is not made: most namespaces have no IPv6.
///
/// ```
///   input --> route --> deliver --> ICMPv6, UDP, TCP ...        output <-- sockets
///               |                      |                          |
///               |                      '-- neighbour discovery ---|
///               '-----> forward ------------------> finish <------'
///                                                      |
///                                              neighbour -> device
/// ```
public final class Ipv6Stack {
  private static final byte[] NO_NUMBERS = {};
  private static final Ipv6Protocol[] NO_HANDLERS = {};

  private final Softnet softnet;
  private final Loopback loopback;
  private final RandomStream random;
  private final Ipv6Fib fib;
  private @Nullable RouterDiscovery routers;
  private @Nullable Ipv6Redirects redirects;
  private final Ipv6Interfaces interfaces;
  private @Nullable NeighbourTable neighbours;
  private @Nullable NeighbourDiscovery discovery;
  private @Nullable Icmpv6Protocol icmp;
  private @Nullable Ipv6Input in;
  private @Nullable Ipv6Output out;
  private final Transports transports;
  private byte[] numbers = NO_NUMBERS;
  private Ipv6Protocol[] handlers = NO_HANDLERS;
  private @Nullable Netfilter netfilter;
  private @Nullable Ipv6Reassembly reassembly;
  private @Nullable Ipv6Exceptions exceptions;

  /// A stack without addresses.
  public Ipv6Stack(Softnet softnet, Loopback loopback, Transports transports, RandomStream random) {
    this.transports = transports;
    this.softnet = softnet;
    this.loopback = loopback;
    this.random = random;
    this.fib = new Ipv6Fib(softnet.loop());
    this.interfaces = new Ipv6Interfaces(this, random);
  }

  /// The routing tables.
  public Ipv6Fib fib() {
    return fib;
  }

  /// The addresses and settings of the devices.
  public Ipv6Interfaces interfaces() {
    return interfaces;
  }

  /// The next hops known.
  public NeighbourTable neighbours() {
    if (neighbours == null) {
      neighbours = new NeighbourTable(softnet, discovery(), random);
    }
    return neighbours;
  }

  /// Forgets all next hops but the permanent ones.
  public void forgetNeighbours() {
    if (neighbours != null) {
      neighbours.flush();
    }
  }

  /// The control message protocol.
  public Icmpv6Protocol icmp() {
    if (icmp == null) {
      icmp = new Icmpv6Protocol(this);
    }
    return icmp;
  }

  /// The firewall, connection tracking and address translation.
  public Netfilter netfilter() {
    if (netfilter == null) {
      RandomStream own = random.stream("netfilter");
      netfilter = new Netfilter(softnet, Family.IPV6, new FirewallView6(this), own);
    }
    return netfilter;
  }

  /// Lets a packet pass a hook. A packet that does not pass is lost, and released.
  boolean pass(Hook hook, Frame frame, @Nullable NetDevice in, @Nullable NetDevice device) {
    Netfilter firewall = netfilter;
    return firewall == null || firewall.pass(hook, frame, in, device);
  }

  /// Whether no rule looks at any packet.
  public boolean isUnfiltered() {
    Netfilter firewall = netfilter;
    return firewall == null || firewall.isIdle();
  }

  public Ipv6Reassembly reassembly() {
    if (reassembly == null) {
      reassembly = new Ipv6Reassembly(this, softnet);
    }
    return reassembly;
  }

  /// A router on the way to a destination passes no packet of more than `mtu` bytes.
  void learnMtu(long high, long low, int mtu) {
    Ipv6Route route = fib.lookup(high, low, null);
    if (route == null || route.type() == RouteType.LOCAL) {
      return;
    }
    if (exceptions == null) {
      exceptions = new Ipv6Exceptions(loop());
    }
    exceptions.learnMtu(high, low, mtu, out().mtu(route, high, low));
  }

  /// A router told of a better next hop to a destination.
  void learnGateway(Ipv6Address destination, Ipv6Address gateway) {
    if (exceptions == null) {
      exceptions = new Ipv6Exceptions(loop());
    }
    exceptions.learnGateway(destination, gateway);
  }

  /// What is known of single destinations, as routes of their own (`ip -6 route show cache`).
  public List<Ipv6Route> learnedRoutes() {
    List<Ipv6Route> routes = new ArrayList<>();
    if (exceptions != null) {
      for (Ipv6Exceptions.Learned learned : exceptions.all()) {
        Ipv6Route route = fib.lookup(learned.destination(), null);
        if (route != null) {
          routes.add(route.learned(learned));
        }
      }
    }
    return routes;
  }

  /// The next hop that redirects told for a destination; null for none.
  public @Nullable Ipv6Address learnedGateway(Ipv6Address destination) {
    Ipv6Exceptions.Learned learned = learned(destination.high(), destination.low());
    return learned == null ? null : learned.gateway();
  }

  Ipv6Redirects redirects() {
    if (redirects == null) {
      redirects = new Ipv6Redirects(this);
    }
    return redirects;
  }

  /// What was learned of the path to a destination; null for nothing.
  Ipv6Exceptions.@Nullable Learned learned(long high, long low) {
    return exceptions == null ? null : exceptions.find(high, low);
  }

  /// Forgets what was learned about single destinations: `ip -6 route flush cache`.
  public void forgetLearned() {
    if (exceptions != null) {
      exceptions.clear();
    }
  }

  /// The MTU that was learned for a destination; 0 for none.
  public int learnedMtu(Ipv6Address destination) {
    Ipv6Exceptions.Learned learned = learned(destination.high(), destination.low());
    return learned == null ? 0 : learned.mtuBytes();
  }

  /// For how many more seconds that holds.
  public long learnedSeconds(Ipv6Address destination) {
    Ipv6Exceptions.Learned learned = learned(destination.high(), destination.low());
    return learned == null ? 0 : (learned.expiresNanos() - loop().nowNanos()) / 1_000_000_000L;
  }

  NeighbourDiscovery discovery() {
    if (discovery == null) {
      discovery = new NeighbourDiscovery(this);
    }
    return discovery;
  }

  /// What routers say.
  RouterDiscovery routers() {
    if (routers == null) {
      routers = new RouterDiscovery(this);
    }
    return routers;
  }

  /// Has a program told when hosts ask for routers on a device; null for nobody any more.
  public void listenForSolicitations(NetDevice device, @Nullable SolicitationListener listener) {
    Ipv6Interface in = interfaces.find(device);
    if (in != null) {
      in.setSolicitationListener(listener);
    }
  }

  /// Tells hosts of a link of a router there: all, or one of them.
  ///
  /// @return false while the device has no usable link-local address
  public boolean advertise(NetDevice device, Ipv6Address to, RouterAdvertisement advertisement) {
    Ipv6Interface in = interfaces.find(device);
    Ipv6Address own = in == null ? null : in.linkLocal();
    if (own == null) {
      return false;
    }
    discovery().advertiseRouter(device, own, to, advertisement);
    return true;
  }

  private Ipv6Input in() {
    if (in == null) {
      in = new Ipv6Input(this, softnet, loopback);
    }
    return in;
  }

  Ipv6Output out() {
    if (out == null) {
      out = new Ipv6Output(this, softnet, loopback, random.nextLong());
    }
    return out;
  }

  EventLoop loop() {
    return softnet.loop();
  }

  FramePool frames() {
    return softnet.frames();
  }

  RandomStream random() {
    return random;
  }

  /// Adds a line to the kernel log.
  void log(String text) {
    softnet.log().add(loop().nowNanos(), text);
  }

  /// Makes a transport protocol known under its number.
  public void register(int protocol, Ipv6Protocol handler) {
    int at = numbers.length;
    numbers = Arrays.copyOf(numbers, at + 1);
    handlers = Arrays.copyOf(handlers, at + 1);
    numbers[at] = (byte) protocol;
    handlers[at] = handler;
  }

  @Nullable Ipv6Protocol protocol(int number) {
    if (number == Ipv6.ICMP) {
      return icmp();
    }
    Ipv6Protocol handler = find(number);
    if (handler == null) {
      transports.open(number);
      handler = find(number);
    }
    return handler;
  }

  private @Nullable Ipv6Protocol find(int number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == (byte) number) {
        return handlers[i];
      }
    }
    return null;
  }

  /// A device of the namespace changed.
  public void deviceChanged(NetDevice device, DeviceChange change) {
    boolean lost = change == DeviceChange.CARRIER && !device.hasCarrier();
    if (neighbours != null && (change == DeviceChange.DOWN || lost)) {
      neighbours.flush(device, !lost);
    }
    if (neighbours != null && change == DeviceChange.ADDRESS) {
      neighbours.flush(device, false);
    }
    if (netfilter != null && change == DeviceChange.DOWN) {
      netfilter.deviceGone(device);
    }
    interfaces.changed(device, change);
  }

  /// A device leaves the namespace.
  public void deviceRemoved(NetDevice device) {
    if (neighbours != null) {
      neighbours.flush(device, true);
    }
    interfaces.remove(device);
  }

  /// A frame for an IPv6 packet of ours with room for its transport header and data. The caller
  /// owns it and fills in what stands behind the IPv6 header.
  public Frame newPacket(int payloadBytes) {
    return frames().take(Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES + payloadBytes);
  }

  /// Finds the way for a flow and, where it has none, its source address (`ip6_dst_lookup_flow`).
  public SendResult route(Ipv6Flow flow) {
    return out().route(flow);
  }

  /// Sends a packet of ours along a routed flow (`ip6_xmit`). Owns the frame, which holds
  /// everything behind the IPv6 header; a checksum over the addresses is the caller's.
  public SendResult output(Frame frame, Ipv6Flow flow, int protocol) {
    return out().output(frame, flow, protocol);
  }

  /// Routes out a packet that a device of another namespace sends through one of this.
  public boolean sendFor(Frame frame, NetDevice device) {
    return out().sendFor(frame, device);
  }

  /// The most bytes a packet of a routed flow may have, IPv6 header included.
  public int mtu(Ipv6Flow flow) {
    Ipv6Route route = flow.route();
    return route == null
        ? NetDevice.ETHERNET_MTU_BYTES
        : out().mtu(route, flow.destinationHigh, flow.destinationLow);
  }

  /// Takes over a received frame that holds IPv6 (`ipv6_rcv`).
  public void input(Frame frame, NetDevice device) {
    in().input(frame, device);
  }
}
