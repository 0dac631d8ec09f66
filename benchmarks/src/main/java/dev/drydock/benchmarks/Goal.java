package dev.drydock.benchmarks;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A goal of `docs/performance.md`: a figure that follows from the results, what it must reach, and
/// what we want it to reach.
///
/// @param number its number in the document
/// @param benchmark the benchmark it is shown beside
/// @param parameterText and the parameters of that
/// @param bound what the figure must reach
/// @param figure the figure, NaN when something it needs was not measured
record Goal(
    int number,
    String benchmark,
    String parameterText,
    Bound bound,
    ToDoubleFunction<Results> figure) {
  /// Two limits on a figure.
  ///
  /// @param isUpper whether smaller is better
  /// @param floor what must hold
  /// @param ambition what is wanted
  /// @param unit what is counted, such as `ns`; one that begins with `x` means so many times
  record Bound(boolean isUpper, double floor, double ambition, String unit) {
    static Bound atMost(double floor, double ambition, String unit) {
      return new Bound(true, floor, ambition, unit);
    }

    static Bound atLeast(double floor, double ambition, String unit) {
      return new Bound(false, floor, ambition, unit);
    }

    private boolean holds(double figure, double limit) {
      return isUpper ? figure <= limit : figure >= limit;
    }

    private double missedBy(double figure) {
      return isUpper ? figure / floor : floor / figure;
    }
  }

  boolean isAbout(Measurement measurement) {
    return benchmark.equals(measurement.benchmark())
        && parameterText.equals(measurement.parameterText());
  }

  /// The goal in a few words, such as `1: <= 46 ns`.
  String text() {
    return number + ": " + (bound.isUpper ? "<= " : ">= ") + figureText(bound.floor);
  }

  /// What became of it, such as `38 ns, met`; empty when it was not measured.
  String verdict(Results results) {
    double value = figure.applyAsDouble(results);
    if (Double.isNaN(value)) {
      return "";
    }
    String how;
    if (bound.holds(value, bound.ambition)) {
      how = "ambition met";
    } else if (bound.holds(value, bound.floor)) {
      how = "met";
    } else {
      how = String.format(Locale.ROOT, "missed by %.2fx", bound.missedBy(value));
    }
    return figureText(value) + ", " + how;
  }

  private String figureText(double value) {
    String number =
        String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    return number + (bound.unit.startsWith("x") ? "" : " ") + bound.unit;
  }
}
