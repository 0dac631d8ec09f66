package dev.drydock.drivers.engine;

/// What a container is doing.
public enum State {
  /// Made, never started.
  CREATED("created"),
  /// Its process runs.
  RUNNING("running"),
  /// Its process is frozen.
  PAUSED("paused"),
  /// Its process has ended, and will be started again in a while.
  RESTARTING("restarting"),
  /// Its process has ended.
  EXITED("exited");

  private final String word;

  State(String word) {
    this.word = word;
  }

  /// The word `docker inspect` uses.
  public String word() {
    return word;
  }

  /// Whether `docker ps` lists it without `-a`.
  public boolean isListed() {
    return this == RUNNING || this == PAUSED || this == RESTARTING;
  }

  /// Whether there is a process.
  public boolean isAlive() {
    return this == RUNNING || this == PAUSED;
  }
}
