package dev.drydock.scenarios.run;

import java.io.Serial;

/// A run cannot be done for a reason that the user can change: a folder that cannot be written, a
/// network that Docker refuses. The message is meant for the user.
public final class RunException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /// With its reason.
  public RunException(String message) {
    super(message);
  }
}
