package dev.drydock.core.wire;

/// The VXLAN header, 8 bytes behind UDP and before the inner Ethernet frame (RFC 7348, section 5).
///
/// ```
///   0       1                4        7      8
///   | flags | reserved       | VNI    | rsvd | inner frame
/// ```
public final class Vxlan {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 8;

  /// The port IANA gave to VXLAN, and Docker's default.
  public static final int PORT = 4789;

  /// What VXLAN over IPv4 adds to a packet: IPv4, UDP, VXLAN and the inner Ethernet header.
  public static final int OVERHEAD_BYTES = 50;

  /// VNIs are 24 bits wide.
  public static final int VNI_MAX = 0xff_ffff;

  /// The flags with nothing but I set: the VNI is valid.
  private static final int VALID = 0x0800_0000;

  private static final long VALID_WITH_VNI = (long) VALID << 32;

  private Vxlan() {}

  /// Whether the VNI is valid and nothing else is set, as the kernel demands of a header without
  /// extensions (`vxlan_rcv`).
  public static boolean isPlain(byte[] data, int at) {
    return Bytes.i32(data, at) == VALID && (data[at + 7] & 0xff) == 0;
  }

  /// The network identifier.
  public static int vni(byte[] data, int at) {
    return Bytes.i32(data, at + 4) >>> 8;
  }

  /// Writes the header.
  public static void write(byte[] data, int at, int vni) {
    Bytes.put64(data, at, VALID_WITH_VNI | ((long) vni << 8));
  }
}
