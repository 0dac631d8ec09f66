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

  /// `fault`: a change of a link, machines kept apart, or a machine that starts anew.
  ///
  /// @param place where it stands
  /// @param link link that it hits; null for all, with `partition`
  /// @param isDown `down`; null when not given
  /// @param quality what changes
  /// @param partition machines of one side, empty when not given
  /// @param from machines of the other side, empty for all others
  /// @param restart machine that starts anew
  /// @param durationNanos `for`
  public record Fault(
      Place place,
      @Nullable Located<String> link,
      @Nullable Boolean isDown,
      Link.Quality quality,
      List<Located<String>> partition,
      List<Located<String>> from,
      @Nullable Located<String> restart,
      @Nullable Long durationNanos)
      implements Action {
    /// Copies the lists.
    public Fault {
      partition = List.copyOf(partition);
      from = List.copyOf(from);
    }
  }
}
