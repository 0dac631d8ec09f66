package dev.drydock.drivers.profile;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// Which MAC address the engine chooses (libnetwork `netutils/utils.go`).
public enum MacPolicy {
  /// `02:42` and the four bytes of the IPv4 address, or four random ones where there is none.
  FROM_IPV4 {
    @Override
    public long choose(@Nullable IpAddress ipv4, RandomStream random) {
      return of(ipv4 == null ? random.nextInt() : ipv4.v4());
    }
  },
  /// Random, locally administered, unicast.
  RANDOM {
    @Override
    public long choose(@Nullable IpAddress ipv4, RandomStream random) {
      return ((random.nextLong() & 0xffff_ffff_ffffL) | 0x0200_0000_0000L) & ~0x0100_0000_0000L;
    }
  };

  /// `02:42` and the bytes of an IPv4 address.
  public static long of(int ipv4) {
    return 0x0242_0000_0000L | (ipv4 & 0xffff_ffffL);
  }

  /// A MAC address for a device with this IPv4 address, if it has one.
  public abstract long choose(@Nullable IpAddress ipv4, RandomStream random);
}
