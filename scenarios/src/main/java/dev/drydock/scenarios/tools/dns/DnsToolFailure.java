package dev.drydock.scenarios.tools.dns;

/// A tool gives up: what it says on standard error, and its exit status.
final class DnsToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  DnsToolFailure(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    String text = getMessage();
    return text == null ? "" : text;
  }
}
