package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;

/// One end of a veth pair: what one end transmits, the other receives (Linux `drivers/net/veth.c`).
/// No queue, no loss, no padding; order is kept. The ends may be in different namespaces of one
/// machine.
///
/// Differs from Linux: transport checksums are always complete, so that captures show what a wire
/// would.
public final class VethEnd extends NetDevice {
  private VethEnd peer;
  private boolean peerLacksCarrier;

  private VethEnd(Softnet softnet, String name, long mac) {
    super(softnet, DeviceKind.VETH, name, mac);
    peer = this;
  }

  /// How an end of a new pair is called and addressed.
  public record Spec(String name, long mac) {}

  /// Makes a pair; both ends are down and in no namespace.
  ///
  /// @return the first end; [#peer] is the other
  public static VethEnd pair(Softnet softnet, Spec one, Spec other) {
    VethEnd first = new VethEnd(softnet, one.name, one.mac);
    VethEnd second = new VethEnd(softnet, other.name, other.mac);
    first.peer = second;
    second.peer = first;
    return first;
  }

  /// The other end.
  public VethEnd peer() {
    return peer;
  }

  @Override
  protected void send(Frame frame) {
    softnet().charge(softnet().costs().vethNanos());
    if (!peer.isUp()) {
      drop(frame, DropReason.NO_CARRIER);
      return;
    }
    if (!peer.takes(frame)) {
      softnet().dropTooLong(frame, this, peer);
      return;
    }
    frame.forgetFlow();
    if (upper() != peer.upper()) {
      frame.mark = 0; // skb_scrub_packet: the mark does not cross namespaces
    }
    softnet().enqueue(frame, peer);
  }

  /// A veth end has a carrier when both ends are up.
  @Override
  public boolean hasCarrier() {
    return isUp() && peer.isUp();
  }

  /// Whether the other end had no carrier, and was in the same namespace, when this one lost its
  /// own: the state of the link stays so until the carrier changes (`default_operstate`).
  public boolean isPeerWithoutCarrier() {
    return peerLacksCarrier;
  }

  /// The pair has no carrier any more, or is new.
  public void withoutCarrier() {
    peerLacksCarrier = upper() == peer.upper();
    peer.peerLacksCarrier = peerLacksCarrier;
  }

  @Override
  protected void stateChanged() {
    if (!isUp() && peer.isUp()) {
      withoutCarrier();
    }
    if (peer.isUp()) {
      peer.notify(DeviceChange.CARRIER);
    }
  }
}
