package dev.drydock.cli;

import dev.drydock.scenarios.report.SweepReport;
import dev.drydock.scenarios.run.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A run of a sweep, for people.
///
/// ```
/// ping, engine 29, seed 1, links.lan.loss=1%: passed, 53 frames, 1 lost, 2.51 s, rtt=0.126
///   lost: 1 LINK_LOSS
///   steps: 1.01 s, 0.5 s
/// ```
final class SweepText {
  private SweepText() {}

  static String of(SweepReport report) {
    List<String> lines = new ArrayList<>();
    List<String> head = new ArrayList<>();
    head.add(report.passed() ? "passed" : "FAILED");
    head.add(Words.count(report.frames(), "frame"));
    head.add(report.lost() + " lost");
    head.add(Durations.text(report.endNanos()));
    report
        .figures()
        .forEach((name, value) -> head.add(name + "=" + (value.isEmpty() ? "-" : value)));
    lines.add(title(report.settings()) + ": " + String.join(", ", head));
    report.failures().forEach(each -> lines.add("  " + each));
    if (!report.losses().isEmpty()) {
      lines.add(
          "  lost: "
              + report.losses().entrySet().stream()
                  .map(each -> each.getValue() + " " + each.getKey())
                  .collect(Collectors.joining(", ")));
    }
    if (!report.steps().isEmpty()) {
      lines.add(
          "  steps: "
              + report.steps().stream()
                  .map(each -> Durations.text(each.nanos()))
                  .collect(Collectors.joining(", ")));
    }
    return Words.visible(String.join("\n", lines) + "\n");
  }

  private static String title(Map<String, String> settings) {
    List<String> parts = new ArrayList<>();
    settings.forEach((name, value) ->
        parts.add(
            switch (name) {
              case "scenario" -> value;
              case "engine", "seed" -> name + " " + value;
              default -> name + "=" + value;
            }));
    return String.join(", ", parts);
  }
}
