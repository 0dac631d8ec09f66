package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsMessage;

/// What an engine version makes of name servers that do not help.
public enum Forwarding {
  /// One that fails is passed over, one that refuses is not; when none answers, nothing is said
  /// (20.10).
  SILENT,
  /// A container on whose networks there is no gateway asks nobody, and the failure is reported;
  /// ipvlan in mode l3 has none (26.0.0, [moby#47662](https://github.com/moby/moby/issues/47662)).
  BY_GATEWAY,
  /// One that fails or refuses is passed over; when none answers, the failure is reported. A
  /// container without a way out does not ask from the machine's namespace (newer).
  REPORTING;

  /// Whether the next server is asked after this response.
  boolean passesOver(DnsMessage response) {
    int code = response.responseCode();
    return code == DnsMessage.SERVFAIL || (this != SILENT && code == DnsMessage.REFUSED);
  }
}
