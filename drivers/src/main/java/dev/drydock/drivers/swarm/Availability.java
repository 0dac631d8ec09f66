package dev.drydock.drivers.swarm;

/// Whether tasks are given to a node.
public enum Availability {
  /// They are.
  ACTIVE("Active"),
  /// No new ones are.
  PAUSE("Pause"),
  /// Those it has go elsewhere.
  DRAIN("Drain");

  private final String word;

  Availability(String word) {
    this.word = word;
  }

  /// The word of `docker node ls`.
  public String word() {
    return word;
  }
}
