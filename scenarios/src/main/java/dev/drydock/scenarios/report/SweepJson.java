package dev.drydock.scenarios.report;

import java.util.Map;

/// Writes one run of many as JSON: an object of its own, so that what was printed of a sweep that
/// is interrupted can be read.
///
/// ```
///   { "schema": 1, "settings": { name: text }, "passed", "failures": [ text ], "frames", "lost",
///     "losses": { reason: frames }, "virtual_nanoseconds",
///     "steps": [ { "command", "nanoseconds" } ], "figures": { name: text } }
/// ```
public final class SweepJson {
  private static final int SCHEMA = 1;

  private SweepJson() {}

  /// The text, one object, a line's end behind it.
  public static String of(SweepReport report) {
    JsonText json = new JsonText().beginObject().member("schema", SCHEMA);
    texts(json, "settings", report.settings());
    json.member("passed", report.passed())
        .member("failures", report.failures())
        .member("frames", report.frames())
        .member("lost", report.lost());
    json.name("losses").beginObject();
    report.losses().forEach((reason, frames) -> json.member(reason, frames.longValue()));
    json.end().member("virtual_nanoseconds", report.endNanos());
    json.name("steps").beginArray();
    for (SweepReport.Step step : report.steps()) {
      json.item()
          .beginObject()
          .member("command", step.command())
          .member("nanoseconds", step.nanos())
          .end();
    }
    json.end();
    texts(json, "figures", report.figures());
    return json.end() + "\n";
  }

  private static void texts(JsonText json, String name, Map<String, String> values) {
    json.name(name).beginObject();
    values.forEach(json::member);
    json.end();
  }
}
