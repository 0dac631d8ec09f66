package dev.drydock.scenarios.shell;

import java.io.Serial;

/// A script goes on for too long, or says too much. It ends the whole command line with status 2.
final class ShellLimitException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ShellLimitException(String message) {
    super(message);
  }
}
