package dev.drydock.core.app.dns;

/// A resource record.
///
/// @param name whose it is
/// @param type one of [DnsType]
/// @param recordClass 1 for the internet; the size of datagrams in an OPT record
/// @param ttlSeconds how long it may be kept; flags in an OPT record
/// @param data what it says
public record DnsRecord(String name, int type, int recordClass, long ttlSeconds, DnsData data) {
  /// Class IN.
  public static final int INTERNET = 1;

  /// Class CH.
  public static final int CHAOS = 3;

  /// Class HS.
  public static final int HESIOD = 4;

  /// In the TTL of an OPT record: its sender wants to see signatures.
  public static final long DNSSEC_OK = 0x8000;

  /// An ordinary record.
  public static DnsRecord of(String name, int type, long ttlSeconds, DnsData data) {
    return new DnsRecord(name, type, INTERNET, ttlSeconds, data);
  }

  /// The OPT record of EDNS (RFC 6891 section 6.1.2).
  ///
  /// @param udpBytes the largest datagram its sender takes
  /// @param optionsHex the options, as hexadecimal digits
  public static DnsRecord edns(int udpBytes, String optionsHex) {
    return new DnsRecord("", DnsType.OPT, udpBytes, 0, new DnsData.Opaque(optionsHex));
  }
}
