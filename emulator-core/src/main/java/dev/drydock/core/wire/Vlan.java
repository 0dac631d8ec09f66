package dev.drydock.core.wire;

/// The 802.1Q tag, 4 bytes between the addresses and the EtherType (IEEE 802.1Q).
///
/// ```
///   12      14         16
///   | 8100  | PCP DEI VID | type ...
/// ```
public final class Vlan {
  /// Bytes of the tag.
  public static final int TAG_BYTES = 4;

  /// The bits of the control field that hold the id.
  public static final int ID_MASK = 0xfff;

  /// Where the priority begins in the control field (`VLAN_PRIO_SHIFT`).
  public static final int PRIORITY_SHIFT = 13;

  private Vlan() {}

  /// Whether the frame at `at` carries a tag.
  public static boolean isTagged(byte[] data, int at) {
    int type = Ethernet.type(data, at);
    return type == Ethernet.VLAN || type == Ethernet.SERVICE_VLAN;
  }

  /// The VLAN id, 0 to 4095, of a tagged frame.
  public static int id(byte[] data, int at) {
    return Bytes.u16(data, at + 14) & ID_MASK;
  }

  /// The priority code point, 0 to 7, of a tagged frame.
  public static int priority(byte[] data, int at) {
    return Bytes.u16(data, at + 14) >>> 13;
  }

  /// Moves the addresses down by four bytes and writes a tag; `at` is the start of the frame after
  /// its headroom was pushed.
  public static void insert(byte[] data, int at, int protocol, int control) {
    System.arraycopy(data, at + TAG_BYTES, data, at, 12);
    Bytes.put16(data, at + 12, protocol);
    Bytes.put16(data, at + 14, control);
  }

  /// Moves the addresses up over the tag; the frame then begins four bytes later.
  public static void remove(byte[] data, int at) {
    System.arraycopy(data, at, data, at + TAG_BYTES, 12);
  }
}
