package dev.drydock.scenarios.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which rules counted in each step of a recorded session, in each of its real runs.
///
/// @param runs for each run the sorted lines of each step
record RecordedCounters(List<Map<String, List<String>>> runs) {
  private static final String STEP = "######## step ";

  static RecordedCounters of(Path recording) throws IOException {
    List<Map<String, List<String>>> runs = new ArrayList<>();
    runs.add(read(recording.resolve("counters.txt")));
    try (Stream<Path> inside = Files.list(recording)) {
      for (Path again : inside.filter(Files::isDirectory).sorted().toList()) {
        Path counters = again.resolve("counters.txt");
        if (Files.exists(counters)) {
          runs.add(read(counters));
        }
      }
    }
    return new RecordedCounters(runs);
  }

  private static Map<String, List<String>> read(Path file) throws IOException {
    Map<String, List<String>> steps = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(STEP)) {
        lines = new ArrayList<>();
        steps.put(line.substring(STEP.length()), lines);
      } else if (!line.isBlank()) {
        lines.add(line);
      }
    }
    steps.replaceAll((step, all) -> named(all));
    return steps;
  }

  /// Lines with the random names of bridges and devices replaced, sorted.
  private static List<String> named(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("br-[0-9a-f]{12}|veth[0-9a-f]{7}", "NAME"))
        .sorted()
        .toList();
  }

  int steps() {
    return runs.getFirst().size();
  }

  /// In how many steps the rules counted as in one of the real runs.
  int alike(Path out) throws IOException {
    int alike = 0;
    for (String step : runs.getFirst().keySet()) {
      Path file = out.resolve("rules").resolve(step + ".txt");
      List<String> ours = Files.exists(file) ? Files.readAllLines(file) : List.of();
      List<String> said = named(ours.stream().filter(line -> !line.isBlank()).toList());
      alike += runs.stream().anyMatch(run -> said.equals(run.get(step))) ? 1 : 0;
    }
    return alike;
  }
}
