package dev.drydock.drivers.swarm;

import org.jspecify.annotations.Nullable;

/// What tasks may use and what is kept for them (moby `swarm.ResourceRequirements`). Limits are
/// shown and checked as managers do; what is kept for tasks is taken from what a node has.
///
/// @param limits `--limit-…`; null where nobody speaks of them
/// @param reservations `--reserve-…`; null where nobody speaks of them
public record TaskResources(@Nullable Amount limits, @Nullable Amount reservations) {
  /// As `docker service create` asks.
  public static final TaskResources ANY = new TaskResources(Amount.NONE, Amount.NONE);

  /// So much of it; 0 for any number.
  ///
  /// @param nanoCpus billionths of a processor
  /// @param memoryBytes of memory
  /// @param processes how many; of limits only
  public record Amount(long nanoCpus, long memoryBytes, long processes) {
    /// Any.
    public static final Amount NONE = new Amount(0, 0, 0);

    /// What every node has; a guess, since no network depends on it.
    public static final Amount OF_A_NODE = new Amount(2_000_000_000L, 4L << 30, 0);

    private boolean isNothing() {
      return nanoCpus == 0 && memoryBytes == 0;
    }
  }

  /// Whether something is to be kept for a task.
  boolean hasReservations() {
    return reservations != null && !reservations.isNothing();
  }

  /// What is kept for a task.
  Amount reserved() {
    return reservations == null ? Amount.NONE : reservations;
  }
}
