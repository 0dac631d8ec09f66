package dev.drydock.junit;

import java.util.List;

/// Whether one end of a flow reaches the other.
///
/// @param succeeds whether the other end answered
/// @param verdict in a line: who reaches whom, or what stopped it
/// @param way what happened to the packets, a line for each interface, rule and loss
public record Reach(boolean succeeds, String verdict, List<String> way) {
  /// Copies the list.
  public Reach {
    way = List.copyOf(way);
  }

  /// The verdict, and the way below it, for the messages of assertions.
  public String explanation() {
    return way.isEmpty() ? verdict : verdict + "\n" + String.join("\n", way);
  }

  @Override
  public String toString() {
    return explanation();
  }
}
