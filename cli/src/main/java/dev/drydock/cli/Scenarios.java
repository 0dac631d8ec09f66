package dev.drydock.cli;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.text.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The scenarios that a command works on, read and complained about.
///
/// @param files the name to show for each: `compose.yaml`
/// @param written what stands in each; empty as the plans are
/// @param plans what each asks for; empty when any has an error, so that nothing is half run
/// @param notes what stands above the steps of each
/// @param errors how many errors were told
/// @param warnings how many warnings were told
record Scenarios(
    List<String> files,
    List<ComposeFile> written,
    List<Plan> plans,
    List<StepNotes> notes,
    int errors,
    int warnings) {
  /// Reads them all and tells on standard error what is wrong with them.
  static Scenarios read(List<ReadRequest> requests, Streams streams) {
    List<String> files = new ArrayList<>();
    List<ComposeFile> written = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    List<StepNotes> notes = new ArrayList<>();
    int errors = 0;
    int warnings = 0;
    for (ReadRequest request : requests) {
      ReadResult result = ScenarioReader.read(request);
      files.add(request.files().getFirst().toString());
      for (Diagnostic diagnostic : result.diagnostics()) {
        streams.err().println(Words.visible(diagnostic.toString()));
        errors += diagnostic.isError() ? 1 : 0;
        warnings += diagnostic.isError() ? 0 : 1;
      }
      Plan plan = result.plan();
      if (plan != null) {
        written.add(Objects.requireNonNull(result.file()));
        plans.add(plan);
        notes.add(StepNotes.of(plan, result.stepPlaces(), request.workingFolder()));
      }
    }
    boolean isGood = errors == 0;
    return new Scenarios(
        files, isGood ? written : List.of(), isGood ? plans : List.of(), notes, errors, warnings);
  }
}
