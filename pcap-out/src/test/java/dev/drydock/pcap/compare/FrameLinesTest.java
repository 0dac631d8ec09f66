package dev.drydock.pcap.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.print.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLinesTest {
  private static final Path CAPTURES =
      Path.of("src", "test", "resources", "dev", "drydock", "pcap", "print");

  private static List<byte[]> frames(String name) throws CaptureException {
    try (CaptureReader reader = CaptureReader.open(CAPTURES.resolve(name + ".pcap"))) {
      List<byte[]> frames = new ArrayList<>();
      reader.forEachRemaining(packet -> frames.add(packet.bytes()));
      return frames;
    }
  }

  /// A connection, without the question for the address before it.
  private static List<byte[]> segments() throws CaptureException {
    return new ArrayList<>(frames("http").subList(2, 14));
  }

  private static List<String> lines(List<byte[]> frames) {
    FrameWords words = new FrameWords();
    List<String> lines = new ArrayList<>();
    frames.forEach(bytes -> words.lineOf(new Octets(bytes, 0, bytes.length)).ifPresent(lines::add));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dns", "vxlan", "icmp-errors", "ipv6", "stp", "vlan", "http", "dhcp"})
  void lines_are_as_another_program_writes_them(String name) throws IOException, CaptureException {
    try (var stream = FrameLinesTest.class.getResourceAsStream(name + ".txt")) {
      String expected =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = FrameLines.of(CAPTURES.resolve(name + ".pcap"), source -> true);
      assertEquals(expected.lines().toList(), lines);
      assertTrue(lines.size() > 3, "too few frames");
    }
  }

  @Test
  void other_stations_ports_identifiers_and_numbers_make_no_difference() throws CaptureException {
    List<byte[]> frames = segments();
    List<String> before = lines(frames);

    frames.forEach(FrameLinesTest::disguise);

    assertEquals(before, lines(frames));
  }

  /// Another MAC at the end of each address, another random port, IP identifier, other numbers.
  private static void disguise(byte[] frame) {
    frame[5] ^= 0x55;
    frame[11] ^= 0x55;
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    bytes.putShort(18, (short) 4711);
    for (int port : new int[] {34, 36}) {
      if (bytes.getShort(port) < 0) {
        bytes.putShort(port, (short) (bytes.getShort(port) ^ 0x0155));
      }
    }
    bytes.putInt(38, bytes.getInt(38) + 1000);
    bytes.putInt(42, (frame[47] & 0x10) == 0 ? 0 : bytes.getInt(42) + 1000);
  }

  @Test
  void another_time_to_live_and_another_order_do_make_a_difference() throws CaptureException {
    List<byte[]> frames = segments();
    List<String> before = lines(frames);
    byte[] first = frames.removeFirst();
    frames.addLast(first);
    assertNotEquals(before, lines(frames));
    frames.removeLast();
    frames.addFirst(first);
    assertEquals(before, lines(frames));
    frames.get(3)[22]--;
    assertNotEquals(before, lines(frames));
  }

  @Test
  void chatter_is_left_out_and_names_nobody() throws CaptureException {
    List<byte[]> frames = segments();
    byte[] report = frames.getFirst().clone();
    report[11] ^= 0x33;
    report[23] = 2; // IGMP
    List<String> before = lines(frames);
    frames.addFirst(report);
    assertEquals(before, lines(frames));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dns", "vxlan", "icmp-errors", "ipv6", "stp", "vlan", "http", "dhcp"})
  void a_frame_that_was_cut_anywhere_still_has_a_line_or_is_chatter(String name)
      throws CaptureException {
    for (byte[] frame : frames(name)) {
      for (int length = 0; length <= frame.length; length++) {
        FrameWords words = new FrameWords();
        Octets cut = new Octets(frame, 0, length);
        assertTrue(words.lineOf(cut).map(line -> !line.isEmpty()).orElse(true));
      }
    }
  }
}
