package dev.drydock.pcap.filter;

/// Which end of a conversation a test looks at.
enum Direction {
  SOURCE,
  DESTINATION,
  EITHER,
  BOTH;

  boolean holds(boolean source, boolean destination) {
    return switch (this) {
      case SOURCE -> source;
      case DESTINATION -> destination;
      case EITHER -> source || destination;
      case BOTH -> source && destination;
    };
  }
}
