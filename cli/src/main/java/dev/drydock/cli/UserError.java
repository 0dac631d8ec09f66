package dev.drydock.cli;

import java.io.Serial;

/// Something that the user can put right: wrong usage, a folder that cannot be written. The message
/// says what is wrong and what to do.
final class UserError extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UserError(String message) {
    super(message);
  }
}
