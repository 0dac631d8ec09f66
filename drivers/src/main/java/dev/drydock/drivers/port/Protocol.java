package dev.drydock.drivers.port;

/// A transport protocol, in the order in which ports are published.
public enum Protocol {
  /// `tcp`.
  TCP(6),
  /// `udp`.
  UDP(17),
  /// `sctp`.
  SCTP(132);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /// The IP protocol number.
  public int number() {
    return number;
  }

  @Override
  public String toString() {
    return switch (this) {
      case TCP -> "tcp";
      case UDP -> "udp";
      case SCTP -> "sctp";
    };
  }
}
