package dev.drydock.scenarios.report;

import dev.drydock.core.sim.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is kept of one run of many.
///
/// @param settings which run it was: `scenario`, `engine`, `seed`, and the keys that were changed
/// @param failures what was expected and is not so, a sentence each
/// @param frames how many were seen, summed over all interfaces
/// @param losses frames that were lost, by the kernel's word for the reason
/// @param endNanos virtual time at the end
/// @param steps how long each took; empty when the network could not be started
/// @param figures what was asked to be read from what steps print; empty where nothing fitted
public record SweepReport(
    Map<String, String> settings,
    List<String> failures,
    long frames,
    Map<String, Long> losses,
    long endNanos,
    List<Step> steps,
    Map<String, String> figures) {

  /// A step, and how long it took in virtual time.
  public record Step(String command, long nanos) {}

  /// Copies the collections, their order kept.
  public SweepReport {
    settings = Ordered.copyOf(settings);
    failures = List.copyOf(failures);
    losses = Ordered.copyOf(losses);
    steps = List.copyOf(steps);
    figures = Ordered.copyOf(figures);
  }

  /// What is kept of a report.
  ///
  /// @param figures name → what to look for in outputs; its first group is the figure
  public static SweepReport of(
      Map<String, String> settings, RunReport report, Map<String, Pattern> figures) {
    Map<String, Long> losses = new TreeMap<>();
    report.drops().forEach(each -> losses.merge(each.reason(), each.frames(), Long::sum));
    Map<String, String> found = new LinkedHashMap<>();
    figures.forEach((name, pattern) -> found.put(name, figure(report, pattern)));
    return new SweepReport(
        settings,
        failures(report),
        report.frames(),
        losses,
        report.header().endNanos(),
        report.steps().stream()
            .map(each -> new Step(each.command(), each.endNanos() - each.startNanos()))
            .toList(),
        found);
  }

  /// A run that could not be started.
  ///
  /// @param figures their names
  public static SweepReport refused(
      Map<String, String> settings, String why, Iterable<String> figures) {
    Map<String, String> none = new LinkedHashMap<>();
    figures.forEach(name -> none.put(name, ""));
    return new SweepReport(settings, List.of(why), 0, Map.of(), 0, List.of(), none);
  }

  private static List<String> failures(RunReport report) {
    List<String> failures = new ArrayList<>();
    for (StepReport step : report.steps()) {
      if (step.status() == Status.FAILED) {
        failures.add(
            "step "
                + step.number()
                + " ("
                + step.command()
                + "): "
                + String.join("; ", step.problems()));
      }
    }
    for (ExpectationReport each : report.expectations()) {
      if (each.status() == Status.FAILED) {
        failures.add("expectation " + each.number() + " (" + each.claim() + "): " + each.reason());
      }
    }
    return failures;
  }

  /// The first find, in the order of the steps.
  private static String figure(RunReport report, Pattern pattern) {
    for (StepReport step : report.steps()) {
      Matcher matcher = pattern.matcher(step.output().stdout());
      if (matcher.find()) {
        String group = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
        return group == null ? "" : group;
      }
    }
    return "";
  }

  /// Whether nothing failed.
  public boolean passed() {
    return failures.isEmpty();
  }

  /// Frames that were lost, for any reason.
  public long lost() {
    return losses.values().stream().mapToLong(Long::longValue).sum();
  }
}
