package dev.drydock.drivers.ipam;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The addresses of a subnet that nobody has, as ranges: first → last. Taking and giving back cost
/// the logarithm of the number of ranges.
final class FreeRanges {
  private final TreeMap<IpAddress, IpAddress> free = new TreeMap<>();

  FreeRanges(IpPrefix all) {
    free.put(all.first(), all.last());
  }

  /// The lowest free address of a prefix.
  @Nullable IpAddress lowest(IpPrefix within) {
    return lowest(within.first(), within.last());
  }

  /// The lowest free address from one to another.
  @Nullable IpAddress lowest(IpAddress first, IpAddress last) {
    Map.Entry<IpAddress, IpAddress> range = free.floorEntry(first);
    if (range != null && range.getValue().compareTo(first) >= 0) {
      return first;
    }
    IpAddress next = free.higherKey(first);
    return next != null && next.compareTo(last) <= 0 ? next : null;
  }

  /// How many addresses of a prefix are free, or the limit if there are more.
  int count(IpPrefix within, int limit) {
    IpAddress at = lowest(within);
    int count = 0;
    while (at != null && count < limit) {
      count++;
      at = at.equals(within.last()) ? null : lowest(at.next(), within.last());
    }
    return count;
  }

  /// How many addresses of a prefix are free.
  BigInteger count(IpPrefix within) {
    BigInteger count = BigInteger.ZERO;
    for (Map.Entry<IpAddress, IpAddress> range : free.headMap(within.last(), true).entrySet()) {
      BigInteger first = number(range.getKey()).max(number(within.first()));
      BigInteger last = number(range.getValue()).min(number(within.last()));
      count = count.add(last.subtract(first).add(BigInteger.ONE).max(BigInteger.ZERO));
    }
    return count;
  }

  private static BigInteger number(IpAddress address) {
    BigInteger high = new BigInteger(Long.toUnsignedString(address.high()));
    return high.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(address.low())));
  }

  /// Takes an address.
  ///
  /// @return false when somebody has it
  boolean take(IpAddress address) {
    Map.Entry<IpAddress, IpAddress> range = free.floorEntry(address);
    if (range == null || range.getValue().compareTo(address) < 0) {
      return false;
    }
    IpAddress first = range.getKey();
    IpAddress last = range.getValue();
    free.remove(first);
    if (!first.equals(address)) {
      free.put(first, address.previous());
    }
    if (!last.equals(address)) {
      free.put(address.next(), last);
    }
    return true;
  }

  /// Gives an address back; one that is free already stays so.
  void give(IpAddress address) {
    Map.Entry<IpAddress, IpAddress> below = free.floorEntry(address);
    if (below != null && below.getValue().compareTo(address) >= 0) {
      return;
    }
    IpAddress first = address;
    IpAddress last = address;
    if (below != null && below.getValue().next().equals(address)) {
      first = below.getKey();
    }
    IpAddress above = free.get(address.next());
    if (above != null) {
      free.remove(address.next());
      last = above;
    }
    free.put(first, last);
  }
}
