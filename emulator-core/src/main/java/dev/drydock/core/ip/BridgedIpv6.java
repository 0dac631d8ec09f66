package dev.drydock.core.ip;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import org.jspecify.annotations.Nullable;

/// Bridged IPv6 packets at the hooks of IPv6 (Linux `net/bridge/br_netfilter_ipv6.c`), with the
/// bridge as the interface they come in and go out by. Neighbour discovery passes as well.
final class BridgedIpv6 {
  private final Ipv6Stack stack;

  BridgedIpv6(Ipv6Stack stack) {
    this.stack = stack;
  }

  boolean isActive() {
    return !stack.isUnfiltered();
  }

  private static boolean isSound(Frame frame) {
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    return Ipv6.isValid(frame.data(), at, frame.length() - Ethernet.HEADER_BYTES);
  }

  /// `br_nf_pre_routing_ipv6`. A frame whose header is not sound passes without being looked at.
  @Nullable Frame cameIn(Frame frame, BridgePort port) {
    if (!isSound(frame)) {
      return frame;
    }
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    frame.setLength(Ethernet.HEADER_BYTES + Ipv6.totalBytes(data, at));
    port.device().softnet().charge(port.device().softnet().costs().bridgeNetfilterNanos());
    long high = Ipv6.destinationHigh(data, at);
    long low = Ipv6.destinationLow(data, at);
    frame.bridgedFrom = port.device();
    int addressee = frame.addressee;
    if (addressee == Frame.TO_OTHER_HOST) {
      frame.addressee = Frame.TO_HOST; // as rules see it
    }
    if (!stack.netfilter().passBridged(Hook.PREROUTING, frame, port, null)) {
      return null;
    }
    frame.addressee = addressee;
    frame.passedPrerouting = true;
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
      Bytes.put48(data, frame.offset(), bridge.mac());
      frame.addressee = Frame.TO_HOST;
      return frame;
    }
    boolean far = route.hasGateway();
    long high = far ? route.gatewayHigh() : Ipv6.destinationHigh(data, at);
    long low = far ? route.gatewayLow() : Ipv6.destinationLow(data, at);
    Neighbour neighbour = stack.neighbours().lookupOrCreate(bridge, high, low);
    if (neighbour == null) {
      bridge.drop(frame, DropReason.NEIGH_QUEUEFULL);
      return null;
    }
    if (neighbour.hasHeader()) {
      Bytes.put48(data, frame.offset(), neighbour.mac());
      return frame;
    }
    frame.savedSource = Ethernet.source(data, frame.offset()); // the bridge puts it back
    neighbour.send(frame);
    return null;
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
    frame.networkOffset = frame.offset() + Ethernet.HEADER_BYTES;
    if (frame.addressee == Frame.TO_OTHER_HOST) {
      frame.addressee = Frame.TO_HOST; // so that REJECT may answer
    }
    return stack.netfilter().passBridged(Hook.FORWARD, frame, from, to)
        && stack.netfilter().passBridged(Hook.POSTROUTING, frame, from, to);
  }
}
