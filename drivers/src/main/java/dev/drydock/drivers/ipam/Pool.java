package dev.drydock.drivers.ipam;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A subnet that somebody holds, and who has its addresses: the lowest free one goes to whoever
/// asks, every time. The first and the last address of a subnet are kept back.
public final class Pool {
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final IpPrefix subnet;
  private final IpPrefix range;
  private final FreeRanges free;

  /// A subnet whose addresses are all free but the two kept back.
  ///
  /// @param range where addresses come from when none is named; null for all of the subnet
  public Pool(IpPrefix subnet, @Nullable IpPrefix range) {
    this(subnet, range, new FreeRanges(subnet));
    int hostBits = subnet.address().bits() - subnet.length();
    if (hostBits > 1) {
      free.take(subnet.first());
      if (!subnet.isV6()) {
        free.take(subnet.last());
      }
    }
  }

  private Pool(IpPrefix subnet, @Nullable IpPrefix range, FreeRanges free) {
    this.subnet = subnet;
    this.range = range == null ? subnet : range;
    this.free = free;
  }

  /// The same subnet with another range; the two share who has which address.
  Pool sharing(@Nullable IpPrefix otherRange) {
    return new Pool(subnet, otherRange, free);
  }

  /// The subnet.
  public IpPrefix subnet() {
    return subnet;
  }

  /// Where addresses come from when none is named.
  public IpPrefix range() {
    return range;
  }

  /// Takes the lowest free address.
  ///
  /// @return null when there is none
  public @Nullable IpAddress takeLowest() {
    IpAddress lowest = free.lowest(range);
    if (lowest != null) {
      free.take(lowest);
    }
    return lowest;
  }

  /// How many addresses [#takeLowest] has left, or the limit if there are more.
  public int freeUpTo(int limit) {
    return free.count(range, limit);
  }

  /// Whether no address of the subnet is free, in its range or not.
  public boolean isExhausted() {
    return free.count(subnet, 1) == 0;
  }

  /// How many addresses of the subnet are taken or kept back; at most what 64 bits hold.
  public BigInteger taken() {
    return all(subnet).subtract(free.count(subnet)).min(MOST);
  }

  /// How many addresses of the range are free; at most what 64 bits hold.
  public BigInteger available() {
    return free.count(range).min(MOST);
  }

  private static BigInteger all(IpPrefix prefix) {
    return BigInteger.ONE.shiftLeft(prefix.address().bits() - prefix.length());
  }

  /// Takes an address of the subnet.
  ///
  /// @return false when somebody has it, or it is kept back
  public boolean take(IpAddress address) {
    return subnet.contains(address) && free.take(address);
  }

  /// Gives an address back.
  public void give(IpAddress address) {
    free.give(address);
  }

  @Override
  public String toString() {
    return subnet.toString();
  }
}
