package dev.drydock.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Prefix;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Generated captures: what is read is what was written, whole or cut off anywhere.
class CaptureRoundTripTest {
  private final Frames frames = new Frames();

  /// A capture made from a seed: the file, and what a reader must find in it.
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Generated(byte[] file, List<CapturedPacket> packets, List<AddressName> names) {}

  private Generated pcapng(long seed, int count) throws CaptureException {
    RandomStream random = new RandomStream(seed, "capture");
    int snaplen = random.nextInt(3) == 0 ? 1 + random.nextInt(200) : CaptureSettings.WHOLE_FRAMES;
    CaptureSettings settings =
        CaptureSettings.withComment("generated, seed " + seed).withSnaplen(snaplen);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<CapturedPacket> packets = new ArrayList<>();
    List<AddressName> names = List.of();
    List<CapturedInterface> interfaces = new ArrayList<>();
    try (PcapngWriter writer = PcapngWriter.to(out, "test", settings)) {
      for (int i = 0; i < count; i++) {
        if (i == 0 || random.nextInt(5) == 0) {
          InterfaceDescription device = device(random, interfaces.size());
          writer.addInterface(device);
          interfaces.add(new CapturedInterface(device, CapturedInterface.ETHERNET, snaplen, ""));
        }
        if (i == 1) {
          names = names(random, count < 50 ? 2 : 50 * count);
          writer.addNames(names);
        }
        int index = random.nextInt(interfaces.size());
        packets.add(write(writer, random, index, interfaces.get(index)));
      }
    }
    return new Generated(out.toByteArray(), packets, names);
  }

