package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// Answers ARP for neighbours of a bridge behind ports with `neigh_suppress`, which are not asked
/// then (Linux `net/bridge/br_arp_nd_proxy.c`): of IPv4, in frames without a VLAN.
final class NeighbourSuppression {
  private final Bridge bridge;

  NeighbourSuppression(Bridge bridge) {
    this.bridge = bridge;
  }

  /// Looks at a frame that goes into a bridge of which some port suppresses
  /// (`br_do_proxy_suppress_arp`).
  ///
  /// @param from where it came in; null for the host
  /// @return whether ports that suppress are left out when it is flooded
  boolean suppresses(Frame frame, @Nullable BridgePort from) {
    byte[] data = frame.data();
    int arp = frame.offset() + Ethernet.HEADER_BYTES;
    if (Ethernet.type(data, frame.offset()) != Ethernet.ARP
        || !Arp.isValid(data, arp, frame.length() - Ethernet.HEADER_BYTES)) {
      return false;
    }
    boolean isRequest = Arp.operation(data, arp) == Arp.REQUEST;
    if (isRequest && !Ethernet.isGroup(Ethernet.destination(data, frame.offset()))) {
      return false; // it is known whom to ask
    }
    int wanted = Arp.targetAddress(data, arp);
    if (Ipv4.isLoopback(wanted) || Ipv4.isMulticast(wanted) || isSuppressing(from)) {
      return false;
    }
    int asker = Arp.senderAddress(data, arp);
    if (asker == 0 || asker == wanted) {
      return true; // those who look for duplicates or tell of themselves
    }
    Upper namespace = bridge.upper();
    if (!isRequest || frame.vlanControl != 0 || namespace == null) {
      return false;
    }
    if (namespace.owns(bridge, wanted)) {
      return true; // the host answers itself
    }
    long mac = namespace.neighbour(bridge, wanted, false);
    int slot = mac == 0 ? -1 : bridge.fdb().find(mac, bridge.nowNanos());
    if (slot < 0) {
      return false;
    }
    if (isSuppressing(bridge.fdb().port(slot))) {
      answer(frame, from, mac);
    }
    return true;
  }

  private static boolean isSuppressing(@Nullable BridgePort port) {
    return port != null && port.has(PortFlag.NEIGH_SUPPRESS);
  }

  /// `br_arp_send`.
  private void answer(Frame question, @Nullable BridgePort from, long mac) {
    byte[] asked = question.data();
    int arp = question.offset() + Ethernet.HEADER_BYTES;
    long asker = Arp.senderMac(asked, arp);
    int askerAddress = Arp.senderAddress(asked, arp);
    int wanted = Arp.targetAddress(asked, arp);
    Frame answer = question.copy();
    answer.beginAnew();
    byte[] data = answer.data();
    int at = answer.offset() + Ethernet.HEADER_BYTES;
    Ethernet.write(data, answer.offset(), asker, mac, Ethernet.ARP);
    Arp.writeSender(data, at, Arp.REPLY, mac, wanted);
    Arp.writeTarget(data, at, asker, askerAddress);
    if (from == null) {
      bridge.softnet().enqueue(answer, bridge);
    } else {
      from.device().transmit(answer);
    }
  }
}
