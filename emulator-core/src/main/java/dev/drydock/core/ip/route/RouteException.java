package dev.drydock.core.ip.route;

/// What was learned about one destination, see [RouteExceptions].
public final class RouteException {
  final Route route;
  int mtuBytes;
  boolean mtuLocked;
  int gateway;
  long expiresNanos;

  RouteException(Route route) {
    this.route = route;
  }

  /// The MTU of the path; 0 when only a gateway was learned.
  public int mtuBytes() {
    return mtuBytes;
  }

  /// Whether packets may be fragmented all the same: the path asked for less than is believed.
  public boolean isMtuLocked() {
    return mtuLocked;
  }

  /// The better gateway; 0 when none was learned.
  public int gateway() {
    return gateway;
  }

  /// Until when it holds.
  public long expiresNanos() {
    return expiresNanos;
  }
}
