package dev.drydock.scenarios.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which rules and policies counted in each step, and by how much: sets of lines.
final class CounterCheck {
  private CounterCheck() {}

  static Score compare(Recording recording, Path replay) throws IOException {
    Score.Tally tally = new Score.Tally("counters");
    for (Path file : Recording.files(recording.first().resolve("rules"))) {
      String name = "rules/" + Recording.name(file);
      List<List<String>> reals = new ArrayList<>();
      for (Path real : recording.all(name)) {
        reals.add(lines(real));
      }
      tally.compare(name, reals, lines(replay.resolve(name)));
    }
    return tally.score();
  }

  private static List<String> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Recording.lines(file).stream()
        .filter(line -> !line.isBlank())
        .map(line -> Names.clean(List.of(line)).getFirst())
        .sorted()
        .toList();
  }
}
