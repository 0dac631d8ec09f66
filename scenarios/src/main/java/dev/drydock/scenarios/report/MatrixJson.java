package dev.drydock.scenarios.report;

/// Writes who reaches whom as JSON: one object, its shape under a version number of its own.
///
/// ```
///   { "schema": 1, "scenario", "engine", "seed",
///     "flows": [ { "from", "to", "reaches": "yes"|"no"|"itself"|"unknown", "reason" } ] }
/// ```
public final class MatrixJson {
  /// Which form it has; another number comes with the first change that a reader must know of.
  private static final int SCHEMA = 1;

  private MatrixJson() {}

  /// The text, one object, a line's end behind it.
  public static String of(MatrixReport matrix) {
    JsonText json =
        new JsonText()
            .beginObject()
            .member("schema", SCHEMA)
            .member("scenario", matrix.scenario())
            .member("engine", matrix.engine())
            .member("seed", matrix.seed());
    json.name("flows").beginArray();
    for (int sender = 0; sender < matrix.senders().size(); sender++) {
      for (int target = 0; target < matrix.targets().size(); target++) {
        MatrixReport.Cell cell = matrix.cell(sender, target);
        json.item()
            .beginObject()
            .member("from", matrix.senders().get(sender))
            .member("to", matrix.targets().get(target))
            .member("reaches", cell.answer().word())
            .member("reason", cell.reason())
            .end();
      }
    }
    return json.end().end() + "\n";
  }
}
