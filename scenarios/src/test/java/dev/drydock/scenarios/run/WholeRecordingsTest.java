package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.conformance.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions of real Docker hosts, replayed and compared in all parts that were recorded: outputs,
/// counters, rules, states, frames. Each must be as like a real run as real runs are like each
/// other.
class WholeRecordingsTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded");

  /// Those of one host and its local drivers: their outputs and states are counted together.
  private static final Set<String> ONE_HOST =
      Set.of(
          "default-bridge",
          "flat-br0",
          "host-none-container",
          "icc-internal-ipam",
          "ipv6-bridge",
          "user-bridge",
          "userland-proxy-false");

  /// Captures of the overlay in which no program races another: they must be alike.
  private static final List<String> WITHOUT_RACES =
      List.of(
          "pcap/04-http-across/ov1-eth0.pcap",
          "pcap/04-http-across/hidden-vxlan-dh2.pcap",
          "pcap/06-mtu/ov1-eth0.pcap",
          "pcap/06-mtu/ov2-eth0.pcap");

  @TempDir Path folder;

  @Test
  @Tag("X07")
  void every_recording_is_as_like_as_another_real_run() throws IOException, RunException {
    Map<String, Map<String, Score>> scores = new TreeMap<>();
    for (Path recording : recordings()) {
      String name = recording.getFileName().toString();
      Path unpacked = folder.resolve(name).resolve("real");
      WholeRecording whole = WholeRecording.unpack(recording, unpacked);
      Map<String, Score> score = whole.scores(folder.resolve(name).resolve("ours"));
      System.out.printf("%-22s %s%n", name, line(score));
      scores.put(name, score);
    }
    Map<String, Floor> floors = floors();
    List<String> poor = new ArrayList<>();
    scores.forEach((name, score) -> poor.addAll(below(name, floor(name, floors), score)));
    poor.addAll(differentOf(WITHOUT_RACES, scores.get("overlay")));

    assertEquals(List.of(), poor);
    assertEquals(scores.keySet(), floors.keySet());
    assertTrue(
        shareOfOneHost(scores) >= 0.99, () -> "outputs and states " + shareOfOneHost(scores));
  }

  private static List<Path> recordings() throws IOException {
    try (Stream<Path> inside = Files.list(RECORDED)) {
      return inside.filter(WholeRecording::isAt).sorted().toList();
    }
  }

  private static String line(Map<String, Score> scores) {
    return scores.values().stream().map(Score::toString).collect(Collectors.joining("  "));
  }

  /// What shares of counters and frames must be alike.
  private record Floor(double counters, double frames) {}

  private static Map<String, Floor> floors() throws IOException {
    Map<String, Floor> floors = new TreeMap<>();
    for (String line : Files.readAllLines(RECORDED.resolve("floors.txt"))) {
      if (!line.startsWith("#")) {
        List<String> words = List.of(line.split(" ", -1));
        double counters = Double.parseDouble(words.get(1));
        floors.put(words.get(0), new Floor(counters, Double.parseDouble(words.get(2))));
      }
    }
    return floors;
  }

  private static List<String> differentOf(
      List<String> captures, @Nullable Map<String, Score> scores) {
    Score frames = Objects.requireNonNull(Objects.requireNonNull(scores).get("frames"));
    return frames.differences().stream()
        .map(Score.Difference::where)
        .filter(captures::contains)
        .toList();
  }

  private static Floor floor(String name, Map<String, Floor> floors) {
    return Objects.requireNonNull(floors.get(name), name);
  }

  private static List<String> below(String name, Floor floor, Map<String, Score> scores) {
    List<String> poor = new ArrayList<>();
    Map<String, Double> least =
        Map.of("outputs", 0.95, "rules", 1.0, "counters", floor.counters, "frames", floor.frames);
    scores.forEach((part, score) -> {
      if (share(score) < least.getOrDefault(part, 0.0)) {
        poor.add(name + " " + score + ": " + score.differences());
      }
    });
    return poor;
  }

  private static double share(Score score) {
    return (double) score.alike() / score.compared();
  }

  private static double shareOfOneHost(Map<String, Map<String, Score>> scores) {
    int alike = 0;
    int compared = 0;
    for (String name : ONE_HOST) {
      for (String part : List.of("outputs", "states")) {
        Map<String, Score> parts = Objects.requireNonNull(scores.get(name), name);
        Score score = Objects.requireNonNull(parts.get(part), part);
        alike += score.alike();
        compared += score.compared();
      }
    }
    return (double) alike / compared;
  }
}
