package dev.drydock.scenarios.text;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong, or odd, at one place of a scenario.
///
/// @param severity an error leaves no plan
/// @param refuser who would refuse it
/// @param place where
/// @param message what is wrong, in Docker's own words where it has some
/// @param hint what to do about it; empty when the message says it all
public record Diagnostic(
    Severity severity, Refuser refuser, Place place, String message, String hint) {

  /// By place, errors before warnings at the same one.
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::place)
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::message);

  /// How bad.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// Who refuses such a thing on a real machine.
  public enum Refuser {
    /// compose, which holds a file against the schema of the Compose specification.
    SCHEMA,
    /// compose, which looks whether what a file says goes together (compose-go `CheckConsistency`).
    PROJECT,
    /// The engine, when it is asked to make it; compose takes no offence.
    ENGINE,
    /// The engine as well, which is sent the word as it stands; nothing can be planned from it.
    ENGINE_WORD,
    /// Something else, or nobody but this program.
    OTHER
  }

  /// Whether it leaves no plan.
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// `file:line:column: what is wrong`, and on a second line what to do.
  @Override
  public String toString() {
    var mark = isError() ? "" : "warning: ";
    return place + ": " + mark + message + (hint.isEmpty() ? "" : "\n  " + hint);
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Diagnostic that
        && severity == that.severity
        && refuser == that.refuser
        && place.equals(that.place)
        && message.equals(that.message)
        && hint.equals(that.hint);
  }

  @Override
  public int hashCode() {
    return (((place.hashCode() * 31) + message.hashCode()) * 31) + hint.hashCode();
  }
}
