package dev.drydock.drivers.port;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which ports of the machine are given to containers (libnetwork `portallocator`).
///
/// A port that is asked for is taken or refused; one that is not is the next free after the one
/// given last, in the kernel's range for dynamic ports.
final class PortAllocator {
  /// `net.ipv4.ip_local_port_range`.
  private static final int DYNAMIC_FIRST = 32768;

  private static final int DYNAMIC_LAST = 60999;

  private final Map<Socket, Ports> taken = new LinkedHashMap<>();

  private final boolean asksAllAddresses;

  /// With all ports free.
  ///
  /// @param asksAllAddresses whether a port of all addresses is in the way of the same port of one,
  ///   and the other way round (`RequestPortsInRange` of 27.0); before, only whoever listens finds
  ///   out
  public PortAllocator(boolean asksAllAddresses) {
    this.asksAllAddresses = asksAllAddresses;
  }

  private record Socket(IpAddress address, Protocol protocol) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Socket that
          && protocol == that.protocol
          && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return (address.hashCode() * 31) + protocol.toString().hashCode();
    }
  }

  /// What is taken of one address and protocol, and where each range goes on: first, last → port
  /// given last.
  private static final class Ports {
    private final TreeSet<Integer> taken = new TreeSet<>();
    private final Map<Range, Integer> given = new LinkedHashMap<>();
  }

  private record Range(int first, int last) {}

  /// Takes the same port of several addresses.
  ///
  /// @param first the port, or the first of a range; 0 for the kernel's range
  /// @throws EngineException when somebody has it, or no port of the range is left
  public int take(List<IpAddress> addresses, Protocol protocol, int first, int last) {
    if (first != 0 && first == last) {
      for (IpAddress address : addresses) {
        IpAddress holder = holder(address, protocol, first);
        if (holder != null) {
          throw new EngineException(
              "Bind for " + holder + ":" + first + " failed: port is already allocated");
        }
      }
      addresses.forEach(a -> ports(a, protocol).taken.add(first));
      return first;
    }
    if ((first == 0) != (last == 0) || last < first) {
      throw new EngineException("invalid port range: " + first + "-" + last);
    }
    Range range = first == 0 ? new Range(DYNAMIC_FIRST, DYNAMIC_LAST) : new Range(first, last);
    return takeNext(addresses, protocol, range);
  }

  private int takeNext(List<IpAddress> addresses, Protocol protocol, Range range) {
    int port = ports(addresses.getFirst(), protocol).given.getOrDefault(range, range.last);
    for (int i = range.first; i <= range.last; i++) {
      port = port >= range.last ? range.first : port + 1;
      int candidate = port;
      if (addresses.stream().allMatch(a -> holder(a, protocol, candidate) == null)) {
        for (IpAddress address : addresses) {
          Ports ports = ports(address, protocol);
          ports.taken.add(candidate);
          ports.given.put(range, candidate);
        }
        return candidate;
      }
    }
    throw new EngineException("all ports are allocated");
  }

  /// Gives a port back.
  public void give(IpAddress address, Protocol protocol, int port) {
    ports(address, protocol).taken.remove(port);
  }

  private Ports ports(IpAddress address, Protocol protocol) {
    return taken.computeIfAbsent(new Socket(address, protocol), s -> new Ports());
  }

  /// The address whose port is in the way: the same, or one of the same family when one of the two
  /// stands for all.
  private @Nullable IpAddress holder(IpAddress address, Protocol protocol, int port) {
    for (Map.Entry<Socket, Ports> entry : taken.entrySet()) {
      IpAddress other = entry.getKey().address;
      boolean clashes =
          other.equals(address)
              || (asksAllAddresses
                  && other.isV6() == address.isV6()
                  && (other.isAny() || address.isAny()));
      if (clashes && entry.getKey().protocol == protocol && entry.getValue().taken.contains(port)) {
        return other;
      }
    }
    return null;
  }
}
