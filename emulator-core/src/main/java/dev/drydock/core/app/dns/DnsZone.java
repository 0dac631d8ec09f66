package dev.drydock.core.app.dns;

import dev.drydock.core.wire.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The names a server knows, as dnsmasq has them from its hosts file and `local=` lines.
///
/// @param hosts name -> its addresses
/// @param local domains of which it knows all names; others it would have to ask about
/// @param anyName the address of every name that is not listed; null when such names have none
public record DnsZone(
    Map<String, List<IpAddress>> hosts, List<String> local, @Nullable IpAddress anyName) {
  /// Copies the collections, names in the form by which they are compared.
  public DnsZone {
    Map<String, List<IpAddress>> copy = new LinkedHashMap<>();
    hosts.forEach((name, addresses) -> copy.put(DnsName.key(name), List.copyOf(addresses)));
    hosts = Collections.unmodifiableMap(copy);
    local = local.stream().map(DnsName::key).toList();
  }

  /// A zone of names with one address each.
  public static DnsZone of(Map<String, IpAddress> hosts, List<String> local) {
    Map<String, List<IpAddress>> lists = new LinkedHashMap<>();
    hosts.forEach((name, address) -> lists.put(name, List.of(address)));
    return new DnsZone(lists, local, null);
  }

  /// The same zone where every other name has this address.
  public DnsZone withAnyName(IpAddress address) {
    return new DnsZone(hosts, local, address);
  }

  /// Whether a name is known by name.
  boolean knows(String name) {
    return hosts.containsKey(DnsName.key(name));
  }

  /// The addresses of a name of one family.
  List<IpAddress> addresses(String name, boolean isV6) {
    List<IpAddress> all = hosts.get(DnsName.key(name));
    if (all == null) {
      all = anyName == null || isLocal(name) ? List.of() : List.of(anyName);
    }
    return all.stream().filter(a -> a.isV6() == isV6).toList();
  }

  /// Whether a name belongs to a domain of which all names are known. Where every name has an
  /// address, those of one label do not: a top-level domain is no host.
  boolean isLocal(String name) {
    String key = DnsName.key(name);
    boolean isTopLevel = anyName != null && key.indexOf('.') < 0;
    return isTopLevel || local.stream().anyMatch(d -> key.equals(d) || key.endsWith("." + d));
  }

  /// The name of an address under `in-addr.arpa` or `ip6.arpa`: of several that have it, the first
  /// (dnsmasq 2.90 `cache.c`, `add_hosts_entry`).
  Optional<String> name(String reverse) {
    String key = DnsName.key(reverse);
    return hosts.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(a -> DnsName.reverse(a).equals(key)))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
