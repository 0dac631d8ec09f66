package dev.drydock.core.wire;

/// ARP for IPv4 over Ethernet, 28 bytes (RFC 826).
///
/// ```
///   0     2     4    5    6     8          14         18         24         28
///   | 0001| 0800| 06 | 04 | op  | sender MAC | sender IP | target MAC | target IP |
/// ```
public final class Arp {
  /// Bytes of the message.
  public static final int BYTES = 28;

  /// Who has the target address?
  public static final int REQUEST = 1;

  /// The sender has it.
  public static final int REPLY = 2;

  private static final long HEADER = 0x0001_0800_0604_0000L;

  private Arp() {}

  /// Whether this is ARP for IPv4 over Ethernet.
  public static boolean isValid(byte[] data, int at, int length) {
    return length >= BYTES && (Bytes.i64(data, at) & ~0xffffL) == HEADER;
  }

  /// [#REQUEST] or [#REPLY].
  public static int operation(byte[] data, int at) {
    return Bytes.u16(data, at + 6);
  }

  /// The sender's MAC.
  public static long senderMac(byte[] data, int at) {
    return Bytes.u48(data, at + 8);
  }

  /// The sender's IPv4 address.
  public static int senderAddress(byte[] data, int at) {
    return Bytes.i32(data, at + 14);
  }

  /// The target's MAC, zero in a request.
  public static long targetMac(byte[] data, int at) {
    return Bytes.u48(data, at + 18);
  }

  /// The target's IPv4 address.
  public static int targetAddress(byte[] data, int at) {
    return Bytes.i32(data, at + 24);
  }

  /// Writes operation and sender; [#writeTarget] writes the rest.
  public static void writeSender(byte[] data, int at, int operation, long mac, int address) {
    Bytes.put64(data, at, HEADER | operation);
    Bytes.put48(data, at + 8, mac);
    Bytes.put32(data, at + 14, address);
  }

  /// Writes the target.
  public static void writeTarget(byte[] data, int at, long mac, int address) {
    Bytes.put48(data, at + 18, mac);
    Bytes.put32(data, at + 24, address);
  }
}
