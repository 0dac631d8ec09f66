package dev.drydock.core.app.dns;

import dev.drydock.core.wire.IpAddress;
import java.util.List;

/// What a resource record says.
public sealed interface DnsData {
  /// An address (A, AAAA).
  record Address(IpAddress address) implements DnsData {}

  /// A name (CNAME, PTR, NS).
  record Name(String name) implements DnsData {}

  /// A mail server (MX).
  record MailServer(int preference, String name) implements DnsData {}

  /// The start of a zone (SOA).
  ///
  /// @param name of the first name server
  /// @param mailbox who is responsible
  /// @param numbers serial, refresh, retry, expire, minimum
  record ZoneStart(String name, String mailbox, List<Long> numbers) implements DnsData {
    /// How many numbers there are.
    static final int NUMBERS = 5;

    /// Copies the list.
    public ZoneStart {
      numbers = List.copyOf(numbers);
    }
  }

  /// A server of a service (SRV).
  record Service(int priority, int weight, int port, String target) implements DnsData {}

  /// Text (TXT), one string after another, bytes as characters.
  record Text(List<String> strings) implements DnsData {
    /// Copies the list.
    public Text {
      strings = List.copyOf(strings);
    }
  }

  /// Anything else.
  ///
  /// @param hex its bytes as hexadecimal digits
  record Opaque(String hex) implements DnsData {}
}
