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
  /// More changes than these are not left for later.
  private static final int LATER_MAX = 1 << 16;

  private final Given<String, IpAddress> addresses = new Given<>();
  private final Given<IpAddress, String> names = new Given<>();
  private final List<Change> later = new ArrayList<>();

  /// A network without names.
  public NetworkNames() {}

  /// Names that come or go.
  @FunctionalInterface
  public interface Change {
    /// Makes the change, with [#add], [#remove], [#addReverse] and [#removeReverse].
    void apply(NetworkNames table);
  }

  /// Notes a change, which is made when somebody asks for a name: most nodes of a large swarm never
  /// ask for most of its names.
  public void later(Change change) {
    later.add(change);
    if (later.size() > LATER_MAX) {
      settle();
    }
  }

  private void settle() {
    for (Change each : later) {
      each.apply(this);
    }
    later.clear();
  }

  /// Gives an address names, the first of which is told for it, or takes them away.
  public void change(List<String> given, IpAddress address, boolean isThere) {
    for (String name : given) {
      if (isThere) {
        add(name, address);
      } else {
        remove(name, address);
      }
    }
    if (!given.isEmpty() && isThere) {
      addReverse(address, given.getFirst());
    } else if (!given.isEmpty()) {
      removeReverse(address, given.getFirst());
    }
  }

  /// Gives an address a name.
  public void add(String name, IpAddress address) {
    addresses.add(DnsName.key(name), address);
  }

  /// Takes a name away from an address.
  public void remove(String name, IpAddress address) {
    addresses.remove(DnsName.key(name), address);
  }

  /// Says what an address is called; what was said first counts.
  public void addReverse(IpAddress address, String name) {
    names.add(address, name);
  }

  /// Ends what [#addReverse] began.
  public void removeReverse(IpAddress address, String name) {
    names.remove(address, name);
  }

  /// The addresses of a name, IPv4 and IPv6, each once; empty when it is unknown.
  public List<IpAddress> addresses(String name) {
    settle();
    return addresses.of(DnsName.key(name)).stream().distinct().toList();
  }

  /// The name of an address; empty when it is unknown.
  public String nameOf(IpAddress address) {
    settle();
    List<String> given = names.of(address);
    return given.isEmpty() ? "" : given.getFirst();
  }

  /// What each key was given, in order and as often as it was given.
  private static final class Given<K, V> {
    private final Map<K, List<V>> lists = new LinkedHashMap<>();

    void add(K key, V value) {
      lists.computeIfAbsent(key, k -> new ArrayList<>(1)).add(value);
    }

    void remove(K key, V value) {
      List<V> list = lists.get(key);
      if (list != null) {
        list.remove(value);
        if (list.isEmpty()) {
          lists.remove(key);
        }
      }
    }

    List<V> of(K key) {
      return lists.getOrDefault(key, List.of());
    }
  }
}
