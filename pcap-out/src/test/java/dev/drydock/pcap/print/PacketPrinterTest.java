package dev.drydock.pcap.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.print.PrintOptions.Dump;
import dev.drydock.pcap.print.PrintOptions.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against tcpdump itself, see README.md beside the captures.
class PacketPrinterTest {
  private static final PrintOptions VERBOSE =
      new PrintOptions(Time.DATE, true, 1, false, false, Dump.NONE);
  private static final PrintOptions BYTES =
      new PrintOptions(Time.SINCE_LAST, false, 0, true, false, Dump.HEX_AND_TEXT);

  private static byte[] resource(String name) throws IOException {
    try (var stream = Objects.requireNonNull(PacketPrinterTest.class.getResourceAsStream(name))) {
      return stream.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(resource(name), StandardCharsets.ISO_8859_1);
  }

  private static List<CapturedPacket> packets(String name) throws IOException, CaptureException {
    try (CaptureReader reader = CaptureReader.of(resource(name + ".pcap"))) {
      return reader.remaining();
    }
  }

  private static String printed(String name, PrintOptions options)
      throws IOException, CaptureException {
    PacketPrinter printer = new PacketPrinter(options, PrintNames.NONE);
    StringBuilder text = new StringBuilder();
    for (CapturedPacket packet : packets(name)) {
      text.append(printer.ethernet(packet.timeNanos(), packet.bytes(), packet.originalLength()));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns",
        "vlan",
        "vxlan",
        "icmp-errors",
        "ipv6",
        "http",
        "dhcp",
        "dhcp-options",
        "stp"
      })
  void frames_are_printed_as_tcpdump_prints_them(String name) throws IOException, CaptureException {
    assertEquals(text(name + ".plain.txt"), printed(name, PrintOptions.PLAIN));
    assertEquals(text(name + ".verbose.txt"), printed(name, VERBOSE));
    assertEquals(text(name + ".bytes.txt"), printed(name, BYTES));
  }

  @Test
  void a_frame_that_was_cut_off_says_where() throws IOException, CaptureException {
    CapturedPacket packet = packets("http").get(2);
    PacketPrinter printer =
        new PacketPrinter(
            new PrintOptions(Time.NONE, false, 0, false, false, Dump.NONE), PrintNames.NONE);
    byte[] cut = Arrays.copyOf(packet.bytes(), 36);
    String line = printer.ethernet(0, cut, packet.originalLength());
    assertTrue(line.endsWith(" [|tcp]\n"), line);
  }

  /// Bytes changed and cut off at random: every frame has its line, and nothing is thrown.
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void any_bytes_can_be_printed(long seed) throws IOException, CaptureException {
    RandomStream random = new RandomStream(seed, "print fuzz");
    PrintOptions options = new PrintOptions(Time.OF_DAY, true, 2, false, false, Dump.NONE);
    for (String name : List.of("dns", "vlan", "vxlan", "icmp-errors", "ipv6", "http")) {
      PacketPrinter printer = new PacketPrinter(options, PrintNames.NONE);
      for (CapturedPacket packet : packets(name)) {
        for (int i = 0; i < 300; i++) {
          byte[] bytes = Arrays.copyOf(packet.bytes(), 1 + random.nextInt(packet.bytes().length));
          for (int j = random.nextInt(4); j > 0; j--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
          assertTrue(printer.ethernet(i, bytes, packet.originalLength()).endsWith("\n"));
        }
      }
    }
  }
}
