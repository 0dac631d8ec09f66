package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;

/// The ring of packets through which the kernel hands frames to `tcpdump`, as far as it limits what
/// is kept of a frame.
///
/// In immediate mode all slots have one size, which libpcap takes from the MTU (`create_ring` in
/// `pcap-linux.c`, TPACKET_V2). A packet that was put together from fragments is larger than the
/// MTU and is cut:
///
/// ```
///   slot   | header 52 .. | 16 aligned, 4 for a VLAN tag | frame, MTU + 18 .. | 16 aligned
///          0                                             70
/// ```
final class PacketRing {
  /// What libpcap counts in front of a frame (header 52, link header 256, tag 4, aligned to 16).
  private static final int ROOM_BYTES = 68;

  /// Where the kernel puts the frame (`tpacket_rcv`).
  private static final int FRAME_OFFSET = 70;

  /// Ethernet header and checksum.
  private static final int LINK_BYTES = 18;

  private PacketRing() {}

  /// How much of each frame of a device is kept.
  static int frameBytesMax(NetDevice device) {
    int slotBytes = (ROOM_BYTES + device.mtuBytes() + LINK_BYTES + 15) & ~15;
    return slotBytes - FRAME_OFFSET;
  }
}
