package dev.drydock.scenarios.tools.bridge;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What one run of `bridge` tells, and how: with details, with statistics, as lines or as JSON.
final class BridgeOutput {
  private final Invocation invocation;
  private final boolean json;
  private final boolean pretty;
  final boolean details;
  final boolean statistics;
  private final List<Map<String, Object>> objects = new ArrayList<>();

  /// @param options the words that begin with a dash
  BridgeOutput(Invocation invocation, List<String> options) {
    this.invocation = invocation;
    this.details = has(options, "details");
    this.statistics = has(options, "statistics");
    this.json = has(options, "json");
    this.pretty = has(options, "pretty");
  }

  /// Whether an option is there, or a beginning of it: `-d`, `-det`, `--details`.
  private static boolean has(List<String> options, String wanted) {
    for (String option : options) {
      String name = option.replaceFirst("^--?", "");
      if (!name.isEmpty() && wanted.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  boolean isJson() {
    return json;
  }

  /// A line that has no part in the JSON.
  void heading(String line) {
    if (!json) {
      invocation.out(line);
    }
  }

  void tell(Fields fields) {
    if (json) {
      objects.add(fields.values());
    } else {
      invocation.out(fields.text());
    }
  }

  /// The end of what is told: with `-j` the list itself.
  void end() {
    if (json) {
      invocation.out(JsonWriter.write(objects, pretty));
    }
  }
}
