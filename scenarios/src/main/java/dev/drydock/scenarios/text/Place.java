package dev.drydock.scenarios.text;

import java.util.Comparator;

/// A position in a named file: where a key or value was written. Prints as `file:line:column`.
public record Place(String file, Position position) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file).thenComparing(Place::position);

  /// The first character of a file: for errors about the file as a whole.
  public static Place startOf(String file) {
    return new Place(file, Position.START);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + position;
  }
}
