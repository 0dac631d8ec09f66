package dev.drydock.pcap;

import java.util.Arrays;

/// One frame of a capture file.
///
/// @param source the interface that saw it
/// @param timeNanos nanoseconds since 1970
/// @param bytes what was kept of the frame; not to be changed
/// @param originalLength bytes the frame had
/// @param notes what else the file tells
@SuppressWarnings("ArrayRecordComponent") // Compared by content below.
public record CapturedPacket(
    CapturedInterface source, long timeNanos, byte[] bytes, int originalLength, PacketNotes notes) {
  /// The name of the interface; empty when the file gives none.
  public String interfaceName() {
    return source.name();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CapturedPacket that
        && source.equals(that.source)
        && timeNanos == that.timeNanos
        && Arrays.equals(bytes, that.bytes)
        && originalLength == that.originalLength
        && notes.equals(that.notes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes) + 31 * Long.hashCode(timeNanos);
  }

  @Override
  public String toString() {
    return timeNanos
        + " "
        + interfaceName()
        + " "
        + bytes.length
        + "/"
        + originalLength
        + " bytes"
        + (notes.comments().isEmpty() ? "" : " (" + notes.comment() + ")");
  }
}
