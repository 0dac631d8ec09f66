package dev.drydock.scenarios.report;

/// A report as JSON: `report.json`. Names are only ever added; a change of meaning raises `schema`.
///
/// ```
///   { "schema": 1, "scenario", "engine", "seed", "passed", "complete", "virtual_nanoseconds",
///     "steps": [ { "number", "command", "status", "start_nanoseconds", "end_nanoseconds",
///                  "exit", "stdout", "stderr", "checks", "problems" } ],
///     "expectations": [ { "number", "claim", "status", "reason" } ],
///     "captures": [ file ], "interfaces": [ { "name", "description", "frames", "broadcasts" } ],
///     "drops": [ { "where", "reason", "text", "frames" } ], "warnings": [ text ] }
/// ```
public final class ReportJson {
  private static final int SCHEMA = 1;

  private final JsonText json = new JsonText();

  private ReportJson() {}

  /// The text, with a line end.
  public static String of(RunReport report) {
    ReportJson writer = new ReportJson();
    writer.report(report);
    return writer.json + "\n";
  }

  private void report(RunReport report) {
    RunReport.Header header = report.header();
    json.beginObject()
        .member("schema", SCHEMA)
        .member("scenario", header.scenario())
        .member("engine", header.engine())
        .member("seed", header.seed())
        .member("passed", report.passed())
        .member("complete", header.complete())
        .member("virtual_nanoseconds", header.endNanos());
    json.name("steps").beginArray();
    report.steps().forEach(this::step);
    json.end();
    json.name("expectations").beginArray();
    report.expectations().forEach(this::expectation);
    json.end();
    json.member("captures", report.captures());
    json.name("interfaces").beginArray();
    report.interfaces().forEach(this::networkInterface);
    json.end();
    json.name("drops").beginArray();
    report.drops().forEach(this::drop);
    json.end();
    json.member("warnings", report.warnings());
    json.end();
  }

  private void step(StepReport step) {
    json.item()
        .beginObject()
        .member("number", step.number())
        .member("command", step.command())
        .member("status", step.status().word())
        .member("start_nanoseconds", step.startNanos())
        .member("end_nanoseconds", step.endNanos())
        .member("exit", step.exit())
        .member("stdout", step.output().stdout())
        .member("stderr", step.output().stderr())
        .member("checks", step.checks())
        .member("problems", step.problems())
        .end();
  }

  private void expectation(ExpectationReport expectation) {
    json.item()
        .beginObject()
        .member("number", expectation.number())
        .member("claim", expectation.claim())
        .member("status", expectation.status().word())
        .member("reason", expectation.reason())
        .end();
  }

  private void networkInterface(InterfaceReport each) {
    json.item()
        .beginObject()
        .member("name", each.name())
        .member("description", each.description())
        .member("frames", each.frames())
        .member("broadcasts", each.broadcasts())
        .end();
  }

  private void drop(DropReport drop) {
    json.item()
        .beginObject()
        .member("where", drop.where())
        .member("reason", drop.reason())
        .member("text", drop.text())
        .member("frames", drop.frames())
        .end();
  }
}
