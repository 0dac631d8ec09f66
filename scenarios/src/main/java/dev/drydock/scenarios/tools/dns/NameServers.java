package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.ResolverConfig;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;

/// Whom a tool asks: the name servers of its place, or one that its user names.
final class NameServers {
  private NameServers() {}

  /// What `/etc/resolv.conf` of the place says.
  static ResolverConfig configured(Invocation invocation) {
    String text = invocation.place().files().read("/etc/resolv.conf");
    return ResolverConfig.parse(text == null ? "" : text);
  }

  /// The configured ones, as texts.
  static List<String> texts(Invocation invocation) {
    return configured(invocation).servers().stream().map(IpAddress::toString).toList();
  }

  /// The address of one that was named.
  ///
  /// @param unknown the end of the tool when there is no such name
  static IpAddress address(
      NameLookup names, Invocation invocation, String server, CommandFailure unknown)
      throws CommandFailure {
    List<IpAddress> found = names.addresses(invocation, server).addresses();
    if (found.isEmpty()) {
      throw unknown;
    }
    return found.getFirst();
  }

  /// The one that a tool asks which asks one only: the named one, else the first configured.
  ///
  /// @param words the name asked for, and perhaps the server
  static SocketAddress only(
      NameLookup names, Invocation invocation, List<String> words, Asker asker)
      throws CommandFailure {
    if (words.size() < 2) {
      return new SocketAddress(configured(invocation).servers().getFirst(), asker.port);
    }
    String why = asker.tool + ": couldn't get address for '" + words.get(1) + "': not found";
    CommandFailure unknown = new CommandFailure(1, why);
    return new SocketAddress(address(names, invocation, words.get(1), unknown), asker.port);
  }

  /// Who asks.
  ///
  /// @param tool its name, for its complaints
  /// @param port where it asks
  record Asker(String tool, int port) {}
}
