package dev.drydock.pcap.filter;

import java.io.Serial;

/// A filter that makes no sense. The message says where and why; it is meant for the user.
public final class FilterException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int column;

  FilterException(int column, String problem) {
    super("column " + column + ": " + problem);
    this.column = column;
  }

  /// Where in the filter, from 1.
  public int column() {
    return column;
  }
}
