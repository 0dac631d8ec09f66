package dev.drydock.pcap;

import java.util.List;
import java.util.NoSuchElementException;

/// Reads a classic pcap file in any of its four variants.
///
/// ```
///   file    | magic 4 | version 4 | 0 | 0 | snap length 4 | link type 4 |
///   record  | seconds 4 | micro- or nanoseconds 4 | captured 4 | original 4 | bytes
/// ```
final class PcapReader implements CaptureReader {
  static final int FILE_HEADER_BYTES = 24;
  static final int RECORD_HEADER_BYTES = 16;

  /// The link type; the bits above tell the length of a frame check sequence.
  private static final int LINK_TYPE_MASK = 0xffff;

  /// No writer makes larger records; a file with one is damaged (256 MiB is Wireshark's limit).
  private static final long RECORD_BYTES_MAX = 1L << 28;

  private final CaptureBytes bytes;
  private final int unitNanos;
  private final List<CapturedInterface> interfaces;
  private long position = FILE_HEADER_BYTES;

  PcapReader(CaptureBytes bytes, PcapFormat format) {
    this.bytes = bytes;
    this.unitNanos = format.unitNanos();
    bytes.setBigEndian(format.isBigEndian());
    interfaces =
        bytes.size() < FILE_HEADER_BYTES
            ? List.of()
            : List.of(CapturedInterface.unnamed(bytes.i32(20) & LINK_TYPE_MASK, bytes.i32(16)));
  }

  @Override
  public boolean hasNext() {
    long left = bytes.size() - position - RECORD_HEADER_BYTES;
    if (left < 0) {
      return false;
    }
    long captured = bytes.u32(position + 8);
    return captured <= Math.min(left, RECORD_BYTES_MAX);
  }

  @Override
  public CapturedPacket next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long at = position;
    int captured = bytes.i32(at + 8);
    position = at + RECORD_HEADER_BYTES + captured;
    return new CapturedPacket(
        interfaces.getFirst(),
        bytes.u32(at) * 1_000_000_000 + bytes.u32(at + 4) * unitNanos,
        bytes.octets(at + RECORD_HEADER_BYTES, captured),
        bytes.i32(at + 12),
        PacketNotes.NONE);
  }

  @Override
  public List<CapturedInterface> interfaces() {
    return interfaces;
  }

  @Override
  public boolean isTruncated() {
    return position != bytes.size();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
