package dev.drydock.core.ip;

import dev.drydock.core.wire.Ipv4Prefix;
import org.jspecify.annotations.Nullable;

/// An IPv4 address of an interface (Linux `struct in_ifaddr`).
///
/// @param prefix the address and the length of its network
/// @param broadcast the broadcast address that was set, 0 for none
/// @param scope how far the address is valid
/// @param label the name `ip addr` and `ifconfig` show beside it
/// @param secondary whether an earlier address has the same network
/// @param endNanos when it ends, `Long.MAX_VALUE` for never
public record InterfaceAddress(
    Ipv4Prefix prefix, int broadcast, Scope scope, String label, boolean secondary, long endNanos) {
  /// Whether it ends some day, as one that DHCP gave (without `IFA_F_PERMANENT`).
  public boolean isDynamic() {
    return endNanos != Long.MAX_VALUE;
  }

  /// The same with another end.
  InterfaceAddress until(long newEndNanos) {
    return new InterfaceAddress(prefix, broadcast, scope, label, secondary, newEndNanos);
  }

  /// The address itself.
  public int address() {
    return prefix.address();
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InterfaceAddress that
        && prefix.equals(that.prefix)
        && broadcast == that.broadcast
        && scope == that.scope
        && label.equals(that.label)
        && secondary == that.secondary
        && endNanos == that.endNanos;
  }

  @Override
  public int hashCode() {
    return (prefix.hashCode() * 31) + label.hashCode();
  }
}
