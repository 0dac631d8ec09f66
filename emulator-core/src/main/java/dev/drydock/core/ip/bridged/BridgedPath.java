package dev.drydock.core.ip.bridged;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import org.jspecify.annotations.Nullable;

/// What bridged packets of both IP versions go through alike (Linux
/// `net/bridge/br_netfilter_hooks.c`).
final class BridgedPath {
  private final Netfilter netfilter;

  BridgedPath(Netfilter netfilter) {
    this.netfilter = netfilter;
  }

  /// Passes PREROUTING, where rules see a frame for another host as one for this host.
  ///
  /// @return false when the frame is gone
  boolean passesPrerouting(Frame frame, BridgePort port) {
    Softnet softnet = port.device().softnet();
    softnet.charge(softnet.costs().bridgeNetfilterNanos());
    frame.bridgedFrom = port.device();
    int addressee = frame.addressee;
    lookLikeOurs(frame);
    if (!netfilter.passBridged(Hook.PREROUTING, frame, port, null)) {
      return false;
    }
    frame.addressee = addressee;
    frame.passedPrerouting = true;
    return true;
  }

  /// Passes FORWARD and POSTROUTING; REJECT may answer.
  ///
  /// @return false when the frame is gone
  boolean passesOn(Frame frame, BridgePort from, BridgePort to) {
    frame.networkOffset = frame.offset() + Ethernet.HEADER_BYTES;
    lookLikeOurs(frame);
    return netfilter.passBridged(Hook.FORWARD, frame, from, to)
        && netfilter.passBridged(Hook.POSTROUTING, frame, from, to);
  }

  private static void lookLikeOurs(Frame frame) {
    if (frame.addressee == Frame.TO_OTHER_HOST) {
      frame.addressee = Frame.TO_HOST;
    }
  }

  /// Lets the host route a frame whose new destination does not lie behind the bridge.
  static Frame routed(Frame frame, Bridge bridge) {
    Bytes.put48(frame.data(), frame.offset(), bridge.mac());
    frame.addressee = Frame.TO_HOST;
    return frame;
  }

  /// Gives a frame the MAC of its new station behind the bridge. Where that is not known, the frame
  /// goes as if the host sent it, so that it is asked for; the bridge then puts the source back.
  ///
  /// @param station null when there is no room for another neighbour
  /// @return null when the frame waits for the MAC, has gone on with it or is gone
  static @Nullable Frame turned(Frame frame, @Nullable Neighbour station, Bridge bridge) {
    if (station == null) {
      bridge.drop(frame, DropReason.NEIGH_CREATEFAIL);
      return null;
    }
    if (station.hasHeader()) {
      Bytes.put48(frame.data(), frame.offset(), station.mac());
      return frame;
    }
    frame.savedSource = Ethernet.source(frame.data(), frame.offset());
    station.send(frame);
    return null;
  }
}
