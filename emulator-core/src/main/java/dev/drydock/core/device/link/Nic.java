package dev.drydock.core.device.link;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import dev.drydock.core.device.Segmentation;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.TunnelMiscount;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameReceiver;
import dev.drydock.core.observe.DropReason;
import org.jspecify.annotations.Nullable;

/// A network card of a machine, plugged into a [Link]. It may also be shown as one end of a veth
/// pair, as in a lab that is itself made of namespaces.
public final class Nic extends NetDevice {
  private Link.@Nullable End end;
  private long queueDrops;
  private boolean miscounts;

  /// A card that is down and not plugged in.
  ///
  /// @param kind [DeviceKind#PHYSICAL] or [DeviceKind#VETH]
  public Nic(Softnet softnet, DeviceKind kind, String name, long mac) {
    super(softnet, kind, name, mac);
  }

  /// Makes it a card that computes wrong checksums inside VXLAN, while it computes any.
  public void miscount() {
    miscounts = true;
  }

  /// Plugs the card into a link, or out of it.
  void plug(Link.@Nullable End newEnd) {
    end = newEnd;
    notify(DeviceChange.CARRIER);
  }

  /// The link the card is plugged into, if any.
  public @Nullable Link link() {
    return end == null ? null : end.link();
  }

  @Override
  protected void send(Frame frame) {
    if (end == null || !end.link().isUp()) {
      drop(frame, DropReason.NO_CARRIER);
      return;
    }
    frame.forgetFlow();
    frame.confirmsNextHop &= kind() != DeviceKind.PHYSICAL;
    if (frame.segmentBytes > 0 && kind() == DeviceKind.PHYSICAL) {
      transmitCut(frame, end);
    } else {
      put(frame, end);
    }
  }

  private void put(Frame frame, Link.End wire) {
    if (miscounts && (offloads() & Offloads.TX_CHECKSUM) != 0) {
      TunnelMiscount.spoil(frame);
    }
    wire.transmit(frame);
  }

  /// A card sends a large segment as frames of the wire. What only looks like a card does not.
  private void transmitCut(Frame frame, Link.End end) {
    Frame piece = Segmentation.split(frame);
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      put(piece, end);
      piece = following;
    }
  }

  /// Loses a frame for which the queue before the wire has no room.
  void queueOverflow(Frame frame) {
    queueDrops++;
    drop(frame, DropReason.FULL_RING);
  }

  /// How many frames the queue before the wire had no room for.
  public long queueDrops() {
    return queueDrops;
  }

  /// The other end of the link came or went.
  void carrierChanged() {
    notify(DeviceChange.CARRIER);
  }

  @Override
  protected long freeNanos() {
    long ready = super.freeNanos();
    return end == null ? ready : Math.max(ready, end.freeNanos());
  }

  /// Where the wire delivers: the frame waits for the machine's CPU like any other. What only looks
  /// like a card loses what is longer than its MTU, as the other end of a pair would.
  FrameReceiver arrival() {
    if (kind() == DeviceKind.PHYSICAL) {
      return frame -> softnet().enqueue(frame, this);
    }
    return frame -> {
      if (takes(frame)) {
        softnet().enqueue(frame, this);
      } else {
        dropReceived(frame, DropReason.PKT_TOO_BIG);
      }
    };
  }

  /// A driver that is stopped says that there is no carrier (`veth_close`, `e1000_down`).
  @Override
  public boolean hasCarrier() {
    return isUp() && end != null && end.hasSignal();
  }

  /// A card that is switched off takes the carrier of the one at the other end of its cable.
  @Override
  protected void stateChanged() {
    if (end != null) {
      end.link().switched(this);
    }
  }
}
