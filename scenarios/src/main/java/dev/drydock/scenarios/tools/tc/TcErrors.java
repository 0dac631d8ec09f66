package dev.drydock.scenarios.tools.tc;

import dev.drydock.scenarios.tools.CommandFailure;

/// What `tc` says when it gives up.
final class TcErrors {
  private static final int MINUS_ONE = 255; // `return -1` of main
  private static final int USAGE = 1;
  private static final int KERNEL = 2;

  private TcErrors() {}

  /// Words that `tc` itself does not take.
  static CommandFailure usage(String text) {
    return new CommandFailure(MINUS_ONE, text);
  }

  /// Options that a discipline's parser does not take.
  static CommandFailure options(String text) {
    return new CommandFailure(USAGE, text);
  }

  /// The kernel refuses and says why.
  static CommandFailure kernel(String reason) {
    return new CommandFailure(KERNEL, "Error: " + reason + ".");
  }

  /// The kernel refuses with a bare error number.
  static CommandFailure errno(String text) {
    return new CommandFailure(KERNEL, "RTNETLINK answers: " + text);
  }

  static CommandFailure noDevice(String name) {
    return new CommandFailure(USAGE, "Cannot find device \"" + name + "\"");
  }
}
