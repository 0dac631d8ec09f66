package dev.drydock.pcap.print;

/// What the protocols above IP need of its header.
///
/// @param source as text
/// @param destination as text
/// @param protocol the next header
/// @param isFragment whether this is one of several parts
/// @param pseudoSum the sum of both addresses, for checksums
/// @param isV6 its version
record IpHeader(
    String source,
    String destination,
    int protocol,
    boolean isFragment,
    long pseudoSum,
    boolean isV6) {

  static IpHeader ofIpv4(Octets packet, boolean isFragment) {
    return new IpHeader(
        packet.ipv4(12),
        packet.ipv4(16),
        packet.u8(9),
        isFragment,
        packet.first(20).after(12).sum(),
        false);
  }

  static IpHeader ofIpv6(Octets packet, int protocol, boolean isFragment) {
    return new IpHeader(
        packet.ipv6(8),
        packet.ipv6(24),
        protocol,
        isFragment,
        packet.first(40).after(8).sum(),
        true);
  }

  /// What is left of the checksum over a whole message: 0 for a right one.
  int remainder(Octets message, int length) {
    return Octets.remainder(pseudoSum + protocol + length + message.first(length).sum());
  }
}
