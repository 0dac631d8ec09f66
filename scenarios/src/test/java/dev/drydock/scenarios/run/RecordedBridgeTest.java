package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.compare.FrameLines;
import dev.drydock.scenarios.conformance.SessionCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session of a real Docker Engine on its default bridge, replayed: outputs and frames.
class RecordedBridgeTest {
  private static final String FOLDER = "/recorded/default-bridge-frames/";
  private static final Path CAPTURES = Path.of("src", "test", "resources" + FOLDER + "pcap");

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RecordedBridgeTest.class.getResourceAsStream(FOLDER + name)) {
      assertTrue(in != null, name);
      return in.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(resource(name), StandardCharsets.UTF_8);
  }

  private String replay() throws IOException, RunException {
    return TranscriptRun.play(
        text("session.txt"), Played.plan(text("lab.yaml")), folder, (line, error) -> {});
  }

  @Test
  @Tag("S025")
  @Tag("S030")
  @Tag("S034")
  void every_output_is_as_the_real_engine_s() throws IOException, RunException {
    String ours = replay();

    SessionCheck.Result result = new SessionCheck(List.of(text("session.txt"))).compare(ours);

    assertEquals(List.of(), result.differences());
    assertEquals(9, result.commands());
  }

  @Test
  @Tag("X07")
  @Tag("S023")
  @Tag("S029")
  void every_frame_of_the_pings_is_as_the_recorded_one()
      throws IOException, RunException, CaptureException {
    replay();
    int captures = 0;
    for (String step :
        List.of(
            "02-ping-one-two",
            "03-ping-one-two-iputils-then-stale-probe",
            "14-one-to-gateway-ping",
            "15-host-ping-one")) {
      Path ours = folder.resolve("pcap").resolve(step + ".pcapng");
      for (String name : List.of("one", "two", "docker0")) {
        String device = name.equals("docker0") ? "dh1/docker0" : "dh1/" + name + ":eth0";
        Path recorded = CAPTURES.resolve(step).resolve(name + ".pcap");
        List<String> real = FrameLines.of(recorded, source -> true);
        List<String> told = FrameLines.of(ours, source -> source.name().equals(device));
        assertEquals(real, told, step + " " + name);
        captures += real.isEmpty() ? 0 : 1;
      }
    }
    assertEquals(12, captures);
  }

  @Test
  @Tag("X08")
  void a_second_replay_writes_the_same_bytes() throws IOException, RunException {
    replay();
    byte[] first = Files.readAllBytes(folder.resolve("pcap/02-ping-one-two.pcapng"));

    replay();

    assertFalse(first.length == 0);
    assertEquals(List.of(first.length, Arrays.hashCode(first)), sizeAndHash(folder));
  }

  private static List<Integer> sizeAndHash(Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("pcap/02-ping-one-two.pcapng"));
    return List.of(bytes.length, Arrays.hashCode(bytes));
  }
}
