package dev.drydock.core.ip.bridged;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Reassembly;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Fragmenter;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import org.jspecify.annotations.Nullable;

/// Bridged IPv6 packets at the hooks of IPv6 (Linux `net/bridge/br_netfilter_ipv6.c`), with the
/// bridge as the interface they come in and go out by. Neighbour discovery passes as well.
final class BridgedIpv6 {
  private final Ipv6Stack stack;
  private final BridgedPath path;

  BridgedIpv6(Ipv6Stack stack) {
    this.stack = stack;
    this.path = new BridgedPath(stack.netfilter());
  }

  boolean isActive() {
    return !stack.isUnfiltered();
  }

  private static boolean isSound(Frame frame) {
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    return Ipv6.isValid(frame.data(), at, frame.length() - Ethernet.HEADER_BYTES);
  }

  /// `br_nf_pre_routing_ipv6`. A frame whose header is not sound passes without being looked at.
  @Nullable Frame cameIn(Frame arrived, BridgePort port) {
    if (!isSound(arrived)) {
      return arrived;
    }
    int ip = arrived.offset() + Ethernet.HEADER_BYTES;
    arrived.networkOffset = ip;
    arrived.setLength(Ethernet.HEADER_BYTES + Ipv6.totalBytes(arrived.data(), ip));
    Frame frame = stack.reassembly().add(arrived, port.device(), Reassembly.Place.CONNTRACK_BRIDGE);
    if (frame == null) {
      return null;
    }
    byte[] data = frame.data();
    int at = frame.networkOffset;
    long high = Ipv6.destinationHigh(data, at);
    long low = Ipv6.destinationLow(data, at);
    if (!path.passesPrerouting(frame, port)) {
      return null;
    }
    boolean same = Ipv6.destinationHigh(data, at) == high && Ipv6.destinationLow(data, at) == low;
    return same ? frame : turn(frame, port.bridge());
  }

  /// The destination was translated (`br_nf_pre_routing_finish_ipv6`): where the way leads back to
  /// the same bridge the frame stays bridged and gets the MAC of its new station; else the host
  /// routes it.
  ///
  /// @return null when the frame waits for that MAC, or has gone on with it
  private @Nullable Frame turn(Frame frame, Bridge bridge) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    Ipv6Route route = wayBack(frame, bridge);
    frame.routedByBridge = true;
    if (route == null) {
      return BridgedPath.routed(frame, bridge);
    }
    boolean far = route.hasGateway();
    long high = far ? route.gatewayHigh() : Ipv6.destinationHigh(data, at);
    long low = far ? route.gatewayLow() : Ipv6.destinationLow(data, at);
    Neighbour station = stack.neighbours().lookupOrCreate(bridge, high, low);
    return BridgedPath.turned(frame, station, bridge);
  }

  /// The route to a packet's destination, where it leads back to the bridge.
  private @Nullable Ipv6Route wayBack(Frame frame, Bridge bridge) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    Ipv6Route route =
        stack.fib().lookup(Ipv6.destinationHigh(data, at), Ipv6.destinationLow(data, at), null);
    boolean back = route != null && route.type() == RouteType.UNICAST && route.device() == bridge;
    return back ? route : null;
  }

  /// `br_nf_forward`, then `br_nf_post_routing`.
  boolean goesOn(Frame frame, BridgePort from, BridgePort to) {
    return path.passesOn(frame, from, to) && !leavesInPieces(frame, to.device());
  }

  /// What came in fragments leaves in fragments of the same size (`br_nf_dev_queue_xmit`).
  private boolean leavesInPieces(Frame frame, NetDevice device) {
    int largest = frame.fragmentMaxBytes;
    int total = Ipv6.totalBytes(frame.data(), frame.networkOffset);
    if (largest == 0 || total <= Math.min(largest, device.mtuBytes())) {
      return false;
    }
    if (largest > device.mtuBytes()) {
      device.drop(frame, DropReason.PKT_TOO_BIG);
      return true;
    }
    long target = Ethernet.destination(frame.data(), frame.offset());
    long source = Ethernet.source(frame.data(), frame.offset());
    Frame piece = Ipv6Fragmenter.split(frame, stack, largest);
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      Ethernet.write(piece.data(), piece.offset(), target, source, Ethernet.IPV6);
      device.transmit(piece);
      piece = following;
    }
    return true;
  }
}
