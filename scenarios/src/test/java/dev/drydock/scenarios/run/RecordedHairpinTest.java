package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.pcap.CaptureException;
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
      byte[] ours = Files.readAllBytes(folder.resolve("pcap").resolve(step + ".pcapng"));
      byte[] recorded = Files.readAllBytes(SESSION.resolve("pcap").resolve(capture + ".pcap"));
      List<String> real = segments(RecordedFrames.of(recorded, ""));
      assertFalse(real.isEmpty(), capture);
      assertEquals(real, segments(RecordedFrames.of(ours, "dh1/" + name + ":eth0")), capture);
    }
  }

  /// From where to where, flags, numbers and lengths; without ports and time stamps, which are
  /// random. Who closes first is chance as well.
  private static List<String> segments(List<String> frames) {
    return frames.stream()
        .filter(frame -> frame.contains(" TCP "))
        .takeWhile(frame -> !frame.contains("FIN"))
        .map(frame -> frame.replaceFirst(" TCP \\d+ \\d+ -> \\d+ ", " "))
        .map(frame -> frame.replaceFirst(" Win=.* Len=(\\d+).*", " Len=$1"))
        .map(frame -> frame.replaceFirst(" Win=\\d+ (Len=\\d+).*", " $1"))
        .toList();
  }
}
