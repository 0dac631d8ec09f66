package dev.drydock.scenarios.tools.perf;

/// A command line that `iperf3` does not take.
final class IperfFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param text what it says
  IperfFailure(String text) {
    super(text, null, false, false);
  }

  String text() {
    String text = getMessage();
    return text == null ? "" : text;
  }
}
