package dev.drydock.scenarios.lint;

import dev.drydock.scenarios.text.Place;
import java.util.Comparator;

/// A trap in a file.
///
/// @param trap which
/// @param place where in the file
/// @param message what is so here
/// @param hint what to do
public record Finding(Trap trap, Place place, String message, String hint) {
  /// By place.
  static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::place)
          .thenComparing(Finding::trap)
          .thenComparing(Finding::message);
}
