package dev.drydock.core.wire;

/// Messages to the routers of a link about multicast groups (IGMP; RFC 1112, 2236, 3376).
///
/// ```
///   0     1     2          4        8                    12
///   | type | code | checksum | group |                               versions 1 and 2, queries
///   | 22   |      | checksum | records | type aux sources group ...  reports of version 3
/// ```
public final class Igmp {
  /// A router asks.
  public static final int QUERY = 0x11;

  /// A host of version 1 listens to a group.
  public static final int REPORT_V1 = 0x12;

  /// A host of version 2 listens to a group.
  public static final int REPORT_V2 = 0x16;

  /// A host of version 2 listens no longer.
  public static final int LEAVE = 0x17;

  /// A host of version 3 tells which groups it listens to.
  public static final int REPORT_V3 = 0x22;

  /// Bytes of a message without records or sources.
  public static final int HEADER_BYTES = 8;

  /// Bytes of a query of version 3 without sources.
  public static final int V3_QUERY_BYTES = 12;

  /// Bytes of a record of version 3 without sources.
  public static final int RECORD_BYTES = 8;

  /// Bytes of each source.
  public static final int SOURCE_BYTES = 4;

  /// A record: the group is wanted from these sources alone.
  public static final int IS_INCLUDE = 1;

  /// A record: the group is wanted from all but these sources.
  public static final int IS_EXCLUDE = 2;

  /// A record: from now on from these sources alone.
  public static final int TO_INCLUDE = 3;

  /// A record: from now on from all but these sources.
  public static final int TO_EXCLUDE = 4;

  /// The last type of a record: some sources are wanted no longer.
  public static final int BLOCK = 6;

  private static final int LOCAL_GROUPS = 0xe000_0000;
  private static final int LOCAL_MASK = 0xffff_ff00;

  private Igmp() {}

  /// Whether a group is one of 224.0.0.0/24, which are never forwarded.
  public static boolean isLocalGroup(int group) {
    return (group & LOCAL_MASK) == LOCAL_GROUPS;
  }

  /// A code of version 3 in its units: from 128 on it is a floating point number.
  public static int units(int code) {
    return code < 0x80 ? code : ((code & 0xf) | 0x10) << (((code >> 4) & 7) + 3);
  }

  /// A number of units as a code of version 3, rounded down.
  public static int code(int units) {
    if (units < 0x80) {
      return units;
    }
    int exponent = 0;
    while (exponent < 7 && (units >> (exponent + 3)) > 0x1f) {
      exponent++;
    }
    return 0x80 | (exponent << 4) | (Math.min(units >> (exponent + 3), 0x1f) & 0xf);
  }
}
