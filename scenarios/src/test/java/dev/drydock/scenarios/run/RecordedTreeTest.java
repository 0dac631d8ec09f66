package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.wire.Bpdu;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.scenarios.conformance.SessionCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two bridges with two cables between them, as Linux 6.18 did it: who becomes root, which port is
/// closed, what happens when a cable is pulled, another bridge becomes root, and the root falls
/// silent. What the timers show is left out, since they stand at other points of their course.
class RecordedTreeTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded", "stp");

  @TempDir Path folder;
  private String ours = "";

  @BeforeEach
  void replay() throws IOException, RunException {
    String lab = Files.readString(RECORDED.resolve("lab.yaml"));
    ours = TranscriptRun.play(recorded(), Played.plan(lab), folder, (line, error) -> {});
  }

  private static String recorded() throws IOException {
    return Files.readString(RECORDED.resolve("session.txt"));
  }

  /// Without what timers show, the name behind `@` that a pair within one kernel has, and what
  /// depends on who watches.
  private static String plain(String session) {
    return session
        .replaceAll("(timer\\s+)\\d+\\.\\d\\d", "$1T")
        .replaceAll("(?m)(no\\t+\\s+)\\d+\\.\\d\\d$", "$1T")
        .replaceAll("@(c1|if\\d+)", "")
        .replaceAll(" link-netns\\S* \\S+", "")
        .replaceAll("promiscuity \\d", "promiscuity N");
  }

  @Test
  @Tag("S163")
  void every_output_is_as_recorded() throws IOException {
    SessionCheck.Result result = new SessionCheck(List.of(plain(recorded()))).compare(plain(ours));

    assertEquals(List.of(), result.differences());
    assertTrue(result.commands() > 40);
  }

  @Test
  @Tag("X02")
  void every_message_of_the_tree_says_what_was_recorded() throws IOException, CaptureException {
    int messages = 0;
    Map<String, List<String>> before = new TreeMap<>();
    for (String step : List.of("01-election", "02-cable-pulled", "03-new-root", "04-root-silent")) {
      byte[] all = Files.readAllBytes(folder.resolve("pcap/" + step + ".pcapng"));
      for (String name : List.of("a-c1", "a-c2", "b-c1", "b-c2", "sb")) {
        Path file = RECORDED.resolve("pcap/" + step + "/" + name + ".pcap");
        if (!Files.exists(file)) {
          continue; // tcpdump does not begin on a card that is down
        }
        String device = name.equals("sb") ? "sb/eth0" : name.replace('-', '/');
        List<String> real = messages(Files.readAllBytes(file), "");
        List<String> told = messages(all, device);
        dropRepeated(real, before.getOrDefault(name, List.of()));
        dropRepeated(told, before.getOrDefault(name, List.of()));
        assertEquals(real, told, step + " " + name);
        before.put(name, real);
        messages += real.size();
      }
    }
    assertTrue(messages > 30, "only " + messages);
  }

  /// A message that only repeats the last one of the step before may fall into either.
  private static void dropRepeated(List<String> messages, List<String> before) {
    if (!messages.isEmpty() && !before.isEmpty() && messages.getFirst().equals(before.getLast())) {
      messages.removeFirst();
    }
  }

  /// The messages, in order, of which those that repeat one count once. How old the news of the
  /// root is in parts of a second depends on where the timers stand.
  private static List<String> messages(byte[] file, String device) throws CaptureException {
    List<String> lines = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(file)) {
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        byte[] frame = packet.bytes();
        boolean wanted = device.isEmpty() || packet.interfaceName().equals(device);
        if (wanted && Bpdu.isValid(frame, 0, frame.length)) {
          String line = text(frame);
          if (lines.isEmpty() || !lines.getLast().equals(line)) {
            lines.add(line);
          }
        }
      }
    }
    return lines;
  }

  private static String text(byte[] frame) {
    if (Bpdu.type(frame, 0) == Bpdu.TOPOLOGY_CHANGE) {
      return frame.length + " bytes: topology change";
    }
    Bpdu told = Bpdu.read(frame, 0);
    int age = Math.min(1, told.messageAge());
    String times =
        Stream.of(age, told.maxAge(), told.helloTime(), told.forwardDelay())
            .map(String::valueOf)
            .toList()
            .toString();
    return "%d bytes: flags %02x root %016x cost %d bridge %016x port %04x times %s"
        .formatted(
            frame.length,
            told.flags(),
            told.root(),
            told.cost(),
            told.bridge(),
            told.port(),
            times);
  }
}
