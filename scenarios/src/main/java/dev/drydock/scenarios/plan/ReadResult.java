package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.text.Diagnostic;
import dev.drydock.scenarios.text.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of reading a scenario.
///
/// @param file what is written; null where its form is wrong
/// @param plan null after any error
/// @param draft the plan as far as it could be made in spite of errors; null where the file's form
///   is wrong
/// @param diagnostics errors and warnings by place
/// @param stepPlaces where each of the plan's steps stands
/// @param disabled services whose profiles are not active
/// @param profiles all profiles that services name, sorted
public record ReadResult(
    @Nullable ComposeFile file,
    @Nullable Plan plan,
    @Nullable Plan draft,
    List<Diagnostic> diagnostics,
    List<Place> stepPlaces,
    List<String> disabled,
    List<String> profiles) {

  /// Copies the lists.
  public ReadResult {
    diagnostics = List.copyOf(diagnostics);
    stepPlaces = List.copyOf(stepPlaces);
    disabled = List.copyOf(disabled);
    profiles = List.copyOf(profiles);
  }

  /// Whether anything is wrong.
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
