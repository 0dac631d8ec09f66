package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Captures of a swarm's overlay network: each is as in one of the real runs.
class RecordedOverlayTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded");
  private static final Path SESSION = RECORDED.resolve("overlay");

  @TempDir Path folder;

  private void play() throws IOException, RunException {
    TranscriptRun.play(
        Files.readString(SESSION.resolve("session.txt")),
        Played.plan(Files.readString(RECORDED.resolve("lab.yaml"))),
        folder,
        (line, error) -> {});
  }

  @Test
  void captures_are_as_in_one_of_the_real_runs() throws Exception {
    play();

    same("04-http-across/ov1-eth0", "dh1/ov1:eth0");
    same("04-http-across/hidden-vxlan-dh2", "dh2/1-.*:vxlan0");
    same("06-mtu/ov1-eth0", "dh1/ov1:eth0");
    same("06-mtu/ov2-eth0", "dh2/ov2:eth0");
  }

  private void same(String capture, String device) throws IOException, CaptureException {
    String step = capture.substring(0, capture.indexOf('/'));
    byte[] file = Files.readAllBytes(folder.resolve("pcap").resolve(step + ".pcapng"));
    List<String> ours = frames(file, device);
    List<List<String>> real = new ArrayList<>();
    for (Path run : runs()) {
      Path recorded = run.resolve("pcap").resolve(capture + ".pcap");
      if (Files.exists(recorded)) {
        real.add(frames(Files.readAllBytes(recorded), ""));
      }
    }
    assertFalse(real.isEmpty(), capture);
    assertTrue(
        real.contains(ours),
        () ->
            capture
                + "\nreal\n"
                + String.join("\n", real.getFirst())
                + "\nours\n"
                + String.join("\n", ours));
  }

  private static List<Path> runs() {
    try (Stream<Path> again = Files.list(SESSION)) {
      return Stream.concat(
              Stream.of(SESSION),
              again.filter(path -> path.getFileName().toString().startsWith("again-")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stations, flags, numbers and lengths; without ports, windows and time stamps, which are
  /// random, and without what nodes tell each other.
  private static List<String> frames(byte[] file, String device) throws CaptureException {
    return RecordedFrames.of(file, device).stream()
        .filter(frame -> !frame.contains("7946") && !frame.contains("2377"))
        .map(frame -> frame.replaceAll("\\b(3[2-9]|[4-6]\\d)\\d{3}\\b", "p"))
        .map(frame -> frame.replaceAll(" (Win|TSval|TSecr)=\\d+|ID=[0-9a-f]+", ""))
        .toList();
  }
}
