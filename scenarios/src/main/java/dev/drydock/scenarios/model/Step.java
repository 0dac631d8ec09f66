package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of `steps`.
///
/// @param place where it begins
/// @param atNanos `at`
/// @param action what happens
public record Step(Place place, @Nullable Located<Long> atNanos, Action action) {

  /// What happens in a step.
  public sealed interface Action {}

  /// `run`, with `expect`. Null and empty are not given.
  public record Run(
      Located<String> command, @Nullable Integer exit, List<String> stdout, List<String> stderr)
      implements Action {
    /// Copies the lists.
    public Run {
      stdout = List.copyOf(stdout);
      stderr = List.copyOf(stderr);
    }
  }

  /// `fault`.
  ///
  /// @param link link that it hits
  /// @param isDown `down`
  /// @param quality what changes
  /// @param durationNanos `for`
  public record Fault(
      Located<String> link, boolean isDown, Link.Quality quality, @Nullable Long durationNanos)
      implements Action {}
}
