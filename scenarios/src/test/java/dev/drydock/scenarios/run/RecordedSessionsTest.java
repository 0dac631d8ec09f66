package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.conformance.SessionCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sessions of real Docker Engines, replayed: how many outputs and counted rules are alike. The
/// scores may rise but not fall; `-Dscores.update=true` writes down what has risen.
class RecordedSessionsTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded");
  private static final Path SCORES = RECORDED.resolve("scores.txt");

  @TempDir Path folder;

  static Stream<Path> engineSessions() throws IOException {
    try (Stream<Path> files = Files.walk(RECORDED.resolve("engines"))) {
      return files.filter(path -> path.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("engineSessions")
  void the_rules_of_every_engine_version_are_those_of_its_own_tests(Path session)
      throws IOException, RunException {
    Path lab = session.resolveSibling("lab.yaml");

    String ours = play(session, lab, folder);

    SessionCheck check = new SessionCheck(List.of(Files.readString(session)));
    assertEquals(List.of(), check.compare(ours).differences());
  }

  @Test
  @Tag("X07")
  void the_scores_of_the_sessions_do_not_fall() throws IOException, RunException {
    Map<String, String> before = scores();
    Map<String, String> now = new TreeMap<>();
    List<String> fallen = new ArrayList<>();
    for (Path recording : recordings()) {
      String name = recording.getFileName().toString();
      String score = score(recording, folder.resolve(name));
      System.out.printf("%-22s %s%n", name, score);
      now.put(name, score);
      if (hasFallen(before.getOrDefault(name, "outputs 0/0 counters 0/0"), score)) {
        fallen.add(name + ": " + score + " instead of " + before.get(name));
      }
    }
    assertTrue(now.size() > 10, "too few recordings");
    assertEquals(List.of(), fallen);
    if (Boolean.getBoolean("scores.update")) {
      Files.write(
          SCORES, now.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }
  }

  private static List<Path> recordings() throws IOException {
    try (Stream<Path> inside = Files.list(RECORDED)) {
      return inside
          .filter(path -> Files.isRegularFile(path.resolve("counters.txt")))
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> scores() throws IOException {
    Map<String, String> scores = new TreeMap<>();
    for (String line : Files.readAllLines(SCORES)) {
      int cut = line.indexOf(' ');
      scores.put(line.substring(0, cut), line.substring(cut + 1));
    }
    return scores;
  }

  private static boolean hasFallen(String before, String now) {
    int[] then = numbers(before);
    int[] today = numbers(now);
    return today[0] < then[0] || today[1] < then[1];
  }

  /// The two numbers of what is alike.
  private static int[] numbers(String score) {
    String[] words = score.split(" ", -1);
    return new int[] {alike(words[1]), alike(words[3])};
  }

  private static int alike(String fraction) {
    return Integer.parseInt(fraction.substring(0, fraction.indexOf('/')));
  }

  private static String score(Path recording, Path out) throws IOException, RunException {
    String ours = replay(recording, out);
    SessionCheck.Result outputs = SessionCheck.of(recording.resolve("session.txt")).compare(ours);
    int alike = outputs.commands() - outputs.differences().size();
    RecordedCounters counters = RecordedCounters.of(recording);
    return "outputs %d/%d counters %d/%d"
        .formatted(alike, outputs.commands(), counters.alike(out), counters.steps());
  }

  static String replay(Path recording, Path out) throws IOException, RunException {
    Path own = recording.resolve("lab.yaml");
    Path lab = Files.exists(own) ? own : RECORDED.resolve("lab.yaml");
    return play(recording.resolve("session.txt"), lab, out);
  }

  private static String play(Path session, Path lab, Path out) throws IOException, RunException {
    return TranscriptRun.play(
        Files.readString(session), Played.plan(Files.readString(lab)), out, (line, error) -> {});
  }
}
