package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptVerbTest {
  private static final String SESSION =
      """
      # scenario small

      dh1$ docker run -d --name one busybox sleep 1000
      0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

      ######## step 01-ping

      dh1$ ping -c 1 172.17.0.2 >/dev/null

      ## state end dh1
      """;

  private static final String LAB =
      """
      services: {}
      x-drydock:
        engine: "20.10"
        machines: { dh1: { docker: {} } }
      """;

  @TempDir Path folder;

  @BeforeEach
  void a_session_and_its_lab() throws IOException {
    Files.writeString(folder.resolve("session.txt"), SESSION);
    Files.writeString(folder.resolve("lab.yaml"), LAB);
  }

  private Ran replay(String... more) {
    String[] words = {"transcript", "session.txt", "--lab", "lab.yaml", "--out", "ours"};
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Ran.drydock(folder, all);
  }

  @Test
  void a_session_alone_is_compared_by_its_outputs() {
    Ran ran = replay("--check");

    assertTrue(ran.out().endsWith("2 of 2 outputs alike\n"), ran.out() + ran.err());
    assertEquals(0, ran.status());
  }

  @Test
  void what_lies_beside_the_session_is_compared_as_well() throws IOException {
    assertEquals(0, replay().status());
    for (String file : List.of("state-end/host.net.txt", "rules/01-ping.txt")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(folder.resolve("ours").resolve(file), folder.resolve(file));
    }
    Ran same = replay("--check");
    assertTrue(
        same.out().endsWith("2 of 2 outputs alike\n1 of 1 counters alike\n1 of 1 states alike\n"),
        same.out());
    assertEquals(0, same.status());

    Path state = folder.resolve("state-end/host.net.txt");
    Files.writeString(state, Files.readString(state).replace("172.17.0.0/16", "172.18.0.0/16"));
    Ran other = replay("--check");

    assertTrue(other.out().contains("DIFFERS states"), other.out());
    assertTrue(other.out().contains("    -172.18.0.0/16 dev docker0"), other.out());
    assertTrue(other.out().endsWith("0 of 1 states alike\n"), other.out());
    assertEquals(1, other.status());
  }

  @Test
  void a_capture_that_is_none_is_named() throws IOException {
    Files.createDirectories(folder.resolve("pcap/01-ping"));
    Files.writeString(folder.resolve("pcap/01-ping/one.pcap"), "no capture");

    Ran ran = replay("--check");

    assertTrue(ran.err().contains("one.pcap"), ran.err());
    assertEquals(2, ran.status());
  }
}