  private static InterfaceDescription device(RandomStream random, int index) {
    List<Ipv4Prefix> addresses = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      addresses.add(new Ipv4Prefix(random.nextInt(), random.nextInt(33)));
    }
    String description = random.nextInt(2) == 0 ? "" : "veth of ü" + index;
    return new InterfaceDescription(
        "host/eth" + index, description, random.nextLong() >>> 16, addresses);
  }

  private static List<AddressName> names(RandomStream random, int count) {
    List<AddressName> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(
          random.nextInt(2) == 0
              ? AddressName.ofIpv4(random.nextInt(), "c" + i)
              : AddressName.ofIpv6(random.nextLong(), random.nextLong(), "six" + i));
    }
    return names;
  }

  private CapturedPacket write(
      PcapngWriter writer, RandomStream random, int index, CapturedInterface device) {
    Frame frame = frames.any(random);
    boolean outbound = random.nextInt(2) == 0;
    long time = random.nextLong(Long.MAX_VALUE / 4);
    writer.write(index, time, frame, outbound);
    List<String> comments = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      comments.add("note " + random.nextHex(random.nextInt(40)));
      assertTrue(writer.annotateLast(frame.id, comments.getLast()));
    }
    byte[] bytes = Frames.bytes(frame);
    int flags = PacketFlags.of(frame, device.description().mac(), outbound);
    PacketNotes notes = new PacketNotes(flags, frame.id, 0, comments);
    frame.release();
    return new CapturedPacket(
        device,
        CaptureSettings.RUN_START_NANOS + time,
        Arrays.copyOf(bytes, Math.min(bytes.length, device.snaplenBytes())),
        bytes.length,
        notes);
  }

  @Tag("X07")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void what_is_read_is_what_was_written(long seed) throws CaptureException {
    Generated written = pcapng(seed, 60);
    try (PcapngReader reader = (PcapngReader) CaptureReader.of(written.file())) {
      assertEquals(written.packets(), reader.remaining());
      assertEquals(written.names(), reader.names());
      assertEquals("generated, seed " + seed, reader.section().comment());
      assertEquals("Drydock", reader.section().application());
      assertFalse(reader.isTruncated());
    }
  }

  @Test
  void same_frames_make_the_same_file() throws CaptureException {
    assertArrayEquals(pcapng(5, 60).file(), pcapng(5, 60).file());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cut_pcapng_reads_as_the_whole_blocks_before(long seed) throws CaptureException {
    Generated written = pcapng(seed, 5);
    for (int length = 0; length <= written.file().length; length++) {
      assertCutReads(written, length);
    }
  }

  private static void assertCutReads(Generated written, int length) throws CaptureException {
    byte[] cut = Arrays.copyOf(written.file(), length);
    int position = 0;
    int whole = 0;
    while (position + 8 <= length && position + LittleEndian.i32(cut, position + 4) <= length) {
      whole += LittleEndian.i32(cut, position) == Pcapng.PACKET ? 1 : 0;
      position += LittleEndian.i32(cut, position + 4);
    }
    try (CaptureReader reader = CaptureReader.of(cut)) {
      assertEquals(written.packets().subList(0, whole), reader.remaining(), length + " bytes");
      assertEquals(position != length, reader.isTruncated(), length + " bytes");
    }
  }

  @ParameterizedTest
  @EnumSource(PcapFormat.class)
  void both_formats_read_the_same(PcapFormat format) throws CaptureException {
    Generated written = pcapng(21, 30);
    byte[] classic = classic(written.packets(), format);
    try (CaptureReader reader = CaptureReader.of(classic)) {
      for (CapturedPacket expected : written.packets()) {
        CapturedPacket actual = reader.next();
        long unit = format.unitNanos();
        assertEquals(expected.timeNanos() / unit * unit, actual.timeNanos());
        assertEquals(
            new CapturedPacket(
                actual.source(),
                actual.timeNanos(),
                expected.bytes(),
                expected.originalLength(),
                PacketNotes.NONE),
            actual);
      }
      assertFalse(reader.hasNext());
      assertFalse(reader.isTruncated());
      assertEquals(CapturedInterface.ETHERNET, reader.interfaces().getFirst().linkType());
    }
  }

  private static byte[] classic(List<CapturedPacket> packets, PcapFormat format)
      throws CaptureException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(out, "test", format, CaptureSettings.WHOLE_FRAMES)) {
      for (CapturedPacket packet : packets) {
        writer.write(packet);
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(PcapFormat.class)
  void cut_pcap_reads_as_the_whole_records_before(PcapFormat format) throws CaptureException {
    List<CapturedPacket> packets = Frames.recorded("udp-closed-port.pcap");
    byte[] file = classic(packets, format);
    for (int length = 0; length < file.length; length++) {
      int whole = 0;
      int position = 24;
      while (whole < packets.size()
          && position + 16 + packets.get(whole).bytes().length <= length) {
        position += 16 + packets.get(whole).bytes().length;
        whole++;
      }
      try (CaptureReader reader = CaptureReader.of(Arrays.copyOf(file, length))) {
        assertEquals(whole, reader.remaining().size(), length + " bytes");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping.pcap", "http.pcap", "dns.pcap", "vxlan.pcap"})
  void recorded_capture_written_again_is_the_same_file(String name) throws CaptureException {
    byte[] again = classic(Frames.recorded(name), PcapFormat.MICROS);
    assertEquals(
        HexFormat.of().formatHex(Frames.resource("/recorded/" + name)),
        HexFormat.of().formatHex(again));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void damaged_files_end_early_but_never_fail(long seed) throws CaptureException {
    RandomStream random = new RandomStream(seed, "damage");
    Generated written = pcapng(seed, 20);
    byte[] pcap = classic(written.packets(), PcapFormat.NANOS);
    for (int round = 0; round < 400; round++) {
      readDamaged(written.file(), random);
      readDamaged(pcap, random);
    }
  }

  private static void readDamaged(byte[] file, RandomStream random) throws CaptureException {
    byte[] damaged = file.clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
    }
    try (CaptureReader reader = CaptureReader.of(damaged)) {
      assertTrue(reader.remaining().size() <= damaged.length / 16);
    }
  }
}
