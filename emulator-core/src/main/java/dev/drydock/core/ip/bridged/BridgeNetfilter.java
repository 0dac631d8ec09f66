package dev.drydock.core.ip.bridged;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgeHooks;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Fragmenter;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.Reassembly;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// Bridged packets of both IP versions pass the hooks of IP as if the bridge were a router, with
/// the bridge as the interface they come in and go out by (Linux
/// `net/bridge/br_netfilter_hooks.c`). Their TTL stays.
///
/// ```
///   port --> PREROUTING --> bridge decides --> FORWARD --> POSTROUTING --> port
///                               '--> the host: INPUT, without a second PREROUTING
/// ```
public final class BridgeNetfilter implements BridgeHooks {
  private final Ipv4Stack stack;
  private final Ipv6Stack ipv6Stack;
  private final BridgedPath path;
  private @Nullable BridgedIpv6 ipv6;
  private boolean loaded;
  private boolean callIptables;
  private boolean callIp6tables;

  public BridgeNetfilter(Ipv4Stack stack, Ipv6Stack ipv6Stack) {
    this.stack = stack;
    this.ipv6Stack = ipv6Stack;
    this.path = new BridgedPath(stack.netfilter());
  }

  /// Whether the module is loaded, so that its settings are there.
  public boolean isLoaded() {
    return loaded;
  }

  /// Whether the module calls the hooks: `net.bridge.bridge-nf-call-iptables`.
  public boolean callsIptables() {
    return callIptables;
  }

  /// Sets `net.bridge.bridge-nf-call-iptables`; that loads the module.
  public void setCallIptables(boolean on) {
    load();
    callIptables = on;
  }

  /// Whether the module calls the hooks of IPv6: `net.bridge.bridge-nf-call-ip6tables`.
  public boolean callsIp6tables() {
    return callIp6tables;
  }

  /// Sets `net.bridge.bridge-nf-call-ip6tables`; that loads the module.
  public void setCallIp6tables(boolean on) {
    load();
    callIp6tables = on;
    if (on && ipv6 == null) {
      ipv6 = new BridgedIpv6(ipv6Stack);
    }
  }

  /// A module that is loaded calls the hooks of both.
  private void load() {
    if (!loaded) {
      loaded = true;
      callIptables = true;
      setCallIp6tables(true);
    }
  }

  @Override
  public boolean isActive() {
    return (callIptables && !stack.isUnfiltered()) || isActiveForIpv6();
  }

  private boolean isActiveForIpv6() {
    return callIp6tables && ipv6 != null && ipv6.isActive();
  }

  private static boolean isIpv6(Frame frame) {
    return Ethernet.type(frame.data(), frame.offset()) == Ethernet.IPV6;
  }

  private static boolean isIpv4(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    return Ethernet.type(data, frame.offset()) == Ethernet.IPV4
        && Ipv4.check(data, at, frame.length() - Ethernet.HEADER_BYTES) == Ipv4.HeaderCheck.OK;
  }

  /// `br_nf_pre_routing`. A frame whose header is not sound passes without being looked at: the
  /// host's own checks drop it where it is for the host.
  @Override
  public @Nullable Frame cameIn(Frame arrived, BridgePort port) {
    if (isIpv6(arrived)) {
      return ipv6 != null && isActiveForIpv6() ? ipv6.cameIn(arrived, port) : arrived;
    }
    if (!callIptables || stack.isUnfiltered() || !isIpv4(arrived)) {
      return arrived;
    }
    Frame frame = trimmed(arrived);
    if (Reassembly.isFragment(frame.data(), frame.networkOffset)) {
      frame = stack.reassembly().add(frame, port.device(), Reassembly.Place.CONNTRACK_BRIDGE);
      if (frame == null) {
        return null;
      }
    }
    int before = Ipv4.destination(frame.data(), frame.networkOffset);
    if (!path.passesPrerouting(frame, port)) {
      return null;
    }
    int now = Ipv4.destination(frame.data(), frame.networkOffset);
    return now == before ? frame : turn(frame, port.bridge());
  }

  /// Without the bytes that fill up a short Ethernet frame.
  private static Frame trimmed(Frame frame) {
    frame.networkOffset = frame.offset() + Ethernet.HEADER_BYTES;
    int total = Ipv4.totalBytes(frame.data(), frame.networkOffset);
    frame.setLength(Ethernet.HEADER_BYTES + total);
    return frame;
  }

  /// The destination was translated (`br_nf_pre_routing_finish`): where the way leads back to the
  /// same bridge the frame stays bridged and gets the MAC of its new station; else the host routes
  /// it.
  ///
  /// @return null when the frame waits for that MAC, or has gone on with it
  private @Nullable Frame turn(Frame frame, Bridge bridge) {
    int destination = Ipv4.destination(frame.data(), frame.networkOffset);
    Route route = wayBack(destination, bridge);
    frame.routedByBridge = true;
    if (route == null) {
      return BridgedPath.routed(frame, bridge);
    }
    int nextHop = stack.out().nextHop(route, destination);
    Neighbour station = stack.neighbours().lookupOrCreate(bridge, nextHop);
    return BridgedPath.turned(frame, station, bridge);
  }

  /// The route to a destination, where it leads back to the bridge and packets are forwarded at
  /// all.
  private @Nullable Route wayBack(int destination, Bridge bridge) {
    Ipv4Interface in = stack.interfaces().find(bridge);
    Route route = stack.fib().lookup(destination, null);
    boolean back =
        in != null
            && in.config().forwarding
            && route != null
            && route.type() == RouteType.UNICAST
            && route.device() == bridge;
    return back ? route : null;
  }

  /// `br_nf_forward`, then `br_nf_post_routing`.
  @Override
  public boolean goesOn(Frame frame, BridgePort from, BridgePort to) {
    if (!frame.passedPrerouting) {
      return true;
    }
    if (isIpv6(frame)) {
      return ipv6 == null || ipv6.goesOn(frame, from, to);
    }
    if (!isIpv4(frame)) {
      return true;
    }
    return path.passesOn(frame, from, to) && !leavesInPieces(frame, to.device());
  }

  /// What came in fragments leaves in fragments of the same size (`br_nf_dev_queue_xmit`).
  private boolean leavesInPieces(Frame frame, NetDevice device) {
    int largest = frame.fragmentMaxBytes;
    int total = Ipv4.totalBytes(frame.data(), frame.networkOffset);
    if (largest == 0 || total <= Math.min(largest, device.mtuBytes())) {
      return false;
    }
    if (largest > device.mtuBytes()) {
      device.drop(frame, DropReason.PKT_TOO_BIG);
      return true;
    }
    Frame piece = Fragmenter.split(frame, stack.frames(), device.mtuBytes());
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      device.transmit(piece);
      piece = following;
    }
    return true;
  }
}
