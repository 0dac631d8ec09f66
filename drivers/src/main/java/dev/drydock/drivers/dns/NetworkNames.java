package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that one network knows (libnetwork `svcInfo`): name -> addresses, and address -> the
/// name that is told for it. A name may be given to the same address several times; it stays until
/// it was taken away as often.
public final class NetworkNames {
  private final Map<String, List<IpAddress>> addresses = new LinkedHashMap<>();
  private final Map<IpAddress, List<String>> names = new LinkedHashMap<>();

  /// A network without names.
  public NetworkNames() {}

  /// Gives an address a name.
  public void add(String name, IpAddress address) {
    addresses.computeIfAbsent(DnsName.key(name), n -> new ArrayList<>()).add(address);
  }

  /// Takes a name away from an address.
  public void remove(String name, IpAddress address) {
    List<IpAddress> list = addresses.get(DnsName.key(name));
    if (list != null) {
      list.remove(address);
      if (list.isEmpty()) {
        addresses.remove(DnsName.key(name));
      }
    }
  }

  /// Says what an address is called; what was said first counts.
  public void addReverse(IpAddress address, String name) {
    names.computeIfAbsent(address, n -> new ArrayList<>()).add(name);
  }

  /// Ends what [#addReverse] began.
  public void removeReverse(IpAddress address, String name) {
    List<String> list = names.get(address);
    if (list != null) {
      list.remove(name);
      if (list.isEmpty()) {
        names.remove(address);
      }
    }
  }

  /// The addresses of a name, IPv4 and IPv6, each once; empty when it is unknown.
  public List<IpAddress> addresses(String name) {
    return addresses.getOrDefault(DnsName.key(name), List.of()).stream().distinct().toList();
  }

  /// The name of an address; empty when it is unknown.
  public String nameOf(IpAddress address) {
    return names.getOrDefault(address, List.of("")).getFirst();
  }
}
