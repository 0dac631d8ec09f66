package dev.drydock.core.ip.neighbour;

/// The states of neighbour unreachability detection (Linux `NUD_*`, RFC 4861 section 7.3.2), by the
/// words of `ip neigh`.
public enum NudState {
  /// Nothing is known yet.
  NONE,
  /// Asked, no answer yet; packets wait.
  INCOMPLETE,
  /// Confirmed a short time ago.
  REACHABLE,
  /// Known, not confirmed lately.
  STALE,
  /// Used while stale; waits for a confirmation from above.
  DELAY,
  /// Asked again, directly.
  PROBE,
  /// No answer.
  FAILED,
  /// Set by hand, never changes.
  PERMANENT;

  /// Whether the address may be used (`NUD_VALID`).
  public boolean isValid() {
    return this == REACHABLE
        || this == STALE
        || this == DELAY
        || this == PROBE
        || this == PERMANENT;
  }

  /// Whether the address is known to work (`NUD_CONNECTED`).
  public boolean isConnected() {
    return this == REACHABLE || this == PERMANENT;
  }
}
