package dev.drydock.scenarios.report;

import dev.drydock.scenarios.lint.Finding;
import java.util.List;

/// Writes the traps of a file as JSON: one object, its shape under a version number of its own.
///
/// ```
///   { "schema": 1, "scenario",
///     "findings": [ { "trap", "file", "line", "column", "message", "hint", "lab" } ] }
/// ```
public final class LintJson {
  private static final int SCHEMA = 1;

  private LintJson() {}

  /// The text, one object, a line's end behind it.
  ///
  /// @param scenario the project's name
  public static String of(String scenario, List<Finding> findings) {
    JsonText json =
        new JsonText().beginObject().member("schema", SCHEMA).member("scenario", scenario);
    json.name("findings").beginArray();
    for (Finding finding : findings) {
      json.item()
          .beginObject()
          .member("trap", finding.trap().id())
          .member("file", finding.place().file())
          .member("line", finding.place().position().line())
          .member("column", finding.place().position().column())
          .member("message", finding.message())
          .member("hint", finding.hint())
          .member("lab", finding.trap().lab())
          .end();
    }
    return json.end().end() + "\n";
  }
}
