package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.StepPlan;
import dev.drydock.scenarios.text.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The comments above the steps of a file, for people who follow a run. They are read from the
/// text: a file that cannot be read again has none.
final class StepNotes {
  private final IdentityHashMap<StepPlan, List<String>> above = new IdentityHashMap<>();

  /// Those of a plan as it was read.
  ///
  /// @param places where each step stands
  static StepNotes of(Plan plan, List<Place> places, Path folder) {
    StepNotes notes = new StepNotes();
    Map<String, List<String>> files = new HashMap<>();
    for (int i = 0; i < Math.min(places.size(), plan.steps().size()); i++) {
      Place place = places.get(i);
      List<String> lines = files.computeIfAbsent(place.file(), file -> lines(folder, file));
      notes.above.put(plan.steps().get(i), above(lines, place.position().line()));
    }
    return notes;
  }

  private static List<String> lines(Path folder, String file) {
    try {
      return Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }

  /// The comment lines directly above a line.
  private static List<String> above(List<String> lines, int line) {
    List<String> found = new ArrayList<>();
    for (int i = Math.min(line - 1, lines.size()) - 1; i >= 0; i--) {
      String text = lines.get(i).strip();
      if (!text.startsWith("#")) {
        break;
      }
      found.addFirst(text);
    }
    return List.copyOf(found);
  }

  /// The lines above a step, each with its `#`.
  List<String> above(StepPlan step) {
    return above.getOrDefault(step, List.of());
  }
}
