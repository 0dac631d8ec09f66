package dev.drydock.scenarios.text;

import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostic.Severity;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Collects what is wrong while a scenario is read, so that all of it is told at once.
public final class Diagnostics {

  /// As many errors and as many warnings. Nobody reads more; a broken file of megabytes must not
  /// fill the screen. A guess.
  private static final int ENTRIES_MAX = 100;

  /// Messages quote what was written; a value may be megabytes long.
  private static final int LENGTH_MAX = 500;

  private final Set<Diagnostic> errors = new LinkedHashSet<>();
  private final Set<Diagnostic> warnings = new LinkedHashSet<>();

  /// Notes an error that its message explains fully.
  public void error(Place place, String message) {
    error(place, message, "");
  }

  /// Notes an error and what to do.
  public void error(Place place, String message, String hint) {
    error(Refuser.OTHER, place, message, hint);
  }

  /// Notes an error, who would refuse it on a real machine, and what to do.
  public void error(Refuser refuser, Place place, String message, String hint) {
    if (errors.size() < ENTRIES_MAX) {
      errors.add(new Diagnostic(Severity.ERROR, refuser, place, cut(message), cut(hint)));
    }
  }

  /// Notes something that does not stop the run.
  public void warning(Place place, String message, String hint) {
    if (warnings.size() < ENTRIES_MAX) {
      warnings.add(new Diagnostic(Severity.WARNING, Refuser.OTHER, place, cut(message), cut(hint)));
    }
  }

  /// Whether any error was noted.
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /// Everything noted, by place.
  public List<Diagnostic> sorted() {
    return Stream.concat(errors.stream(), warnings.stream()).sorted(Diagnostic.ORDER).toList();
  }

  /// `did you mean "image"?`, or an empty text when no known word is near.
  public String hint(String word, Collection<String> known) {
    return errors.size() < ENTRIES_MAX ? Spelling.hint(word, known) : "";
  }

  private static String cut(String text) {
    return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "…" : text;
  }
}
