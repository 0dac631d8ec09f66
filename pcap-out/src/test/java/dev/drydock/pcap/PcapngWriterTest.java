package dev.drydock.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.pcap.filter.CaptureFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapngWriterTest {
  private static final CaptureSettings PLAIN =
      new CaptureSettings(
          "emu",
          "",
          "",
          CaptureSettings.WHOLE_FRAMES,
          0,
          CaptureFilter.ALL,
          CaptureSettings.UNLIMITED);

  private final Frames frames = new Frames();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  private static List<CapturedPacket> read(byte[] file) throws CaptureException {
    try (CaptureReader reader = CaptureReader.of(file)) {
      List<CapturedPacket> packets = reader.remaining();
      assertFalse(reader.isTruncated());
      return packets;
    }
  }

  @Tag("X07")
  @Test
  void section_header_has_the_bytes_of_the_format() throws CaptureException {
    try (PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN)) {
      writer.flush();
    }
    assertArrayEquals(
        hex(
            """
            0a 0d 0d 0a 28 00 00 00 4d 3c 2b 1a 01 00 00 00
            ff ff ff ff ff ff ff ff 04 00 03 00 65 6d 75 00
            00 00 00 00 28 00 00 00
            """),
        out.toByteArray());
  }

  @Tag("X07")
  @Test
  void interface_block_has_the_bytes_of_the_format() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    writer.flush();
    out.reset();
    writer.addInterface(new InterfaceDescription("eth0", "", 0x0242_ac11_0002L, List.of()));
    writer.flush();
    assertArrayEquals(
        hex(
            """
            01 00 00 00 34 00 00 00 01 00 00 00 00 00 04 00
            02 00 04 00 65 74 68 30 06 00 06 00 02 42 ac 11
            00 02 00 00 09 00 01 00 09 00 00 00 00 00 00 00
            34 00 00 00
            """),
        out.toByteArray());
  }

  @Tag("X07")
  @Test
  void packet_block_has_the_bytes_of_the_format() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN.withSnaplen(14));
    int eth0 = writer.addInterface(new InterfaceDescription("eth0", "", 0, List.of()));
    writer.flush();
    out.reset();
    Frame frame = frames.of("ffff ffff ffff 0242 ac11 0002 0806" + "00".repeat(46));
    frame.id = 7;
    writer.write(eth0, 1_700_000_000_123_456_789L, frame, true);
    writer.flush();
    assertArrayEquals(
        hex(
            """
            06 00 00 00 48 00 00 00 00 00 00 00 fe 9c 97 17
            15 cd 85 3d 0e 00 00 00 3c 00 00 00 ff ff ff ff
            ff ff 02 42 ac 11 00 02 08 06 00 00 02 00 04 00
            0e 00 00 00 05 00 08 00 07 00 00 00 00 00 00 00
            00 00 00 00 48 00 00 00
            """),
        out.toByteArray());
  }

  @Test
  void an_interface_may_keep_less_of_its_frames_than_the_file() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    InterfaceDescription description = new InterfaceDescription("eth0", "", 0, List.of());
    int whole = writer.addInterface(description);
    int cut = writer.addInterface(description.keeping(20));
    Frame frame = frames.of("ffff ffff ffff 0242 ac11 0002 0806" + "00".repeat(46));
    writer.write(whole, 0, frame, true);
    writer.write(cut, 0, frame, true);
    writer.close();

    List<Integer> kept = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(out.toByteArray())) {
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        assertEquals(60, packet.originalLength());
        kept.add(packet.bytes().length);
      }
    }
    assertEquals(List.of(60, 20), kept);
  }

  @ParameterizedTest
  @CsvSource({
    "02:42:ac:11:00:02, false, 05",
    "02:42:ac:11:00:02, true,  06",
    "01:00:5e:00:00:01, false, 09",
    "01:00:5e:00:00:01, true,  0a",
    "ff:ff:ff:ff:ff:ff, false, 0d",
    "ff:ff:ff:ff:ff:ff, true,  0e",
    "02:42:ac:11:00:03, false, 11",
    "02:42:ac:11:00:03, true,  06",
  })
  void flags_tell_direction_and_addressee(String destination, boolean outbound, String flags)
      throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    Frame frame = frames.of(destination.replace(":", "") + "0242ac1100090800");
    writer.write(device, 1, frame, outbound);
    writer.close();
    assertEquals(Integer.parseInt(flags, 16), read(out.toByteArray()).getFirst().notes().flags());
  }

  @Test
  void comment_goes_to_the_newest_packet_only() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    Frame first = frames.of(Frames.ARP_REQUEST);
    Frame second = frames.of(Frames.ARP_REQUEST);
    writer.write(device, 1, first, true);
    assertTrue(writer.annotateLast(first.id, "first"));
    writer.write(device, 2, second, true);
    assertFalse(writer.annotateLast(first.id, "too late"));
    assertTrue(writer.annotateLast(second.id, "no route"));
    assertTrue(writer.annotateLast(second.id, "größer als 1450"));
    writer.close();
    List<CapturedPacket> packets = read(out.toByteArray());
    assertEquals(List.of("first"), packets.get(0).notes().comments());
    assertEquals(List.of("no route", "größer als 1450"), packets.get(1).notes().comments());
  }

  @Test
  void no_comment_after_another_block_or_a_flush() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    Frame frame = frames.of(Frames.ARP_REQUEST);
    writer.write(device, 1, frame, true);
    writer.addInterface(Frames.device("eth1"));
    assertFalse(writer.annotateLast(frame.id, "late"));
    writer.write(device, 2, frame, true);
    writer.flush();
    assertFalse(writer.annotateLast(frame.id, "late"));
    writer.close();
    assertEquals(2, read(out.toByteArray()).size());
  }

  @Test
  void comment_that_does_not_fit_the_buffer_leaves_the_packet_whole() throws CaptureException {
    BlockBuffer small = new BlockBuffer("test", out, 256);
    PcapngWriter writer = new PcapngWriter(small, PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    Frame frame = frames.of(Frames.ARP_REQUEST);
    for (int i = 0; i < 20; i++) {
      writer.write(device, i, frame, true);
      assertTrue(writer.annotateLast(frame.id, "x".repeat(i * 20)), "comment " + i);
    }
    writer.close();
    List<CapturedPacket> packets = read(out.toByteArray());
    assertEquals(20, packets.size());
    for (int i = 0; i < 20; i++) {
      assertEquals("x".repeat(i * 20), packets.get(i).notes().comment());
    }
  }

  @Test
  void long_comment_is_cut_between_characters() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    Frame frame = frames.of(Frames.ARP_REQUEST);
    writer.write(device, 1, frame, true);
    writer.annotateLast(frame.id, "x" + "ü".repeat(5000));
    writer.close();
    assertEquals("x" + "ü".repeat(2047), read(out.toByteArray()).getFirst().notes().comment());
  }

  @Test
  void interface_made_again_is_a_second_block() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int before = writer.addInterface(Frames.device("host/one:eth0"));
    writer.write(before, 1, frames.of(Frames.ARP_REQUEST), true);
    int after = writer.addInterface(Frames.device("host/one:eth0"));
    writer.write(after, 2, frames.of(Frames.ARP_REQUEST), true);
    writer.close();
    try (PcapngReader reader = (PcapngReader) CaptureReader.of(out.toByteArray())) {
      assertEquals(2, reader.remaining().size());
      assertEquals(
          List.of("host/one:eth0", "host/one:eth0"),
          reader.interfaces().stream().map(CapturedInterface::name).toList());
      assertEquals(
          List.of(1L, 1L),
          reader.statistics().stream().map(InterfaceStatistics::received).toList());
    }
  }

  @Test
  void lost_frames_are_counted_on_the_next_packet_and_at_the_end() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    writer.write(device, 5, frames.of(Frames.ARP_REQUEST), true);
    writer.countDrop(device, true);
    writer.countDrop(device, true);
    writer.countDrop(device, false);
    writer.write(device, 6, frames.of(Frames.ARP_REQUEST), true);
    writer.write(device, 7, frames.of(Frames.ARP_REQUEST), true);
    writer.close();
    try (PcapngReader reader = (PcapngReader) CaptureReader.of(out.toByteArray())) {
      assertEquals(
          List.of(0L, 2L, 0L),
          reader.remaining().stream().map(packet -> packet.notes().dropCount()).toList());
      assertEquals(
          new InterfaceStatistics(reader.interfaces().getFirst(), 5, 7, 3, 3, 3),
          reader.statistics().getFirst());
    }
  }

  @Test
  void whatever_has_been_written_is_whole_blocks() throws CaptureException {
    RandomStream random = new RandomStream(11, "flush");
    PcapngWriter writer = new PcapngWriter(new BlockBuffer("test", out, 4096), PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    int size = 0;
    for (int i = 0; i < 200; i++) {
      Frame frame = frames.any(random);
      writer.write(device, i, frame, true);
      frame.release();
      if (out.size() != size) {
        size = out.size();
        assertTrue(read(out.toByteArray()).size() <= i + 1);
      }
    }
    writer.flush();
    assertEquals(200, read(out.toByteArray()).size());
  }

  @Test
  void a_second_of_virtual_time_is_enough_to_be_written() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN);
    int device = writer.addInterface(Frames.device("eth0"));
    writer.write(device, 5, frames.of(Frames.ARP_REQUEST), true);
    writer.write(device, 1_000_000_004, frames.of(Frames.ARP_REQUEST), true);
    assertEquals(0, read(out.toByteArray()).size());
    writer.write(device, 1_000_000_005, frames.of(Frames.ARP_REQUEST), true);
    assertEquals(2, read(out.toByteArray()).size());
  }

  @Test
  void file_can_be_read_while_it_grows() throws CaptureException {
    Path file = folder.resolve("a/b/run.pcapng");
    PcapngWriter writer = PcapngWriter.create(file, CaptureSettings.withComment("ping, seed 1"));
    int device = writer.addInterface(Frames.device("eth0"));
    writer.write(device, 5, frames.of(Frames.ARP_REQUEST), true);
    writer.flush();
    try (CaptureReader reader = CaptureReader.open(file)) {
      CapturedPacket packet = reader.next();
      assertEquals(CaptureSettings.RUN_START_NANOS + 5, packet.timeNanos());
      assertFalse(reader.hasNext());
      assertFalse(reader.isTruncated());
    }
    writer.close();
    writer.close();
  }

  @Test
  void folder_that_cannot_be_made_is_an_error_with_the_name() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("captures"), "a file");
    CaptureException error =
        assertThrows(
            CaptureException.class,
            () -> PcapngWriter.create(inTheWay.resolve("run.pcapng"), PLAIN));
    assertEquals(
        "cannot write capture "
            + inTheWay.resolve("run.pcapng")
            + ": "
            + inTheWay
            + " is not a folder",
        error.getMessage());
  }

  @Test
  void file_that_is_being_written_is_left_alone() throws IOException, CaptureException {
    Path file = folder.resolve("run.pcapng");
    try (PcapngWriter first = PcapngWriter.create(file, PLAIN)) {
      first.addInterface(Frames.device("eth0"));
      first.flush();
      long size = Files.size(file);
      CaptureException error =
          assertThrows(CaptureException.class, () -> PcapngWriter.create(file, PLAIN));
      assertEquals(
          "cannot write capture " + file + ": another run is writing it", error.getMessage());
      assertEquals(size, Files.size(file));
    }
    PcapngWriter.create(file, PLAIN).close();
    assertEquals(0, read(Files.readAllBytes(file)).size());
  }

  @Test
  void folder_in_place_of_the_file_is_an_error_with_the_reason() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("run.pcapng"));
    CaptureException error =
        assertThrows(CaptureException.class, () -> PcapngWriter.create(inTheWay, PLAIN));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.startsWith("cannot write capture " + inTheWay + ": "), message);
    assertFalse(message.endsWith(")"), message);
  }

  @Test
  void what_fits_on_a_full_disk_stays_readable() throws IOException, CaptureException {
    for (int room = 400; room < 900; room += 7) {
      Path file = folder.resolve("run-" + room + ".pcapng");
      PcapngWriter writer =
          new PcapngWriter(new BlockBuffer("run", new SmallDisk(file, room), 1 << 20), PLAIN);
      int device = writer.addInterface(Frames.device("eth0"));
      for (int i = 0; i < 20; i++) {
        writer.write(device, i, frames.of(Frames.ARP_REQUEST), true);
      }
      CaptureException error = assertThrows(CaptureException.class, writer::flush);
      assertEquals("cannot write capture run: No space left on device", error.getMessage());
      writer.write(device, 21, frames.of(Frames.ARP_REQUEST), true);
      assertThrows(CaptureException.class, writer::close);
      byte[] left = Files.readAllBytes(file);
      int packets = read(left).size();
      assertTrue(packets > 0 && room - left.length < 100, room + " bytes, kept " + left.length);
    }
  }

  @Test
  void a_file_ends_at_its_limit_and_says_what_is_missing() throws CaptureException {
    PcapngWriter writer = PcapngWriter.to(out, "test", PLAIN.withFileBytesMax(400));
    int device = writer.addInterface(Frames.device("eth0"));
    for (int i = 0; i < 20; i++) {
      Frame frame = frames.of(Frames.ARP_REQUEST);
      frame.id = i;
      writer.write(device, i, frame, true);
    }
    assertFalse(writer.annotateLast(19, "lost"), "the newest frame is in no block");
    writer.close();
    int written = read(out.toByteArray()).size();
    assertTrue(written > 0 && written < 20, "" + written);
    assertEquals(20 - written, writer.missing());
    String text = new String(out.toByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
    String note =
        "ended at its limit of 400 bytes: " + (20 - written) + " later frames are missing";
    assertTrue(text.contains(note));
  }
}
