package dev.drydock.scenarios.tools.tc;

/// `tc` gives up: what it says on standard error, and its exit status.
final class TcFailure extends RuntimeException {
  /// `return -1` of `main`.
  static final int MINUS_ONE = 255;

  private static final int USAGE = 1;
  private static final int KERNEL = 2;

  private static final long serialVersionUID = 1L;

  private final int status;

  TcFailure(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  /// Options that a discipline's parser does not take.
  static TcFailure options(String text) {
    return new TcFailure(USAGE, text);
  }

  /// The kernel refuses and says why.
  static TcFailure kernel(String reason) {
    return new TcFailure(KERNEL, "Error: " + reason + ".");
  }

  /// The kernel refuses with a bare error number.
  static TcFailure errno(String text) {
    return new TcFailure(KERNEL, "RTNETLINK answers: " + text);
  }

  static TcFailure noDevice(String name) {
    return new TcFailure(USAGE, "Cannot find device \"" + name + "\"");
  }

  int status() {
    return status;
  }

  String text() {
    String text = getMessage();
    return text == null ? "" : text;
  }
}
