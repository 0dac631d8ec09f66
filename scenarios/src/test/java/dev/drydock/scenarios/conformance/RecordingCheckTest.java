package dev.drydock.scenarios.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingCheckTest {
  private static final String COUNTERS = "rules/01-ping.txt";
  private static final String RULES = "state-end/host.iptables-save-c.txt";
  private static final String HOST = "state-end/host.net.txt";
  private static final String CONTAINER = "state-end/c-one.txt";
  private static final String SETTINGS = "state-end/c-one.networksettings.json";

  @TempDir Path folder;
  private Path real;
  private Path ours;

  @BeforeEach
  void both_have_the_same() throws IOException {
    real = folder.resolve("real");
    ours = folder.resolve("ours");
    write(real, "session.txt", "");
    for (Path side : List.of(real, ours)) {
      String veth = side == real ? "veth1234567" : "veth89abcde";
      write(side, COUNTERS, "v4 filter -A FORWARD -i " + veth + " +1 packets +84 bytes\n");
      write(side, RULES, "*nat\n:INPUT ACCEPT [0:0]\nCOMMIT\n*filter\n[3:4] -A INPUT -j DROP\n");
      write(
          side,
          HOST,
          "### ip -d addr\nignored\n### ip route show table all\nfe80::/64 dev " + veth + "\n");
      write(side, CONTAINER, "### ip route\n10.0.0.0/8 dev eth0\n### /etc/hosts\n127.0.0.1 a\n");
      write(
          side,
          SETTINGS,
          "{\"SandboxID\": \"%s\", \"Ports\": {\"80/tcp\": null}, \"Networks\": {\"n\": {\"Gateway\": \"10.0.0.1\"}}}"
              .formatted(veth));
    }
  }

  private static void write(Path side, String file, String text) throws IOException {
    Path path = side.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String scores() throws IOException {
    return RecordingCheck.of(real.resolve("session.txt")).compare(ours).stream()
        .map(Score::toString)
        .collect(Collectors.joining(" "));
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = ours.resolve(file);
    String before = Files.readString(path);
    String after = before.replace(from, to);
    Files.writeString(path, after);
    assertEquals(false, before.equals(after), "nothing was changed");
  }

  @Test
  void random_names_make_no_difference() throws IOException {
    assertEquals("counters 1/1 rules 1/1 states 4/4", scores());
  }

  @Test
  void what_was_not_recorded_is_not_compared() throws IOException {
    Files.delete(real.resolve(COUNTERS));
    Files.delete(real.resolve(RULES));
    assertEquals("states 4/4", scores());
  }

  @Test
  void another_count_is_a_difference_unless_another_real_run_has_it() throws IOException {
    change(COUNTERS, "84 bytes", "85 bytes");
    assertEquals("counters 0/1 rules 1/1 states 4/4", scores());

    write(real, "again-1/" + COUNTERS, Files.readString(ours.resolve(COUNTERS)));
    assertEquals("counters 1/1 rules 1/1 states 4/4", scores());
  }

  @Test
  void counts_of_packets_are_no_part_of_a_rule_set_and_rules_are() throws IOException {
    change(RULES, "[3:4]", "[5:6]");
    assertEquals("counters 1/1 rules 1/1 states 4/4", scores());

    change(RULES, "-j DROP", "-j ACCEPT");
    assertEquals("counters 1/1 rules 0/1 states 4/4", scores());
  }

  @Test
  void each_section_and_each_container_counts() throws IOException {
    change(HOST, "fe80::/64", "fe81::/64");
    assertEquals("counters 1/1 rules 1/1 states 3/4", scores());
    change(CONTAINER, "10.0.0.0/8", "10.0.0.0/9");
    assertEquals("counters 1/1 rules 1/1 states 2/4", scores());
    change(SETTINGS, "10.0.0.1", "10.0.0.2");
    assertEquals("counters 1/1 rules 1/1 states 1/4", scores());
  }

  @Test
  void what_a_replay_did_not_write_is_a_difference() throws IOException {
    for (String file : List.of(COUNTERS, RULES, HOST, CONTAINER, SETTINGS)) {
      Files.delete(ours.resolve(file));
    }
    assertEquals("counters 0/1 rules 0/1 states 0/4", scores());
  }

  @Test
  void bytes_that_are_no_text_and_folders_among_files_do_no_harm() throws IOException {
    Files.write(real.resolve(CONTAINER), new byte[] {'#', '#', '#', ' ', -1, -2, '\n'});
    Files.createDirectories(real.resolve("rules/old"));
    Files.createDirectories(real.resolve("state-end/c-two.txt"));
    Files.createDirectories(real.resolve("pcap/01-ping/one.pcap"));
    Files.write(real.resolve(SETTINGS), new byte[] {'{', -1});

    assertEquals("counters 1/1 rules 1/1 states 1/2", scores());
  }

  @Test
  void a_capture_without_our_interface_is_a_difference_and_silence_is_nothing() throws IOException {
    Files.createDirectories(real.resolve("pcap/01-ping"));
    Files.write(real.resolve("pcap/01-ping/one.pcap"), capture(14));
    Files.write(real.resolve("pcap/01-ping/two.pcap"), capture(0));
    assertEquals("counters 1/1 rules 1/1 states 4/4 frames 0/1", scores());
  }

  /// A classic capture with one frame of so many bytes, or none.
  private static byte[] capture(int bytes) {
    ByteBuffer file = ByteBuffer.allocate(24 + (bytes == 0 ? 0 : 16 + bytes));
    file.order(ByteOrder.LITTLE_ENDIAN).putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    file.putLong(0).putInt(65_535).putInt(1);
    if (bytes > 0) {
      file.putInt(0).putInt(0).putInt(bytes).putInt(bytes);
    }
    return file.array();
  }
}
