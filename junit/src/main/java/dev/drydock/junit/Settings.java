package dev.drydock.junit;

import dev.drydock.scenarios.plan.EngineVersion;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.text.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/// What a [DrydockTest] says.
///
/// @param seed [DrydockTest#SEED_OF_FILE] for that of the file
record Settings(List<String> files, String engine, long seed, int after) {
  /// Where nothing is said.
  static final Settings DEFAULT =
      new Settings(List.of("compose.yaml"), "", DrydockTest.SEED_OF_FILE, 0);

  /// Copies the list.
  Settings {
    files = List.copyOf(files);
  }

  static Settings of(DrydockTest annotation) {
    return new Settings(
        List.of(annotation.value()), annotation.engine(), annotation.seed(), annotation.after());
  }

  /// What was read.
  ///
  /// @param warnings what is odd in the files
  record Asked(Plan plan, List<String> warnings) {}

  /// Reads the files. Variables of the environment do not count: a test is the same everywhere.
  ///
  /// @throws ExtensionConfigurationException with every error and its place
  Asked read() {
    ReadResult result =
        ScenarioReader.read(ReadRequest.of(files.stream().map(Path::of).toArray(Path[]::new)));
    Plan plan = result.plan();
    if (plan == null) {
      throw new ExtensionConfigurationException(
          "the network cannot be read:\n" + lines(errors(result)));
    }
    Plan seeded = seed == DrydockTest.SEED_OF_FILE ? plan : plan.withSeed(seed);
    List<String> warnings = result.diagnostics().stream().map(Diagnostic::toString).toList();
    return new Asked(engine.isEmpty() ? seeded : seeded.withEngine(checkedEngine()), warnings);
  }

  private String checkedEngine() {
    String problem = EngineVersion.problem(engine);
    if (!problem.isEmpty()) {
      throw new ExtensionConfigurationException("engine: " + problem);
    }
    return engine;
  }

  private static Stream<String> errors(ReadResult result) {
    return result.diagnostics().stream().filter(Diagnostic::isError).map(Diagnostic::toString);
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }
}
