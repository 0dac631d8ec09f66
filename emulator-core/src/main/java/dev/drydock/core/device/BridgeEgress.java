package dev.drydock.core.device;

import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import org.jspecify.annotations.Nullable;

/// How frames leave a bridge by its ports (Linux `net/bridge/br_forward.c`). Ports are visited
/// newest first; the last one gets the frame itself, the others copies.
final class BridgeEgress {
  private final Bridge bridge;
  private final BridgeVlans vlans;
  private final Bystanders bystanders;
  private final NeighbourSuppression suppression;
  private boolean isSuppressing; // some port has neigh_suppress
  private boolean isAnswered; // the frame at hand is not for such ports

  BridgeEgress(Bridge bridge, BridgeVlans vlans) {
    this.bridge = bridge;
    this.vlans = vlans;
    this.bystanders = new Bystanders(bridge);
    this.suppression = new NeighbourSuppression(bridge);
  }

  void portsChanged() {
    bystanders.portsChanged();
    flagsChanged();
  }

  /// A port got or lost a flag.
  void flagsChanged() {
    isSuppressing = false;
    for (BridgePort port : bridge.portArray()) {
      isSuppressing |= port.has(PortFlag.NEIGH_SUPPRESS);
    }
  }

  /// Looks at a frame before it is sent anywhere: perhaps the bridge answers it.
  ///
  /// @param from where it came in; null for the host
  void begin(Frame frame, @Nullable BridgePort from) {
    isAnswered = isSuppressing && suppression.suppresses(frame, from);
  }

  void forward(Frame frame, @Nullable BridgePort from, BridgePort to) {
    if (mayLeave(frame, from, to)) {
      push(frame, from, to);
    } else {
      bridge.drop(frame, DropReason.BRIDGE_NO_EGRESS);
    }
  }

  private boolean mayLeave(Frame frame, @Nullable BridgePort from, BridgePort to) {
    return (!vlans.isFiltering() || to.vlans().lets(frame))
        && (from != to || to.isHairpin())
        && to.state() == PortState.FORWARDING
        && !(from != null && from.isIsolated() && to.isIsolated());
  }

  /// Sends a frame out of every port it may leave by (`br_flood`).
  void flood(Frame frame, @Nullable BridgePort from, long destination) {
    boolean isOwn = from == null && Ethernet.isGroup(destination); // leaves by every port
    BridgePort previous = null;
    boolean mayCount = destination == Ethernet.BROADCAST && !isSuppressing;
    boolean isCounted = mayCount && bystanders.count(frame, from);
    for (BridgePort port : isCounted ? bystanders.others() : bridge.portArray()) {
      boolean isLeftOut = isAnswered && port.has(PortFlag.NEIGH_SUPPRESS);
      boolean isWanted = (isOwn || port.floods(destination)) && !isLeftOut;
      if (isWanted && mayLeave(frame, from, port)) {
        if (previous != null) {
          push(frame.copy(), from, previous);
        }
        previous = port;
      }
    }
    finish(frame, from, previous);
  }

  /// Sends a frame to those who listen to its group and to routers (`br_multicast_flood`).
  ///
  /// @param entry the group; null when nobody is known to listen
  void toListeners(
      Frame frame, @Nullable BridgePort from, @Nullable GroupEntry entry, boolean isV6) {
    GroupMember member = entry == null ? null : entry.members;
    BridgePort previous = null;
    for (int i = 0; i < bridge.portCount(); i++) {
      BridgePort port = bridge.port(i);
      boolean isMember = member != null && member.port == port;
      if (member != null && isMember && port.has(PortFlag.MULTICAST_TO_UNICAST)) {
        member = toEach(frame, from, member);
        continue;
      }
      while (member != null && member.port == port) {
        member = member.next;
      }
      if ((isMember || port.hasRouter(isV6)) && mayLeave(frame, from, port)) {
        if (previous != null) {
          push(frame.copy(), from, previous);
        }
        previous = port;
      }
    }
    finish(frame, from, previous);
  }

  /// Sends a copy to the MAC of each member on a port, but not back to the sender
  /// (`maybe_deliver_addr`).
  ///
  /// @return the first member on another port
  private @Nullable GroupMember toEach(Frame frame, @Nullable BridgePort from, GroupMember first) {
    BridgePort port = first.port;
    long source = Ethernet.source(frame.data(), frame.offset());
    GroupMember member = first;
    while (member != null && member.port == port) {
      if ((from != port || member.mac != source) && mayLeave(frame, from, port)) {
        Frame copy = frame.copy();
        Bytes.put48(copy.data(), copy.offset(), member.mac);
        push(copy, from, port);
      }
      member = member.next;
    }
    return member;
  }

  private void finish(Frame frame, @Nullable BridgePort from, @Nullable BridgePort last) {
    if (last == null) {
      frame.release(); // nobody to send to is no loss: br_flood frees the frame
    } else {
      push(frame, from, last);
    }
  }

  /// A frame larger than the port takes vanishes without a word (`br_dev_queue_push_xmit`).
  private void push(Frame frame, @Nullable BridgePort from, BridgePort to) {
    // A frame with a tag is not for the firewall (bridge-nf-filter-vlan-tagged is 0).
    BridgeHooks hooks = from == null || frame.vlanControl != 0 ? null : bridge.hooks();
    if (hooks != null && from != null && !hooks.goesOn(frame, from, to)) {
      return;
    }
    if (vlans.isFiltering()) {
      to.vlans().goesOut(frame, vlans.protocol());
    }
    NetDevice device = to.device();
    if (device.takes(frame)) {
      device.transmit(frame);
    } else {
      bridge.softnet().dropTooLong(frame, bridge, device);
    }
  }
}
