package dev.drydock.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.wire.Ipv4Prefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that other programs write.
class PcapngReaderTest {
  /// A section header, an Ethernet interface `br0` with 192.168.2.2/24 and microsecond stamps, and
  /// a packet of 5 of 60 bytes, inbound to all, all big-endian.
  private static final String BIG_ENDIAN =
      """
      0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c
      00000001 0000002c 00010000 00040000 00020003 62723000 00040008 c0a80202 ffffff00 00000000
      0000002c
      00000006 00000034 00000000 00060a24 181e4000 00000005 0000003c ffffffff ff000000
      00020004 0000000d 00000000 00000034
      """;

  @TempDir Path folder;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  @Test
  void big_endian_files_are_read() throws CaptureException {
    try (CaptureReader reader = CaptureReader.of(hex(BIG_ENDIAN))) {
      CapturedPacket packet = reader.next();
      assertEquals("br0", packet.interfaceName());
      assertEquals(
          List.of(Ipv4Prefix.parse("192.168.2.2/24")), packet.source().description().addresses());
      assertEquals(1_700_000_000_000_000_000L, packet.timeNanos());
      assertArrayEquals(hex("ffffffffff"), packet.bytes());
      assertEquals(60, packet.originalLength());
      assertEquals(PacketFlags.INBOUND | PacketFlags.BROADCAST, packet.notes().flags());
      assertThrows(NoSuchElementException.class, reader::next);
    }
  }

  @Test
  void another_section_counts_its_interfaces_anew() throws CaptureException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer =
        PcapngWriter.to(out, "test", CaptureSettings.withComment("second section"))) {
      writer.write(
          writer.addInterface(Frames.device("eth0")), 0, new Frames().of(Frames.ARP_REQUEST), true);
    }
    byte[] second = out.toByteArray();
    out.reset();
    out.writeBytes(hex(BIG_ENDIAN));
    out.writeBytes(second);
    try (PcapngReader reader = (PcapngReader) CaptureReader.of(out.toByteArray())) {
      assertEquals(
          List.of("br0", "eth0"),
          reader.remaining().stream().map(CapturedPacket::interfaceName).toList());
      assertEquals(2, reader.interfaces().size());
      assertEquals("second section", reader.section().comment());
    }
  }

  @Test
  void unknown_blocks_and_options_are_passed_over() throws CaptureException {
    String journal = "00000009 00000014 4d455353 41474500 00000014";
    String file =
        BIG_ENDIAN
            .replace("00000006 00000034", journal + " 00000006 0000003c")
            .replace("00020004 0000000d", "12340003 abcdef00 00020004 0000000d")
            .replace("00000000 00000034", "00000000 0000003c");
    try (CaptureReader reader = CaptureReader.of(hex(file))) {
      assertEquals(0x0d, reader.next().notes().flags());
      assertFalse(reader.hasNext());
      assertFalse(reader.isTruncated());
    }
  }

  @Test
  void packet_of_an_interface_that_was_not_described_is_passed_over() throws CaptureException {
    String file =
        BIG_ENDIAN.replaceFirst("00000034 00000000 00060a24", "00000034 00000001 00060a24");
    try (CaptureReader reader = CaptureReader.of(hex(file))) {
      assertFalse(reader.hasNext());
      assertFalse(reader.isTruncated());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9, 0, 1700000000123456789, 1700000000123456789",
    "6, 0, 1700000000123456, 1700000000123456000",
    "0, 0, 1700000000, 1700000000000000000",
    "12, 0, 1700000000123456789, 1700000000123456",
    "6, 10, 5, 10000005000",
    "9, -1, 1000000005, 5",
    "138, 0, 1536, 1500000000",
    "160, 0, 4294967297, 1000000000",
  })
  void stamps_count_in_the_unit_of_their_interface(
      int resolution, long offset, long ticks, long nanos) {
    assertEquals(nanos, new TimestampUnit(resolution, offset).nanos(ticks));
  }

  @Test
  void other_files_are_refused_with_their_first_bytes() throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), "<html>");
    CaptureException error = assertThrows(CaptureException.class, () -> CaptureReader.open(file));
    assertEquals("not a capture file: " + file + " begins with 3c 68 74 6d", error.getMessage());
  }

  @Test
  void missing_file_is_an_error_with_the_name() {
    Path file = folder.resolve("none.pcap");
    CaptureException error = assertThrows(CaptureException.class, () -> CaptureReader.open(file));
    assertEquals("cannot read capture " + file + ": no such file or folder", error.getMessage());
  }

  @Test
  void empty_file_has_no_packets() throws IOException, CaptureException {
    Path file = Files.createFile(folder.resolve("empty.pcap"));
    try (CaptureReader reader = CaptureReader.open(file)) {
      assertTrue(reader.remaining().isEmpty());
    }
  }
}
