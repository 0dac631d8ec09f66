package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;

/// The flags of a packet block (`epb_flags`): direction, and to whom the frame is addressed.
final class PacketFlags {
  /// The interface received the frame.
  public static final int INBOUND = 0x01;

  /// The interface transmitted the frame.
  public static final int OUTBOUND = 0x02;

  /// Bits of the direction.
  public static final int DIRECTION_MASK = 0x03;

  /// To the interface itself, or from it to one other.
  public static final int UNICAST = 0x04;

  /// To a group.
  public static final int MULTICAST = 0x08;

  /// To all.
  public static final int BROADCAST = 0x0c;

  /// Received though it is addressed to somebody else.
  public static final int PROMISCUOUS = 0x10;

  private PacketFlags() {}

  static int of(Frame frame, long ownMac, boolean outbound) {
    int direction = outbound ? OUTBOUND : INBOUND;
    if (frame.length() < Ethernet.HEADER_BYTES) {
      return direction;
    }
    long destination = Ethernet.destination(frame.data(), frame.offset());
    if (Ethernet.isGroup(destination)) {
      return direction | (destination == Ethernet.BROADCAST ? BROADCAST : MULTICAST);
    }
    return direction | (outbound || destination == ownMac ? UNICAST : PROMISCUOUS);
  }
}
