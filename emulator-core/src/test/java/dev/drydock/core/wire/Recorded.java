package dev.drydock.core.wire;

import java.util.HexFormat;

/// Frames as tcpdump saw them on a Linux 6.18 machine with Docker Engine 28, two containers on the
/// default bridge, an 802.1Q subinterface and a DNS server on the far side of a router.
final class Recorded {
  /// 172.17.0.2 asks for 172.17.0.3.
  static final String ARP_REQUEST =
      "ffffffffffff0242ac110002080600010800060400010242ac110002ac110002000000000000ac110003";

  /// 172.17.0.3 answers.
  static final String ARP_REPLY =
      "0242ac1100020242ac110003080600010800060400020242ac110003ac1100030242ac110002ac110002";

  /// Echo request 172.17.0.2 to 172.17.0.3, id 25, sequence 0, 56 bytes of BusyBox ping.
  static final String ECHO =
      "0242ac1100030242ac110002080045000054bafd400040012784ac110002ac11000308002e0000190000769e5348"
          + "00".repeat(52);

  /// The reply to [#ECHO].
  static final String ECHO_REPLY =
      "0242ac1100020242ac1100030800450000547e3e00004001a443ac110003ac1100020000360000190000769e5348"
          + "00".repeat(52);

  /// 172.17.0.3 says that nobody listens on its UDP port 9999, type of service 0xc0.
  static final String PORT_UNREACHABLE =
      "0242ac1100020242ac110003080045c0003b8b4f00004001968bac110003ac110002"
          + "03035541000000004500001f253840004011bd6eac110002ac110003c788270f000b46af68690a";

  /// DNS query 192.168.1.41:53659 to 203.0.113.10:53, TTL 63.
  static final String DNS_QUERY =
      "08002700010108002700012908004500003afbdf40003f1141f7c0a80129cb00710a"
          + "d19b003500262180d5ed01000001000000000000076578616d706c6504746573740000010001";

  /// ARP announcement in VLAN 10.
  static final String TAGGED_ARP =
      "ffffffffffff0242c0a80a018100000a"
          + "080600010800060400010242c0a80a01c0a80a01000000000000c0a80a80";

  private Recorded() {}

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
