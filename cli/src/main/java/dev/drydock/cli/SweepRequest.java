package dev.drydock.cli;

import dev.drydock.scenarios.plan.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What the options of `drydock sweep` say, checked.
final class SweepRequest {
  static final List<String> FORMATS = List.of("text", "csv", "json");
  private static final String SEEDS = "--seeds";
  private static final String ENGINE = "--engine";
  private static final String SET = "--set";
  private static final String FIGURE = "--figure";
  private static final String FORMAT = "--format";
  private static final String JOBS = "--jobs";

  /// More runs are a mistake. A guess.
  private static final int RUNS_MAX = 100_000;

  private static final int JOBS_MAX = 256;

  /// Behind these a comma separates no values: `[a, b]`, `{ a: b, c: d }`.
  private static final String OPENING = "[{";

  private static final String CLOSING = "]}";

  private final List<Long> seeds;
  private final List<String> engines;
  private final Map<String, List<String>> sets = new LinkedHashMap<>();
  private final Map<String, Pattern> figures = new LinkedHashMap<>();
  private final String format;
  private final int jobs;

  SweepRequest(Arguments arguments) throws UserError {
    this.seeds = seeds(arguments.value(SEEDS));
    this.engines = arguments.values(ENGINE);
    for (String engine : engines) {
      PlanChanges.checkEngine(engine);
    }
    for (String set : arguments.values(SET)) {
      int cut = cut(SET, set, "links.lan.loss=0%,1%");
      sets.put(set.substring(0, cut), values(set.substring(cut + 1)));
    }
    for (String figure : arguments.values(FIGURE)) {
      int cut = cut(FIGURE, figure, "rtt='= [^/]*/([^/]*)'");
      figures.put(figure.substring(0, cut), pattern(figure.substring(cut + 1)));
    }
    this.format = Formats.of(arguments.value(FORMAT), FORMATS);
    this.jobs = jobs(arguments.value(JOBS));
  }

  static void declare(Syntax syntax) {
    syntax.add(Option.value("N..M", "run with each of these seeds, also N,M,...", SEEDS));
    syntax.add(Option.repeated("V", "run with this engine version; may repeat", ENGINE));
    syntax.add(
        Option.repeated("KEY=V,...", "run with each of these values of a key; may repeat", SET));
    syntax.add(
        Option.repeated(
            "NAME=REGEX", "a figure: the first group of this, in what steps print", FIGURE));
    syntax.add(Option.choice(FORMATS, "how results are printed", FORMAT));
    syntax.add(Option.value("N", "so many runs at once; otherwise one a processor", JOBS));
  }

  private static int cut(String option, String text, String example) throws UserError {
    int cut = text.indexOf('=');
    if (cut < 1) {
      throw new UserError(option + ": \"" + text + "\" has no name and value: " + example);
    }
    return cut;
  }

  private static Pattern pattern(String text) throws UserError {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new UserError(
          FIGURE + ": \"" + text + "\" is no regular expression: " + e.getDescription());
    }
  }

  private static List<Long> seeds(@Nullable String text) throws UserError {
    List<Long> seeds = new ArrayList<>();
    for (String part : text == null ? List.<String>of() : List.of(text.split(",", -1))) {
      List<String> ends = List.of(part.split("\\.\\.", 2));
      if (!ends.stream().allMatch(end -> end.matches("-?\\d{1,18}"))) {
        throw new UserError(SEEDS + ": \"" + part + "\" is neither a number nor a range as 1..20");
      }
      long first = Long.parseLong(ends.getFirst());
      long last = Long.parseLong(ends.getLast());
      if (last < first || last - first >= RUNS_MAX) {
        throw new UserError(
            SEEDS + ": \"" + part + "\" " + (last < first ? "goes down" : "is too much"));
      }
      for (long seed = first; seed <= last; seed++) {
        seeds.add(seed);
      }
    }
    return seeds;
  }

  private static List<String> values(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += OPENING.indexOf(c) >= 0 ? 1 : CLOSING.indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth <= 0) {
        values.add(open.toString());
        open.setLength(0);
      } else {
        open.append(c);
      }
    }
    values.add(open.toString());
    return values;
  }

  private static int jobs(@Nullable String text) throws UserError {
    if (text == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > JOBS_MAX) {
      throw new UserError(JOBS + ": \"" + text + "\" is no number from 1 to " + JOBS_MAX);
    }
    return Integer.parseInt(text);
  }

  /// One choice of values: by the key as it was written.
  ///
  /// @param values key → value
  record Setting(Map<String, String> values) {
    List<Change> changes() {
      List<Change> changes = new ArrayList<>();
      values.forEach(
          (key, value) -> changes.add(Change.of(key, value, SET + " " + key + "=" + value)));
      return changes;
    }
  }

  /// All choices of values, the last key changing fastest.
  ///
  /// @throws UserError if they are too many
  List<Setting> settings() throws UserError {
    List<Setting> settings = List.of(new Setting(Map.of()));
    for (Map.Entry<String, List<String>> set : sets.entrySet()) {
      List<Setting> more = new ArrayList<>();
      for (Setting setting : settings) {
        for (String value : set.getValue()) {
          Map<String, String> values = new LinkedHashMap<>(setting.values());
          values.put(set.getKey(), value);
          more.add(new Setting(values));
        }
      }
      settings = more;
      check(settings.size());
    }
    return settings;
  }

  /// @throws UserError if they are too many
  static void check(long runs) throws UserError {
    if (runs > RUNS_MAX) {
      throw new UserError("more than " + RUNS_MAX + " runs; take fewer seeds or values");
    }
  }

  /// Empty for that of the file.
  List<Long> seeds() {
    return seeds;
  }

  /// Empty for that of the file.
  List<String> engines() {
    return engines;
  }

  Map<String, Pattern> figures() {
    return figures;
  }

  String format() {
    return format;
  }

  int jobs() {
    return jobs;
  }
}
