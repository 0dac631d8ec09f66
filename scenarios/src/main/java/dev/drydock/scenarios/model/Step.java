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

  /// `run`, with `expect` and `fix`.
  ///
  /// @param isFix `fix`: the step is the cure of what the scenario shows
  public record Run(Located<String> command, Expected expect, boolean isFix) implements Action {}

  /// What stands under `expect`. Null and empty are not given.
  public record Expected(@Nullable Integer exit, List<String> stdout, List<String> stderr) {
    /// A step without the key.
    public static final Expected NOTHING = new Expected(null, List.of(), List.of());

    /// Copies the lists.
    public Expected {
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
