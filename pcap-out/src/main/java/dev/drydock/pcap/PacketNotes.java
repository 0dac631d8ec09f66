package dev.drydock.pcap;

import java.util.List;

/// What a packet block tells beside the bytes; a classic pcap file tells nothing.
///
/// @param flags see [PacketFlags]; 0 when not told
/// @param packetId the same on every interface that saw the packet; 0 when not told
/// @param dropCount frames the interface lost since the packet before
/// @param comments in the order of the file
public record PacketNotes(int flags, long packetId, long dropCount, List<String> comments) {
  /// Nothing is told.
  public static final PacketNotes NONE = new PacketNotes(0, 0, 0, List.of());

  /// Copies the list.
  public PacketNotes {
    comments = List.copyOf(comments);
  }

  /// Whether the interface is known to have transmitted the frame.
  public boolean isOutbound() {
    return (flags & PacketFlags.DIRECTION_MASK) == PacketFlags.OUTBOUND;
  }

  /// All comments, separated by `; `.
  public String comment() {
    return String.join("; ", comments);
  }
}
