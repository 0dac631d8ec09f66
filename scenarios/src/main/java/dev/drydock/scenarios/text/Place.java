package dev.drydock.scenarios.text;

import org.jspecify.annotations.Nullable;

/// A position in a named file: where a key or value was written. Prints as `file:line:column`.
public record Place(String file, Position position) implements Comparable<Place> {

  /// The first character of a file: for errors about the file as a whole.
  public static Place startOf(String file) {
    return new Place(file, Position.START);
  }

  @Override
  public int compareTo(Place other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : position.compareTo(other.position);
  }

  @Override
  public String toString() {
    return file + ":" + position;
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place that && position.equals(that.position) && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return (file.hashCode() * 31) + position.hashCode();
  }
}
