package dev.drydock.pcap;

/// The numbers of the pcapng format (draft-ietf-opsawg-pcapng) that are written or read here.
///
/// ```
///   block   | type 4 | total length 4 | body, padded to 4 | total length 4 |
///   option  | code 2 | length 2 | value, padded to 4 |   ... ended by code 0, length 0
/// ```
final class Pcapng {
  /// Section header block; reads the same in both byte orders.
  static final int SECTION = 0x0A0D_0D0A;

  /// Interface description block.
  static final int INTERFACE = 1;

  /// Name resolution block.
  static final int NAMES = 4;

  /// Interface statistics block.
  static final int STATISTICS = 5;

  /// Enhanced packet block.
  static final int PACKET = 6;

  /// Tells the byte order of a section.
  static final int BYTE_ORDER_MAGIC = 0x1A2B_3C4D;

  /// The smallest block: type and twice the length.
  static final int BLOCK_BYTES_MIN = 12;

  static final int END = 0;
  static final int COMMENT = 1;

  static final int SECTION_OS = 3;
  static final int SECTION_APPLICATION = 4;

  static final int INTERFACE_NAME = 2;
  static final int INTERFACE_DESCRIPTION = 3;
  static final int INTERFACE_IPV4 = 4;
  static final int INTERFACE_MAC = 6;
  static final int INTERFACE_RESOLUTION = 9;
  static final int INTERFACE_FILTER = 11;
  static final int INTERFACE_OFFSET = 14;

  static final int PACKET_FLAGS = 2;
  static final int PACKET_DROP_COUNT = 4;
  static final int PACKET_ID = 5;

  static final int STATISTICS_START = 2;
  static final int STATISTICS_END = 3;
  static final int STATISTICS_RECEIVED = 4;
  static final int STATISTICS_DROPPED = 5;
  static final int STATISTICS_ACCEPTED = 6;

  /// A name record that holds an IPv4 address.
  static final int NAME_IPV4 = 1;

  /// A name record that holds an IPv6 address.
  static final int NAME_IPV6 = 2;

  /// Link type of Ethernet frames.
  static final int ETHERNET = 1;

  /// The most bytes of an Ethernet frame that readers take (`MAXIMUM_SNAPLEN` of libpcap).
  static final int SNAPLEN_MAX = 262_144;

  private Pcapng() {}

  /// The next multiple of four.
  static int padded(int bytes) {
    return (bytes + 3) & ~3;
  }
}
