package dev.drydock.scenarios.tools.dns;

import dev.drydock.scenarios.tools.Invocation;
import java.util.function.IntSupplier;

/// A tool gives up: what it says on standard error, and its exit status.
final class DnsToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  DnsToolFailure(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  /// Runs a tool; one that gives up says why.
  ///
  /// @return its exit status
  static int statusOf(Invocation invocation, IntSupplier tool) {
    try {
      return tool.getAsInt();
    } catch (DnsToolFailure failure) {
      invocation.err(String.valueOf(failure.getMessage()));
      return failure.status;
    }
  }
}
