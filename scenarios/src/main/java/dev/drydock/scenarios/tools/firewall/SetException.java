package dev.drydock.scenarios.tools.firewall;

/// What `ipset` does not do: its message and exit status.
final class SetException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  SetException(String message, int status) {
    super(message);
    this.status = status;
  }

  /// A wrong command line.
  static SetException usage(String message) {
    return new SetException(
        "ipset v7.17: " + message + "\nTry `ipset help' for more information.", 2);
  }

  /// What the kernel refuses.
  static SetException kernel(String message) {
    return new SetException("ipset v7.17: " + message, 1);
  }

  int status() {
    return status;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
