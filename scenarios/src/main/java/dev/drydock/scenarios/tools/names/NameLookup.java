package dev.drydock.scenarios.tools.names;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;

/// How a command finds the addresses of a name and the name of an address, as the C library's
/// `getaddrinfo` and `getnameinfo` do. Both may let virtual time pass.
public interface NameLookup {
  /// The addresses of a name.
  Answer addresses(Invocation invocation, String name);

  /// The name of an address; empty when it has none.
  String nameOf(Invocation invocation, IpAddress address);

  /// What came of a look-up.
  enum Outcome {
    /// There are addresses.
    FOUND,
    /// The name does not exist.
    UNKNOWN,
    /// Nobody who knows could be asked.
    TEMPORARY_FAILURE
  }

  /// The answer to a look-up.
  ///
  /// @param canonicalName the name's own name
  /// @param addresses in the order to try; empty unless found
  record Answer(Outcome outcome, String canonicalName, List<IpAddress> addresses) {
    /// Copies the list.
    public Answer {
      addresses = List.copyOf(addresses);
    }

    /// A failure.
    public static Answer of(Outcome outcome) {
      return new Answer(outcome, "", List.of());
    }
  }
}
