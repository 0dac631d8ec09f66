package dev.drydock.core.wire;

/// Encapsulating Security Payload (RFC 4303) with AES-GCM (RFC 4106).
///
/// ```
///   | SPI 4 | sequence 4 | IV 8 | payload ... | padding 0-3 | pad length 1 | next header 1 | ICV |
///                               |<------------------ encrypted ---------------------->|
/// ```
public final class Esp {
  /// SPI and sequence number.
  public static final int HEADER_BYTES = 8;

  /// The part of the nonce that is sent.
  public static final int IV_BYTES = 8;

  /// Pad length and next header.
  public static final int TRAILER_BYTES = 2;

  /// What is encrypted is a multiple of this.
  public static final int ALIGNMENT_BYTES = 4;

  private Esp() {}

  /// The security parameters index.
  public static int spi(byte[] data, int at) {
    return Bytes.i32(data, at);
  }

  /// The sequence number, unsigned.
  public static int sequence(byte[] data, int at) {
    return Bytes.i32(data, at + 4);
  }

  /// Writes the header.
  public static void write(byte[] data, int at, int spi, int sequence) {
    Bytes.put32(data, at, spi);
    Bytes.put32(data, at + 4, sequence);
  }

  /// Padding behind a payload.
  public static int padding(int payloadBytes) {
    return -(payloadBytes + TRAILER_BYTES) & (ALIGNMENT_BYTES - 1);
  }

  /// Writes padding, 1, 2, 3 ..., and the trailer behind it.
  public static void writeTrailer(byte[] data, int at, int padding, int nextHeader) {
    for (int i = 0; i < padding; i++) {
      data[at + i] = (byte) (i + 1);
    }
    data[at + padding] = (byte) padding;
    data[at + padding + 1] = (byte) nextHeader;
  }
}
