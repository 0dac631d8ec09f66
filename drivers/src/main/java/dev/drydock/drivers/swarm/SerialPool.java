package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.ipam.Pool;
import org.jspecify.annotations.Nullable;

/// The addresses of a subnet, given out one after the other: an address that was given back is used
/// again only when all behind it were (libnetwork `ipam`, option `serialAlloc`).
final class SerialPool {
  private final Pool pool;
  private @Nullable IpAddress last;

  SerialPool(Pool pool) {
    this.pool = pool;
  }

  Pool pool() {
    return pool;
  }

  /// The next address; null when all are taken.
  @Nullable IpAddress takeNext() {
    IpAddress from = last == null ? pool.range().first() : after(last);
    IpAddress address = from;
    do {
      if (pool.take(address)) {
        last = address;
        return address;
      }
      address = after(address);
    } while (!address.equals(from));
    return null;
  }

  private IpAddress after(IpAddress address) {
    return address.equals(pool.range().last()) ? pool.range().first() : address.next();
  }

  /// Another manager gives addresses now, or the same one after its daemon started again: it begins
  /// with the first that is free (20.10.24, twice).
  void beginAnew() {
    last = null;
  }

  /// Takes one address; the order of the others is not changed by it.
  boolean take(IpAddress address) {
    return pool.take(address);
  }

  void give(IpAddress address) {
    pool.give(address);
  }
}
