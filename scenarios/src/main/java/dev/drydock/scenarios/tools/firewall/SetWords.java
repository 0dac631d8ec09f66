package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.IpSet;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/// Reads types and entries of sets.
final class SetWords {
  /// What one word may stand for: more is refused.
  private static final int ENTRIES_MAX = 65_536;

  private SetWords() {}

  static IpSet.Type type(String word) throws CommandFailure {
    for (IpSet.Type type : IpSet.Type.values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw syntax("typename '" + word + "' is unknown");
  }

  static int number(String text) throws CommandFailure {
    if (!text.matches("\\d{1,9}")) {
      throw syntax("'" + text + "' is invalid as number");
    }
    return Integer.parseInt(text);
  }

  /// The entries that a word stands for: `10.0.0.1`, `10.0.0.0/30`, `10.0.0.1-10.0.0.3`,
  /// `10.0.0.1,udp:53`.
  static List<IpSet.Entry> entries(IpSet.Type type, String word) throws CommandFailure {
    String[] parts = word.split(",", 2);
    if (type != IpSet.Type.IP_PORT) {
      return addresses(type, parts[0], 0, 0);
    }
    if (parts.length < 2) {
      throw syntax("Second element is missing from " + word + ".");
    }
    String[] port = parts[1].split(":", 2);
    int protocol = port.length == 2 ? Protocols.number(port[0]) : Ipv4.TCP;
    if (protocol <= 0) {
      throw syntax("cannot parse '" + port[0] + "' as a protocol");
    }
    return addresses(type, parts[0], protocol, number(port[port.length - 1]));
  }

  private static List<IpSet.Entry> addresses(IpSet.Type type, String text, int protocol, int port)
      throws CommandFailure {
    String[] ends = text.split("-", 2);
    Ipv4Prefix prefix = prefix(ends[0]);
    if (type == IpSet.Type.NET && ends.length == 1) {
      return List.of(new IpSet.Entry(prefix, 0, 0));
    }
    long first = prefix.address() & 0xffff_ffffL;
    long last = first + (1L << (32 - prefix.length())) - 1;
    if (ends.length == 2) {
      last = prefix(ends[1]).address() & 0xffff_ffffL;
    }
    if (last < first || last - first >= ENTRIES_MAX) {
      throw IpsetErrors.kernel("Hash is full, cannot add more elements");
    }
    List<IpSet.Entry> entries = new ArrayList<>();
    for (long address = first; address <= last; address++) {
      entries.add(new IpSet.Entry(new Ipv4Prefix((int) address, 32), protocol, port));
    }
    return entries;
  }

  private static Ipv4Prefix prefix(String text) throws CommandFailure {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!Ipv4Address.isValid(address)) {
      throw syntax("cannot parse " + text + ": resolving to IPv4 address failed");
    }
    int length = slash < 0 ? 32 : number(text.substring(slash + 1));
    if (length > 32 || length == 0) {
      throw syntax("'" + length + "' is out of range 1-32");
    }
    return new Ipv4Prefix(Ipv4Address.parse(address), length).masked();
  }

  private static CommandFailure syntax(String message) {
    return IpsetErrors.kernel("Syntax error: " + message);
  }
}
