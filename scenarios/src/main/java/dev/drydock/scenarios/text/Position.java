package dev.drydock.scenarios.text;

import org.jspecify.annotations.Nullable;

/// A line and a column of a text, both counted from 1; a column counts characters (code points).
public record Position(int line, int column) implements Comparable<Position> {

  /// Where every text begins.
  public static final Position START = new Position(1, 1);

  @Override
  public int compareTo(Position other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position that && line == that.line && column == that.column;
  }

  @Override
  public int hashCode() {
    return (line * 31) + column;
  }
}
