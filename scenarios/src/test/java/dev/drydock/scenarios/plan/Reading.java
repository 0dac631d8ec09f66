package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.text.Diagnostic;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Short ways to read scenarios in tests.
final class Reading {

  private Reading() {}

  /// The plan of a file; fails with the diagnostics when there is none.
  static Plan plan(Path file) {
    return planOf(ScenarioReader.read(ReadRequest.of(file)));
  }

  /// The plan of a text.
  static Plan plan(String yaml) {
    return planOf(read(yaml));
  }

  private static Plan planOf(ReadResult result) {
    var plan = result.plan();
    if (plan == null) {
      throw new AssertionError("no plan:\n" + lines(result));
    }
    return plan;
  }

  /// What reading a text as `-` in the folder `/nowhere/demo` gives.
  static ReadResult read(String yaml) {
    return ScenarioReader.read(requestOf(yaml, Map.of()));
  }

  static ReadRequest requestOf(String yaml, Map<String, String> environment) {
    return new ReadRequest(
        List.of(Path.of("-")),
        Path.of("/nowhere/demo"),
        environment,
        null,
        List.of(),
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
        List.of());
  }

  /// The errors and warnings as `line:column: message -> hint`, one a line.
  static String problems(String yaml) {
    return lines(read(yaml));
  }

  private static String lines(ReadResult result) {
    return String.join("\n", result.diagnostics().stream().map(Reading::line).toList());
  }

  private static String line(Diagnostic diagnostic) {
    var hint = diagnostic.hint().isEmpty() ? "" : " -> " + diagnostic.hint();
    var warning = diagnostic.isError() ? "" : "warning: ";
    return diagnostic.place().position() + ": " + warning + diagnostic.message() + hint;
  }
}
