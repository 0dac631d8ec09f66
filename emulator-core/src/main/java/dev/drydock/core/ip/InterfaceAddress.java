package dev.drydock.core.ip;

import dev.drydock.core.ip.route.Scope;
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
/// @param details what is rarely said of it
public record InterfaceAddress(
    Ipv4Prefix prefix,
    int broadcast,
    Scope scope,
    String label,
    boolean secondary,
    long endNanos,
    Details details) {
  /// What is rarely said of an address.
  ///
  /// @param peer the other end, whose network is reached by it; null for that of the address itself
  /// @param noNetworkRoute whether its network gets no route (`noprefixroute`)
  /// @param metric of the route of its network
  /// @param preferredNanos how long it is preferred, of a lifetime; -1 as long as it is there
  /// @param joinsGroup whether it is a group, which is joined while it is there (`autojoin`)
  public record Details(
      @Nullable Ipv4Prefix peer,
      boolean noNetworkRoute,
      int metric,
      long preferredNanos,
      boolean joinsGroup) {
    /// Nothing is said.
    public static final Details NONE = new Details(null, false, 0, -1, false);
  }

  /// The network it is in: that of the other end where there is one (`ifa_address`).
  public Ipv4Prefix network() {
    Ipv4Prefix peer = details.peer;
    return peer == null ? prefix : peer;
  }

  /// Whether it ends some day, as one that DHCP gave (without `IFA_F_PERMANENT`).
  public boolean isDynamic() {
    return endNanos != Long.MAX_VALUE;
  }

  /// The same with another end.
  InterfaceAddress until(long newEndNanos) {
    return new InterfaceAddress(prefix, broadcast, scope, label, secondary, newEndNanos, details);
  }

  /// The same with another label.
  InterfaceAddress labelled(String newLabel) {
    return new InterfaceAddress(prefix, broadcast, scope, newLabel, secondary, endNanos, details);
  }

  /// The same, as the first of its network or a later one.
  InterfaceAddress ranked(boolean isSecondary) {
    return isSecondary == secondary
        ? this
        : new InterfaceAddress(prefix, broadcast, scope, label, isSecondary, endNanos, details);
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
        && endNanos == that.endNanos
        && details.equals(that.details);
  }

  @Override
  public int hashCode() {
    return (prefix.hashCode() * 31) + label.hashCode();
  }
}
