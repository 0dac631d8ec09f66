package dev.drydock.core.sim;

/// Spans of virtual time, in nanoseconds.
public final class Nanos {
  /// A second.
  public static final long SECOND = 1_000_000_000L;

  private Nanos() {}
}
