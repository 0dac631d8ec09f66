package dev.drydock.core.netfilter.rule;

/// Ports from first to last, both included.
record PortRange(int first, int last) {
  static final PortRange ANY = new PortRange(0, 65_535);

  boolean contains(int port) {
    return port >= first && port <= last;
  }

  boolean isAny() {
    return first == 0 && last == 65_535;
  }

  /// With the names that ports have.
  String named(char separator) {
    String text = Ports.name(first);
    return first == last ? text : text + separator + Ports.name(last);
  }

  String text(char separator) {
    return first == last ? Integer.toString(first) : first + String.valueOf(separator) + last;
  }
}
