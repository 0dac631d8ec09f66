package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `getent` of glibc for the databases of hosts: `hosts`, `ahosts`, `ahostsv4`, `ahostsv6`.
final class GetentTool implements Tool {
  private static final int NOT_FOUND = 2;

  private final NameLookup names;

  GetentTool(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (words.isEmpty()) {
      invocation.err("getent: wrong number of arguments");
      return 1;
    }
    String database = words.get(0);
    if (!List.of("hosts", "ahosts", "ahostsv4", "ahostsv6").contains(database)) {
      invocation.err("Unknown database: " + database);
      return 1;
    }
    int status = 0;
    for (String key : words.subList(1, words.size())) {
      List<String> lines =
          database.equals("hosts") ? host(invocation, key) : all(invocation, words.get(0), key);
      lines.forEach(invocation::out);
      status = lines.isEmpty() ? NOT_FOUND : status;
    }
    return status;
  }

  /// An address gives its name; a name gives its IPv6 addresses, else those of IPv4.
  private List<String> host(Invocation invocation, String key) {
    IpAddress address = IpAddress.parseOrNull(key);
    if (address != null) {
      String name = names.nameOf(invocation, address);
      return name.isEmpty() ? List.of() : List.of(line(address, name));
    }
    NameLookup.Answer answer = names.addresses(invocation, key);
    boolean v6 = answer.addresses().stream().anyMatch(IpAddress::isV6);
    return answer.addresses().stream()
        .filter(a -> a.isV6() == v6)
        .map(a -> line(a, answer.canonicalName()))
        .toList();
  }

  private static String line(IpAddress address, String name) {
    return String.format(Locale.ROOT, "%-15s %s", address, name);
  }

  /// Every address with every kind of socket.
  private List<String> all(Invocation invocation, String database, String key) {
    NameLookup.Answer answer = names.addresses(invocation, key);
    List<String> lines = new ArrayList<>();
    for (IpAddress address : answer.addresses()) {
      if (database.equals("ahosts") || address.isV6() == database.endsWith("6")) {
        for (String kind : List.of("STREAM", "DGRAM", "RAW")) {
          String name = lines.isEmpty() ? " " + answer.canonicalName() : "";
          lines.add(String.format(Locale.ROOT, "%-15s %-6s%s", address, kind, name));
        }
      }
    }
    return lines;
  }
}
