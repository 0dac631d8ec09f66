package dev.drydock.drivers;

/// A refusal of the Docker Engine, in its own words: what follows `Error response from daemon: ` on
/// the command line. Nothing half-done is left behind.
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The exit code of a command that fails for no special reason.
  private static final int FAILED = 1;

  private final int exitCode;

  /// A refusal.
  public EngineException(String message) {
    this(message, FAILED);
  }

  /// A refusal with the exit code it gives to a container that could not start.
  public EngineException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /// The exit code: 1, or that of a container whose command could not be started (126, 127, 128).
  public int exitCode() {
    return exitCode;
  }

  /// The same refusal with words before it.
  public EngineException in(String context) {
    return new EngineException(context + ": " + text(), exitCode);
  }

  /// The message, which is never null.
  public String text() {
    return String.valueOf(getMessage());
  }
}
