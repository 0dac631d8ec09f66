package dev.drydock.scenarios.text;

import java.util.Comparator;

/// A line and a column of a text, both counted from 1; a column counts characters (code points).
public record Position(int line, int column) implements Comparable<Position> {

  /// Where every text begins.
  public static final Position START = new Position(1, 1);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
