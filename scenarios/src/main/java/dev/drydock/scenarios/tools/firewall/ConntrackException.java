package dev.drydock.scenarios.tools.firewall;

/// A `conntrack` command that is refused.
final class ConntrackException extends Exception {
  /// The status after a wrong parameter, with a hint at the help.
  static final int USAGE = 2;

  private static final long serialVersionUID = 1;

  private final int status;

  ConntrackException(int status, String message) {
    super(message);
    this.status = status;
  }

  /// A wrong parameter.
  static ConntrackException usage(String message) {
    return new ConntrackException(USAGE, message);
  }

  int status() {
    return status;
  }
}
