package dev.drydock.drivers;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// A refusal of the Docker Engine, in its own words: what follows `Error response from daemon: ` on
/// the command line. Nothing half-done is left behind.
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The exit code of a command that fails for no special reason.
  private static final int FAILED = 1;

  private final int exitCode;
  private final @Nullable Missing missing;
  private final long afterNanos;

  /// A refusal.
  public EngineException(String message) {
    this(message, FAILED);
  }

  /// A refusal with the exit code it gives to a container that could not start.
  public EngineException(String message, int exitCode) {
    this(message, exitCode, null, 0);
  }

  private EngineException(
      String message, int exitCode, @Nullable Missing missing, long afterNanos) {
    super(message);
    this.exitCode = exitCode;
    this.missing = missing;
    this.afterNanos = afterNanos;
  }

  /// Something that is not there.
  ///
  /// @param kind `container`, `network`
  /// @param name what it was called
  public record Missing(String kind, String name) implements Serializable {}

  /// Refused because something is not there.
  public static EngineException missing(Missing missing, String message) {
    return new EngineException(message, FAILED, missing, 0);
  }

  /// Refused because nobody answered in time.
  ///
  /// @param afterNanos how long the engine waited for an answer
  public static EngineException late(String message, long afterNanos) {
    return new EngineException(message, FAILED, null, afterNanos);
  }

  /// How long the engine waited before it said so.
  public long afterNanos() {
    return afterNanos;
  }

  /// What is not there, if that is the reason.
  public @Nullable Missing missing() {
    return missing;
  }

  /// The exit code: 1, or that of a container whose command could not be started (126, 127, 128).
  public int exitCode() {
    return exitCode;
  }

  /// The same refusal with words before it.
  public EngineException in(String context) {
    return new EngineException(context + ": " + text(), exitCode, missing, afterNanos);
  }

  /// The same refusal behind a beginning, of nothing that is missing.
  public EngineException behind(String beginning) {
    return new EngineException(beginning + text(), FAILED, null, afterNanos);
  }

  /// The same refusal with another exit code, of nothing that is missing.
  public EngineException with(int newExitCode) {
    return new EngineException(text(), newExitCode, null, afterNanos);
  }

  /// The message, which is never null.
  public String text() {
    return String.valueOf(getMessage());
  }
}
