package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.SweepReport;
import dev.drydock.scenarios.run.Run;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.run.RunObserver;
import dev.drydock.scenarios.run.RunOptions;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// One run of a sweep, which has nothing in common with the others.
///
/// @param plan what is run
/// @param values keys that were changed
/// @param figures what to read from outputs
record SweepRun(Plan plan, Map<String, String> values, Map<String, Pattern> figures) {
  /// Runs it, and writes nothing.
  SweepReport play() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("scenario", plan.name());
    settings.put("engine", plan.engine());
    settings.put("seed", Long.toString(plan.seed()));
    settings.putAll(values);
    Run run = new Run(plan, new RunOptions(Path.of(""), CaptureKind.NONE, 0));
    try {
      return SweepReport.of(settings, run.playUnwritten(RunObserver.NONE), figures);
    } catch (RunException e) {
      return SweepReport.refused(settings, String.valueOf(e.getMessage()), figures.keySet());
    }
  }
}
