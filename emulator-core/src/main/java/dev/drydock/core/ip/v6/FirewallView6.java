package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.FirewallView;
import dev.drydock.core.ip.RelatedFlow;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.TcpReset;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.AddressType;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Surroundings;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Headers;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// What the firewall of a namespace sees of its IPv6 layer, and how it answers through it.
final class FirewallView6 implements Surroundings {
  private final Ipv6Stack stack;

  FirewallView6(Ipv6Stack stack) {
    this.stack = stack;
  }

  /// `match_type6` of `xt_addrtype.c`.
  @Override
  public AddressType addressType(Packet packet, boolean source, @Nullable NetDevice device) {
    byte[] data = packet.data();
    int at = packet.at();
    long high = source ? Ipv6.sourceHigh(data, at) : Ipv6.destinationHigh(data, at);
    long low = source ? Ipv6.sourceLow(data, at) : Ipv6.destinationLow(data, at);
    if ((high | low) == 0) {
      return AddressType.UNSPEC;
    }
    if (Ipv6.isMulticast(high)) {
      return AddressType.MULTICAST;
    }
    Ipv6Route route = stack.fib().lookup(high, low, null);
    AddressType type = route == null ? AddressType.UNREACHABLE : FirewallView.of(route.type());
    if (type != AddressType.LOCAL || device == null) {
      return type;
    }
    Ipv6Interface in = stack.interfaces().find(device);
    return in != null && in.find(high, low) != null ? AddressType.LOCAL : AddressType.UNICAST;
  }

  /// The address that would be chosen for a packet of ours (`nf_nat_masquerade_ipv6`).
  @Override
  public @Nullable IpAddress sourceAddress(Packet packet, NetDevice out) {
    byte[] data = packet.data();
    Ipv6Flow flow = new Ipv6Flow();
    flow.destinationHigh = Ipv6.destinationHigh(data, packet.at());
    flow.destinationLow = Ipv6.destinationLow(data, packet.at());
    Ipv6InterfaceAddress chosen = Ipv6SourceChoice.choose(stack.interfaces(), out, flow);
    return chosen == null ? null : IpAddress.of(chosen.address());
  }

  /// The first usable address, a link-local one for a packet to such a one
  /// (`nf_nat_redirect_ipv6`).
  @Override
  public @Nullable IpAddress inboundAddress(Packet packet, NetDevice in) {
    Ipv6Interface found = stack.interfaces().find(in);
    boolean near = Ipv6.isLinkLocal(Ipv6.destinationHigh(packet.data(), packet.at()));
    if (found == null) {
      return null;
    }
    for (Ipv6InterfaceAddress each : found.addresses()) {
      if (!each.isTentative() && (!near || each.scope() == Scope.LINK)) {
        return IpAddress.of(each.address());
      }
    }
    return null;
  }

  /// `rpfilter_mt` of `ip6t_rpfilter.c`.
  @Override
  public boolean leadsBack(Packet packet, NetDevice in, WayBack way) {
    byte[] data = packet.data();
    long high = Ipv6.sourceHigh(data, packet.at());
    long low = Ipv6.sourceLow(data, packet.at());
    if ((high | low) == 0 || in.kind() == DeviceKind.LOOPBACK) {
      return true;
    }
    boolean near = Ipv6.isLinkLocal(high);
    Ipv6Route route = stack.fib().lookup(high, low, near || !way.loose() ? in : null);
    if (route == null) {
      return false;
    }
    return route.type() == RouteType.UNICAST
        || (route.type() == RouteType.LOCAL && way.acceptsLocal());
  }

  @Override
  public int mtuBack(Packet packet) {
    long high = Ipv6.sourceHigh(packet.data(), packet.at());
    long low = Ipv6.sourceLow(packet.data(), packet.at());
    Ipv6Route route = stack.fib().lookup(high, low, null);
    return route == null ? Integer.MAX_VALUE : stack.out().mtu(route, high, low);
  }

  /// `nf_dup_ipv6`.
  @Override
  public void copyTo(Packet packet, IpAddress gateway, String device) {
    Ipv6Route route = stack.fib().lookup(gateway.v6(), null);
    NetDevice out = route == null ? null : route.device();
    if (route == null || out == null || route.type() != RouteType.UNICAST) {
      return;
    }
    if (!device.isEmpty() && !out.name().equals(device)) {
      return;
    }
    Frame copy = packet.frame.copy();
    copy.forgetFlow();
    copy.flowState = Conntrack.UNTRACKED;
    copy.inputIndex = 0;
    if (packet.hook == Hook.PREROUTING || packet.hook == Hook.INPUT) {
      Ipv6.decrementHopLimit(copy.data(), copy.networkOffset);
    }
    stack.out().sendTo(copy, out, gateway.v6());
  }

  @Override
  public void reject(Frame frame, int typeAndCode) {
    stack.icmp().sendError(frame, typeAndCode, 0);
  }

  /// `nf_send_reset6`.
  @Override
  public void reset(Frame about) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    int end = ip + Ipv6.totalBytes(data, ip);
    long found = Ipv6Headers.find(data, ip, end);
    int at = Ipv6Headers.at(found);
    if (found == Ipv6Headers.NONE || !TcpReset.answers(data, at, end - at)) {
      return;
    }
    long pseudo = Ipv6.pseudo(data, ip, Ipv6.TCP, end - at);
    if (Checksum.of(pseudo, data, at, end - at) != 0) {
      return;
    }
    Ipv6Flow flow = new Ipv6Flow();
    flow.setSource(Ipv6.destination(data, ip));
    flow.setDestination(Ipv6.source(data, ip));
    flow.isLabelled = false;
    if (stack.route(flow) != SendResult.OK) {
      return;
    }
    Frame reset = stack.newPacket(Tcp.HEADER_BYTES);
    int header = reset.offset() + Ethernet.HEADER_BYTES;
    int out = header + Ipv6.HEADER_BYTES;
    TcpReset.write(about, new TcpReset.Span(at, end - at), reset, out);
    Ipv6.putSource(reset.data(), header, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(reset.data(), header, flow.destinationHigh, flow.destinationLow);
    long sum = Ipv6.pseudo(reset.data(), header, Ipv6.TCP, Tcp.HEADER_BYTES);
    Bytes.put16(reset.data(), out + 16, Checksum.of(sum, reset.data(), out, Tcp.HEADER_BYTES));
    if (about.bridgedFrom instanceof NetDevice port) {
      answerBridged(about, reset, flow, port);
    } else {
      RelatedFlow.attach(reset, about);
      stack.output(reset, flow, Ipv6.TCP);
    }
  }

  /// What came in by a bridge port is answered there, as if by the station it was sent to, and
  /// passes no rules.
  private static void answerBridged(Frame about, Frame reset, Ipv6Flow flow, NetDevice port) {
    byte[] data = reset.data();
    int at = reset.offset() + Ethernet.HEADER_BYTES;
    reset.networkOffset = at;
    Ipv6.putClassAndLabel(data, at, 0);
    Ipv6.putPayload(data, at, Tcp.HEADER_BYTES, (Ipv6.TCP << 8) | flow.hopLimit);
    long to = Ethernet.source(about.data(), about.offset());
    long from = Ethernet.destination(about.data(), about.offset());
    Ethernet.write(data, reset.offset(), to, from, Ethernet.IPV6);
    port.transmit(reset);
  }
}
