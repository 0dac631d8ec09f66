package dev.drydock.drivers.profile;

/// Which fields the engine shows, and in which order: in `docker inspect`, `info` and `events`.
public enum InspectStyle {
  /// 20.10 to 24.
  V20_10,
  /// 25 and 26: DNS names have a field of their own; the MAC stands before the identifiers.
  V25,
  /// 27: a driver's options do as well.
  V27,
  /// 28: gateway priority, and whether a network has IPv4.
  V28,
  /// 29: the fields of the default network alone are gone.
  V29;

  /// Whether this style is that one or a newer one.
  public boolean isAtLeast(InspectStyle other) {
    return compareTo(other) >= 0;
  }
}
