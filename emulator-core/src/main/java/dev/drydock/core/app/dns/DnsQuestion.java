package dev.drydock.core.app.dns;

/// What is asked.
///
/// @param name whose record
/// @param type one of [DnsType]
/// @param questionClass 1 for the internet
public record DnsQuestion(String name, int type, int questionClass) {
  /// A question of class IN.
  public static DnsQuestion of(String name, int type) {
    return new DnsQuestion(name, type, DnsRecord.INTERNET);
  }
}
