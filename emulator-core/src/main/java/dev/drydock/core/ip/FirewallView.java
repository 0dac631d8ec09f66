package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.FibQuery;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.AddressType;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Surroundings;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// What the firewall of a namespace sees of its IPv4 layer, and how it answers through it.
public final class FirewallView implements Surroundings {
  private final Ipv4Stack stack;

  FirewallView(Ipv4Stack stack) {
    this.stack = stack;
  }

  @Override
  public AddressType addressType(Packet packet, boolean source, @Nullable NetDevice device) {
    int address = source ? packet.source() : packet.destination();
    if (address == 0) {
      return AddressType.UNSPEC;
    }
    AddressType type = of(stack.fib().addressType(address));
    if (type != AddressType.LOCAL || device == null) {
      return type;
    }
    Ipv4Interface in = stack.onDevice(device);
    return in != null && in.has(address) ? AddressType.LOCAL : AddressType.UNICAST;
  }

  public static AddressType of(RouteType type) {
    return switch (type) {
      case UNICAST -> AddressType.UNICAST;
      case LOCAL -> AddressType.LOCAL;
      case BROADCAST -> AddressType.BROADCAST;
      case MULTICAST -> AddressType.MULTICAST;
      case ANYCAST -> AddressType.ANYCAST;
      case BLACKHOLE -> AddressType.BLACKHOLE;
      case UNREACHABLE -> AddressType.UNREACHABLE;
      case PROHIBIT -> AddressType.PROHIBIT;
    };
  }

  /// The address towards the next hop (`nf_nat_masquerade_ipv4`, `inet_select_addr`).
  @Override
  public @Nullable IpAddress sourceAddress(Packet packet, NetDevice out) {
    return sourceAddress(out, packet.destination());
  }

  @Override
  public @Nullable IpAddress inboundAddress(Packet packet, NetDevice in) {
    return sourceAddress(in, 0);
  }

  private @Nullable IpAddress sourceAddress(NetDevice out, int destination) {
    Route route = stack.fib().lookup(destination, out);
    int towards = route != null && route.gateway() != 0 ? route.gateway() : destination;
    int address = stack.selectSource(out, towards, Scope.GLOBAL);
    return address == 0 ? null : IpAddress.v4(address);
  }

  /// `rpfilter_mt` of `ipt_rpfilter.c`.
  @Override
  public boolean leadsBack(Packet packet, NetDevice in, WayBack way) {
    int source = packet.source();
    if (in.kind() == DeviceKind.LOOPBACK || source == 0) {
      return true;
    }
    FibQuery query = stack.fib().query().of(source, null);
    query.setMark(way.usesMark() ? packet.frame.mark : 0);
    Route route = stack.fib().lookup(query);
    if (route == null) {
      return false;
    }
    boolean fits =
        route.type() == RouteType.UNICAST
            || (route.type() == RouteType.LOCAL && way.acceptsLocal());
    return fits && (way.loose() || route.device() == in);
  }

  @Override
  public int mtuBack(Packet packet) {
    int source = packet.source();
    Route route = stack.fib().lookup(source, null);
    return route == null ? Integer.MAX_VALUE : stack.out().mtu(route, source);
  }

  /// `nf_dup_ipv4`; the copy may not be fragmented, and has one hop less where it came in.
  @Override
  public void copyTo(Packet packet, IpAddress gateway, String device) {
    Route route = stack.fib().lookup(gateway.v4(), null);
    NetDevice out = route == null ? null : route.device();
    boolean fits = out != null && (device.isEmpty() || out.name().equals(device));
    if (route == null || !fits || route.type() != RouteType.UNICAST) {
      return;
    }
    Frame copy = packet.frame.copy();
    copy.forgetFlow();
    copy.flowState = Conntrack.UNTRACKED;
    copy.inputIndex = 0;
    byte[] data = copy.data();
    int at = copy.networkOffset;
    if (packet.hook == Hook.PREROUTING || packet.hook == Hook.INPUT) {
      Ipv4.decrementTtl(data, at);
    }
    stack.out().sendTo(copy, route, gateway.v4());
  }

  @Override
  public void reject(Frame frame, int typeAndCode) {
    stack.icmp().sendError(frame, typeAndCode, 0);
  }

  /// A reset as the destination would send it to a segment it knows nothing of (RFC 9293 section
  /// 3.10.7.1; `nf_send_reset`): no options, identification 0, DF.
  @Override
  public void reset(Frame about) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    int at = ip + Ipv4.headerBytes(data, ip);
    int length = Ipv4.totalBytes(data, ip) - Ipv4.headerBytes(data, ip);
    long addresses =
        ((long) Ipv4.source(data, ip) << 32) | (Ipv4.destination(data, ip) & 0xffff_ffffL);
    if (!TcpReset.answers(data, at, length) || !Tcp.hasValidChecksum(data, at, length, addresses)) {
      return;
    }
    Flow flow = new Flow();
    flow.source = Ipv4.destination(data, ip);
    flow.destination = Ipv4.source(data, ip);
    flow.dontFragment = true;
    flow.id = 0;
    if (stack.route(flow) != SendResult.OK) {
      return;
    }
    Frame reset = stack.newPacket(Tcp.HEADER_BYTES);
    int out = reset.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    TcpReset.write(about, new TcpReset.Span(at, length), reset, out);
    Tcp.writeChecksum(reset.data(), out, Tcp.HEADER_BYTES, Long.rotateLeft(addresses, 32));
    if (about.bridgedFrom instanceof NetDevice port) {
      answerBridged(about, reset, flow, port);
    } else {
      RelatedFlow.attach(reset, about);
      stack.output(reset, flow, Ipv4.TCP);
    }
  }

  /// What came in by a bridge port is answered there, as if by the station it was sent to, and
  /// passes no rules.
  private static void answerBridged(Frame about, Frame reset, Flow flow, NetDevice port) {
    byte[] data = reset.data();
    int at = reset.offset() + Ethernet.HEADER_BYTES;
    reset.networkOffset = at;
    Ipv4.writeLengths(data, at, reset.length() - Ethernet.HEADER_BYTES, flow.id, Ipv4.DF);
    Ipv4.writeAddresses(data, at, (flow.ttl << 8) | Ipv4.TCP, flow.source, flow.destination);
    long to = Ethernet.source(about.data(), about.offset());
    long from = Ethernet.destination(about.data(), about.offset());
    Ethernet.write(data, reset.offset(), to, from, Ethernet.IPV4);
    port.transmit(reset);
  }
}
