package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.compare.FrameLines;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ipvlan devices made by `ip link` in two namespaces on one parent, in each mode and with each
/// flag, against sessions of Linux 6.1: every output, and every frame of every capture.
///
/// In the first session the addresses were lost in mode l2 with flag vepa, so that everything was
/// unreachable; that part was recorded again, in the second. What the commands that made the
/// devices were stands in front of each part; they had not been recorded.
class RecordedByHandTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded", "by-hand");

  /// Where a probe that is due five seconds after an answer fell into the next step, as long as the
  /// steps took, and where two answers came in another order.
  private static final Map<String, String> OTHERWISE =
      new TreeMap<>(
          Map.of(
              "hand-l2-bridge-03-k1-outside/k1", "a probe of the step before",
              "hand-l2-bridge-03-k1-outside/k2", "a probe of the step before",
              "hand-l2-bridge-04-k1-host/k1", "a probe of two steps before",
              "hand-l2-bridge-04-k1-host/k2", "a probe of two steps before",
              "hand-l2-vepa-02-k1-to-k2/uplink", "an answer before the next question"));

  @TempDir Path folder;

  private String session(String name) throws IOException {
    return Files.readString(RECORDED.resolve(name).resolve("session.txt"));
  }

  private String replay(String name) throws IOException, RunException {
    String lab = Files.readString(RECORDED.resolve("lab.yaml"));
    return TranscriptRun.play(session(name), Played.plan(lab), folder, (line, error) -> {});
  }

  private static String plain(String session) {
    return session.replaceAll("promiscuity \\d", "promiscuity N");
  }

  @ParameterizedTest
  @Tag("X05")
  @ValueSource(strings = {"ipvlan-by-hand", "ipvlan-by-hand-vepa"})
  void every_output_and_frame_is_as_recorded(String name)
      throws IOException, RunException, CaptureException {
    String ours = replay(name);

    List<String> others =
        new SessionCheck(List.of(plain(session(name))))
            .compare(plain(ours)).differences().stream()
                .map(Object::toString)
                .filter(text -> !text.contains("hand-l2-vepa-") || name.endsWith("vepa"))
                .toList();
    assertEquals(List.of(), others);
    List<String> captures = new ArrayList<>();
    try (Stream<Path> files = Files.walk(RECORDED.resolve(name).resolve("pcap"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".pcap")).sorted().toList()) {
        captures.add(compare(file));
      }
    }
    assertTrue(captures.size() > 8, captures::toString);
  }

  private String compare(Path file) throws IOException, CaptureException {
    String step = file.getName(file.getNameCount() - 2).toString();
    String label = file.getName(file.getNameCount() - 1).toString().replace(".pcap", "");
    String device = label.startsWith("k") ? "dh1/" + label + ":eth0" : label + "/eth0";
    Path ours = folder.resolve("pcap/" + step + ".pcapng");
    String name = device.replace("uplink", "dh1");
    List<String> real = FrameLines.of(file, source -> true);
    List<String> told = FrameLines.of(ours, source -> source.name().equals(name));
    String capture = step + "/" + label;
    if (!OTHERWISE.containsKey(capture)) {
      assertEquals(real, told, capture);
    }
    return capture;
  }
}
