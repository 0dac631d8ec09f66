package dev.drydock.core.netfilter.rule;

/// A rule that iptables does not take: the message it prints and its exit status.
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /// An error.
  ///
  /// @param message what iptables prints after its version
  /// @param status 2 for a wrong command line, 1 for a refusal of the kernel
  public RuleException(String message, int status) {
    super(message);
    this.status = status;
  }

  static RuleException usage(String message) {
    return new RuleException(message, 2);
  }

  /// The exit status.
  public int status() {
    return status;
  }

  /// The message; never null.
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
