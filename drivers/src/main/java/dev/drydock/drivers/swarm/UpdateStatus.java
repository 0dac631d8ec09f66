package dev.drydock.drivers.swarm;

/// What became of the last update of a service (swarmkit `api.UpdateStatus`).
///
/// @param state how far it is
/// @param message what is said about it
/// @param startedNanos when it began
/// @param completedNanos when it was done; 0 before
public record UpdateStatus(State state, String message, long startedNanos, long completedNanos) {
  /// How far an update is.
  public enum State {
    /// It goes on.
    UPDATING("updating"),
    /// It stopped because tasks failed.
    PAUSED("paused"),
    /// It is done.
    COMPLETED("completed"),
    /// The service becomes what it was.
    ROLLBACK_STARTED("rollback_started"),
    /// That stopped because tasks failed.
    ROLLBACK_PAUSED("rollback_paused"),
    /// That is done.
    ROLLBACK_COMPLETED("rollback_completed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /// The word of `docker service inspect`.
    public String word() {
      return word;
    }
  }

  /// Whether it is one that goes back.
  public boolean isRollback() {
    return state.word.startsWith("rollback");
  }

  /// Whether nothing more happens.
  public boolean isPaused() {
    return state == State.PAUSED || state == State.ROLLBACK_PAUSED;
  }

  UpdateStatus paused(String why) {
    return new UpdateStatus(
        isRollback() ? State.ROLLBACK_PAUSED : State.PAUSED, why, startedNanos, 0);
  }

  UpdateStatus completed(long nowNanos) {
    return isRollback()
        ? new UpdateStatus(State.ROLLBACK_COMPLETED, "rollback completed", startedNanos, nowNanos)
        : new UpdateStatus(State.COMPLETED, "update completed", startedNanos, nowNanos);
  }
}
