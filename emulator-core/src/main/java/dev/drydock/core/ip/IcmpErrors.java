package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteException;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;

/// The ICMP errors a namespace sends (Linux `icmp_send`, RFC 1122 section 3.2.2, RFC 1812 section
/// 4.3): about what, from which address, and how often.
final class IcmpErrors {
  /// An error message has at most this many bytes, IPv4 header included (RFC 1812 section 4.3.2.3).
  private static final int ERROR_BYTES_MAX = 576;

  private static final int TYPES_MAX = 18; // NR_ICMP_TYPES

  private final Ipv4Stack stack;
  private final IcmpConfig config;

  IcmpErrors(Ipv4Stack stack, IcmpConfig config) {
    this.stack = stack;
    this.config = config;
  }

  /// Reports an error about a packet to its source, unless that must not be. The packet stays the
  /// caller's.
  void send(Frame about, int typeAndCode, int rest) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    if (!mayReport(about)) {
      return;
    }
    boolean limited = isLimited(typeAndCode);
    Flow flow = new Flow();
    flow.source = sourceFor(about);
    flow.destination = Ipv4.source(data, ip);
    flow.tos = (Ipv4.tos(data, ip) & 0x1e) | 0xc0;
    flow.mark = 0;
    if (limited && !isLoopback(flow) && !stack.peers().allowsOneMore()) {
      return;
    }
    if (stack.route(flow) != SendResult.OK) {
      return;
    }
    if (limited && !isLoopback(flow) && !stack.peers().allowsOneMore(flow.destination)) {
      return;
    }
    int most = Math.min(ERROR_BYTES_MAX, stack.mtu(flow));
    int room = most - Ipv4.HEADER_BYTES - Icmp.HEADER_BYTES;
    int quoted = Math.min(Ipv4.totalBytes(data, ip), room);
    Frame error = stack.newPacket(Icmp.HEADER_BYTES + quoted);
    int at = error.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    System.arraycopy(data, ip, error.data(), at + Icmp.HEADER_BYTES, quoted);
    Icmp.write(error.data(), at, Icmp.HEADER_BYTES + quoted, typeAndCode, rest);
    RelatedFlow.attach(error, about);
    stack.output(error, flow, Ipv4.ICMP);
  }

  private boolean isLoopback(Flow flow) {
    Route route = flow.route();
    if (route == null) {
      return stack.fib().addressType(flow.destination) == RouteType.LOCAL;
    }
    NetDevice device = route.device();
    return route.type() == RouteType.LOCAL
        || (device != null && device.kind() == DeviceKind.LOOPBACK);
  }

  /// "Fragmentation needed" is never limited (`icmpv4_mask_allow`).
  private boolean isLimited(int typeAndCode) {
    int type = typeAndCode >> 8;
    boolean needed = typeAndCode == ((Icmp.UNREACHABLE << 8) | Icmp.FRAGMENTATION_NEEDED);
    return type <= TYPES_MAX && !needed && ((config.rateMask >> type) & 1) != 0;
  }

  /// The address the packet was for, when it is ours; else what the way back has, or with
  /// `icmp_errors_use_inbound_ifaddr` an address of the device it came in by.
  private int sourceFor(Frame about) {
    byte[] data = about.data();
    int original = Ipv4.destination(data, about.networkOffset);
    if (stack.fib().addressType(original) == RouteType.LOCAL) {
      return original;
    }
    if (!config.errorsUseInboundAddress || about.inputIndex == 0) {
      return 0;
    }
    Ipv4Interface in = stack.interfaces().byIndex(about.inputIndex);
    int sender = Ipv4.source(data, about.networkOffset);
    return in == null ? 0 : stack.selectSource(in.device(), sender, Scope.LINK);
  }

  /// No errors about frames to everybody, broadcasts, later fragments and other errors.
  private boolean mayReport(Frame about) {
    byte[] data = about.data();
    int ip = about.networkOffset;
    if (about.addressee != Frame.TO_HOST) {
      return false;
    }
    RouteType target = stack.fib().addressType(Ipv4.destination(data, ip));
    if (target == RouteType.BROADCAST || target == RouteType.MULTICAST) {
      return false;
    }
    if ((Ipv4.fragment(data, ip) & Ipv4.OFFSET_MASK) != 0) {
      return false;
    }
    if (Ipv4.protocol(data, ip) == Ipv4.ICMP) {
      int type = Icmp.type(data, ip + Ipv4.headerBytes(data, ip));
      return type == Icmp.ECHO || type == Icmp.ECHO_REPLY || (type >= 13 && type <= 18);
    }
    return true;
  }

  /// Tells the sender of a packet that goes out where it came in of the better gateway
  /// (`ip_rt_send_redirect`).
  void redirect(Frame about, int gateway) {
    if (stack.peers().allowsRedirect(Ipv4.source(about.data(), about.networkOffset))) {
      send(about, (Icmp.REDIRECT << 8) | Icmp.REDIRECT_HOST, gateway);
    }
  }

  /// A router told of a better one (`__ip_do_redirect`). It is believed when it is the gateway in
  /// use, and the new one is a host on the same link that is known; one that is not is asked for.
  void redirected(Frame frame, int icmpAt, int destination) {
    Route route = stack.fib().lookup(destination, null);
    if (route == null || route.type() != RouteType.UNICAST) {
      return;
    }
    NetDevice device = route.device();
    Ipv4Interface in = device == null ? null : stack.onDevice(device);
    int gateway = Icmp.gateway(frame.data(), icmpAt);
    RouteException known = stack.exception(route, destination);
    int old = known != null && known.gateway() != 0 ? known.gateway() : route.gateway();
    int from = Ipv4.source(frame.data(), frame.networkOffset);
    if (in == null || !in.acceptsRedirects() || gateway == old || from != old) {
      return;
    }
    if (Icmp.code(frame.data(), icmpAt) > 3 || !isHost(gateway)) {
      return;
    }
    Neighbour neighbour = stack.neighbours().lookupOrCreate(in.device(), gateway);
    if (neighbour != null && neighbour.state().isValid()) {
      stack.exceptions().learnGateway(route, destination, gateway);
    } else if (neighbour != null) {
      neighbour.resolve();
    }
  }

  private boolean isHost(int address) {
    return address >>> 24 != 0 && stack.fib().addressType(address) == RouteType.UNICAST;
  }
}
