package dev.drydock.drivers.network;

/// How far a driver's networks reach.
public enum DataScope {
  /// One engine.
  LOCAL("local"),
  /// All engines of a swarm.
  SWARM("swarm");

  private final String word;

  DataScope(String word) {
    this.word = word;
  }

  /// The word `docker network ls` uses.
  public String word() {
    return word;
  }
}
