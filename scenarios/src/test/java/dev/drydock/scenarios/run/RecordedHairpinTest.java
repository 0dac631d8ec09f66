package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.compare.FrameLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Published ports without docker-proxy, asked for from the same bridge, as recorded: both copies
/// of an answer come before the first acknowledgement, since connect still holds its socket.
class RecordedHairpinTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded");
  private static final Path SESSION = RECORDED.resolve("userland-proxy-false");

  @TempDir Path folder;

  @Test
  void every_segment_is_as_the_recorded_one() throws IOException, RunException, CaptureException {
    TranscriptRun.play(
        Files.readString(SESSION.resolve("session.txt")),
        Played.plan(Files.readString(RECORDED.resolve("lab.yaml"))),
        folder,
        (line, error) -> {});

    for (String capture :
        List.of(
            "04-one-to-host-published/one",
            "04-one-to-host-published/web",
            "05-web-to-itself-hairpin/web")) {
      String step = capture.substring(0, capture.indexOf('/'));
      String name = capture.substring(capture.indexOf('/') + 1);
      Path ours = folder.resolve("pcap").resolve(step + ".pcapng");
      Path recorded = SESSION.resolve("pcap").resolve(capture + ".pcap");
      List<String> real = segments(FrameLines.of(recorded, source -> true));
      assertFalse(real.isEmpty(), capture);
      String device = "dh1/" + name + ":eth0";
      List<String> told = FrameLines.of(ours, source -> source.name().equals(device));
      assertEquals(real, segments(told), capture);
    }
  }

  /// Those before the connection ends: who closes first is chance.
  private static List<String> segments(List<String> frames) {
    return frames.stream()
        .filter(frame -> frame.contains(" tcp "))
        .takeWhile(frame -> !frame.matches(".* tcp \\S+ F.*"))
        .toList();
  }
}
