package dev.drydock.core.app.dns;

import java.util.List;
import java.util.Locale;

/// Types of resource records, by their numbers (RFC 1035 section 3.2.2 and later ones).
public final class DnsType {
  /// An IPv4 address.
  public static final int A = 1;

  /// A name server.
  public static final int NS = 2;

  /// The name this one stands for.
  public static final int CNAME = 5;

  /// The start of a zone.
  public static final int SOA = 6;

  /// A name for an address.
  public static final int PTR = 12;

  /// A mail server.
  public static final int MX = 15;

  /// Text.
  public static final int TXT = 16;

  /// An IPv6 address.
  public static final int AAAA = 28;

  /// A server of a service.
  public static final int SRV = 33;

  /// What EDNS adds to a message (RFC 6891).
  public static final int OPT = 41;

  /// In a question only: all types.
  public static final int ANY = 255;

  private record Named(int number, String name) {}

  private static final List<Named> NAMES =
      List.of(
          new Named(A, "A"),
          new Named(NS, "NS"),
          new Named(CNAME, "CNAME"),
          new Named(SOA, "SOA"),
          new Named(PTR, "PTR"),
          new Named(13, "HINFO"),
          new Named(MX, "MX"),
          new Named(TXT, "TXT"),
          new Named(AAAA, "AAAA"),
          new Named(SRV, "SRV"),
          new Named(35, "NAPTR"),
          new Named(OPT, "OPT"),
          new Named(43, "DS"),
          new Named(46, "RRSIG"),
          new Named(48, "DNSKEY"),
          new Named(64, "SVCB"),
          new Named(65, "HTTPS"),
          new Named(251, "IXFR"),
          new Named(252, "AXFR"),
          new Named(257, "CAA"),
          new Named(ANY, "ANY"));

  private DnsType() {}

  /// `A`, `MX`; `TYPE123` for a number without a name (RFC 3597).
  public static String name(int type) {
    for (Named named : NAMES) {
      if (named.number == type) {
        return named.name;
      }
    }
    return "TYPE" + type;
  }

  /// The number of a name in either case; -1 when there is none.
  public static int of(String text) {
    String wanted = text.toUpperCase(Locale.ROOT);
    for (Named named : NAMES) {
      if (named.name.equals(wanted)) {
        return named.number;
      }
    }
    return wanted.matches("TYPE\\d{1,5}") ? Integer.parseInt(wanted.substring(4)) & 0xffff : -1;
  }
}
