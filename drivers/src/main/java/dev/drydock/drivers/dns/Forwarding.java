package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsMessage;

/// What an engine version makes of name servers that do not help.
public enum Forwarding {
  /// One that fails is passed over, one that refuses is not; when none answers, nothing is said
  /// (20.10).
  SILENT,
  /// One that fails or refuses is passed over; when none answers, the failure is reported. A
  /// container without a way out does not ask from the machine's namespace (newer).
  REPORTING;

  /// Whether the next server is asked after this response.
  boolean passesOver(DnsMessage response) {
    int code = response.responseCode();
    return code == DnsMessage.SERVFAIL || (this == REPORTING && code == DnsMessage.REFUSED);
  }
}
