package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ipv4Prefix;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes one pcapng file: little-endian, one section of unknown length, nanosecond stamps.
///
/// ```
///   section header | interface | names | packet | packet | interface | packet | ... | statistics
/// ```
///
/// A packet block as it is written here; the newest one stays in the buffer, so that comments can
/// still be put before its end of options:
///
/// ```
///   0      4       8           12        16       20         24         28     padded
///   | 6    | total | interface | ts high | ts low | captured | original | data | options | total |
///   options: flags 8 | packet id 12 | (drop count 12) | (comment)* | end 4
/// ```
///
/// Blocks are collected in one array of 1 MiB and written when it is full, when [#flush()] is
/// called, and when a packet is more than a second of virtual time later than the last write. Only
/// whole blocks are written: what a killed process leaves is readable, and ends within a block only
/// when it was killed in the middle of a write, which readers take for the end. When a write fails,
/// the writer goes on without writing, and [#flush()] and [#close()] say so.
///
/// [#write] allocates nothing. One thread at a time.
public final class PcapngWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long FLUSH_NANOS = 1_000_000_000;

  /// How large a packet block may become by comments.
  private static final int PACKET_BLOCK_BYTES_MAX = BUFFER_BYTES / 2;

  /// Name records of one block, so that a block stays far smaller than the buffer.
  private static final int NAMES_PER_BLOCK = 1000;

  private static final int DATA_OFFSET = 28;
  private static final int END_BYTES = 8; // End of options, total length.
  private static final int FLAGS_HEADER = (4 << 16) | Pcapng.PACKET_FLAGS;
  private static final int ID_HEADER = (8 << 16) | Pcapng.PACKET_ID;
  private static final int DROP_COUNT_HEADER = (8 << 16) | Pcapng.PACKET_DROP_COUNT;
  private static final long NO_FRAME = -1;
  private static final int OPTIONS_BYTES_MAX = 8 + 12 + 12;

  private final CaptureSettings settings;
  private final BlockBuffer buffer;
  private final List<InterfaceTally> interfaces = new ArrayList<>();
  private long packetBytes;
  private long missing;
  private long newestId;
  private long newestNanos;
  private long flushDueNanos;
  private boolean closed;

  /// Creates the file, and the folders it lies in, and begins the section.
  ///
  /// @throws CaptureException if the file cannot be created or written
  public static PcapngWriter create(Path file, CaptureSettings settings) throws CaptureException {
    PcapngWriter writer =
        new PcapngWriter(new BlockBuffer(file.toString(), open(file), BUFFER_BYTES), settings);
    writer.flush();
    return writer;
  }

  /// Writes to a stream, such as a pipe to another program; closing the writer closes it.
  ///
  /// @param name what error messages call the stream
  public static PcapngWriter to(OutputStream out, String name, CaptureSettings settings) {
    return new PcapngWriter(new BlockBuffer(name, out, BUFFER_BYTES), settings);
  }

  PcapngWriter(BlockBuffer buffer, CaptureSettings settings) {
    this.buffer = buffer;
    this.settings = settings;
    buffer.append(
        new BlockBuilder(Pcapng.SECTION)
            .i32(Pcapng.BYTE_ORDER_MAGIC)
            .u16(1)
            .u16(0)
            .i64(-1)
            .text(Pcapng.SECTION_OS, settings.os())
            .text(Pcapng.SECTION_APPLICATION, settings.application())
            .text(Pcapng.COMMENT, settings.comment())
            .endOfOptions()
            .build());
  }

  static OutputStream open(Path file) throws CaptureException {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      boolean isShared = Files.exists(file) && !Files.isRegularFile(file); // a pipe, a device
      return isShared ? new FileOutputStream(file.toFile()) : alone(file);
    } catch (IOException e) {
      throw CaptureException.writing(file.toString(), e);
    }
  }

  /// A file that nobody else writes as long as it is open: two runs in one folder would make a file
  /// that nobody can read.
  private static OutputStream alone(Path file) throws IOException {
    FileOutputStream out = new FileOutputStream(file.toFile(), true);
    if (isTaken(out.getChannel())) {
      out.close();
      throw new IOException("another run is writing it");
    }
    out.getChannel().truncate(0);
    return out;
  }

  private static boolean isTaken(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false; // some network drives know no locks
    }
  }

  CaptureSettings settings() {
    return settings;
  }

  /// Adds an interface block; possible at any time. The same name again makes a second block.
  ///
  /// @return the index of the interface in the file
  public int addInterface(InterfaceDescription description) {
    BlockBuilder block =
        new BlockBuilder(Pcapng.INTERFACE)
            .u16(Pcapng.ETHERNET)
            .u16(0)
            .i32(settings.snaplenBytes())
            .text(Pcapng.INTERFACE_NAME, description.name())
            .text(Pcapng.INTERFACE_DESCRIPTION, description.description());
    for (Ipv4Prefix prefix : description.addresses()) {
      block
          .option(Pcapng.INTERFACE_IPV4, 8)
          .bigEndian(prefix.address(), 4)
          .bigEndian(prefix.mask(), 4);
    }
    block.option(Pcapng.INTERFACE_MAC, 6).bigEndian(description.mac(), 6).pad();
    byte[] filter = Utf8.bytes(settings.filter().text());
    if (filter.length > 0) {
      // The first byte 0 says that the filter is text, in libpcap's language.
      block.option(Pcapng.INTERFACE_FILTER, 1 + filter.length).octets(new byte[1]).octets(filter);
      block.pad();
    }
    block.option(Pcapng.INTERFACE_RESOLUTION, 1).octets(new byte[] {9}).pad();
    buffer.append(block.endOfOptions().build());
    int kept = Math.min(settings.snaplenBytes(), description.frameBytesMax());
    interfaces.add(new InterfaceTally(description.mac(), kept));
    return interfaces.size() - 1;
  }

  /// Adds names of addresses. Readers apply them to the packets that follow.
  public void addNames(List<AddressName> names) {
    for (int from = 0; from < names.size(); from += NAMES_PER_BLOCK) {
      BlockBuilder block = new BlockBuilder(Pcapng.NAMES);
      for (AddressName name : names.subList(from, Math.min(names.size(), from + NAMES_PER_BLOCK))) {
        addName(block, name);
      }
      buffer.append(block.option(Pcapng.END, 0).build());
    }
  }

  /// One name a record: of several, Wireshark shows the last only.
  private static void addName(BlockBuilder block, AddressName name) {
    byte[] address = name.address().getAddress();
    byte[] text = Utf8.bytes(name.name());
    int type = name.address() instanceof Inet4Address ? Pcapng.NAME_IPV4 : Pcapng.NAME_IPV6;
    block
        .option(type, address.length + text.length + 1)
        .octets(address)
        .octets(text)
        .octets(new byte[1])
        .pad();
  }

  /// Writes a frame as seen by an interface.
  ///
  /// @param timeNanos virtual time, nanoseconds since the start of the run
  /// @param outbound true when the interface transmits it
  public void write(int interfaceIndex, long timeNanos, Frame frame, boolean outbound) {
    if (timeNanos >= flushDueNanos) {
      buffer.drain();
      flushDueNanos = timeNanos + FLUSH_NANOS;
    }
    InterfaceTally tally = interfaces.get(interfaceIndex);
    int captured = Math.min(frame.length(), tally.frameBytesMax);
    int padded = Pcapng.padded(captured);
    if (packetBytes + DATA_OFFSET + padded > settings.fileBytesMax()) {
      tally.missing++;
      missing++;
      newestId = NO_FRAME;
      return;
    }
    int at = buffer.reserve(DATA_OFFSET + padded + OPTIONS_BYTES_MAX + END_BYTES);
    byte[] bytes = buffer.bytes();
    LittleEndian.put32(bytes, at, Pcapng.PACKET);
    LittleEndian.put32(bytes, at + 8, interfaceIndex);
    LittleEndian.putTime(bytes, at + 12, settings.epochNanos() + timeNanos);
    LittleEndian.put32(bytes, at + DATA_OFFSET + padded - 4, 0); // The padding; data follow.
    LittleEndian.put32(bytes, at + 20, captured);
    LittleEndian.put32(bytes, at + 24, frame.length());
    System.arraycopy(frame.data(), frame.offset(), bytes, at + DATA_OFFSET, captured);
    int end = at + DATA_OFFSET + padded;
    LittleEndian.put32(bytes, end, FLAGS_HEADER);
    LittleEndian.put32(bytes, end + 4, PacketFlags.of(frame, tally.mac, outbound));
    LittleEndian.put32(bytes, end + 8, ID_HEADER);
    LittleEndian.put64(bytes, end + 12, frame.id);
    end += 20;
    if (tally.lostSincePacket != 0) {
      LittleEndian.put32(bytes, end, DROP_COUNT_HEADER);
      LittleEndian.put64(bytes, end + 4, tally.lostSincePacket);
      end += 12;
    }
    finish(bytes, at, end);
    buffer.append(end + END_BYTES - at);
    packetBytes += end + END_BYTES - at;
    tally.countFrame(timeNanos);
    newestId = frame.id;
    newestNanos = timeNanos;
  }

  /// Writes the end of the options at `end`, and the length of the block that begins at `at`.
  private static void finish(byte[] bytes, int at, int end) {
    int total = end + END_BYTES - at;
    LittleEndian.put32(bytes, end, 0);
    LittleEndian.put32(bytes, end + 4, total);
    LittleEndian.put32(bytes, at + 4, total);
  }

  /// Adds a comment to the newest record, if that is a packet with this id and has not been written
  /// yet.
  ///
  /// @return whether it was added
  public boolean annotateLast(long frameId, String text) {
    return annotateLast(frameId, Utf8.bytes(text));
  }

  boolean annotateLast(long frameId, byte[] utf8) {
    if (!newestIs(frameId)) {
      return false;
    }
    int size = 4 + Pcapng.padded(utf8.length);
    int at = buffer.reserveBehindNewest(size);
    byte[] bytes = buffer.bytes();
    int total = LittleEndian.i32(bytes, at + 4);
    if (total > PACKET_BLOCK_BYTES_MAX) {
      return false;
    }
    int option = at + total - END_BYTES;
    LittleEndian.put32(bytes, option + size - 4, 0); // The padding; the text follows.
    LittleEndian.put32(bytes, option, (utf8.length << 16) | Pcapng.COMMENT);
    System.arraycopy(utf8, 0, bytes, option + 4, utf8.length);
    finish(bytes, at, option + size);
    buffer.extendNewest(size);
    return true;
  }

  /// Whether the newest record is a packet with this id that can still get comments.
  boolean newestIs(long frameId) {
    int at = buffer.newest();
    return at >= 0 && newestId == frameId && LittleEndian.i32(buffer.bytes(), at) == Pcapng.PACKET;
  }

  /// Counts a frame that an interface lost. Where one of its queues was full, its next packet block
  /// carries the number of frames lost before it.
  void countDrop(int interfaceIndex, boolean queueFull) {
    InterfaceTally tally = interfaces.get(interfaceIndex);
    tally.drops++;
    if (queueFull) {
      tally.lostSincePacket++;
    }
  }

  /// Counts a frame that an interface saw and the filter did not want.
  void countRejected(int interfaceIndex) {
    interfaces.get(interfaceIndex).rejected++;
  }

  /// Writes everything so far; what comes next cannot annotate it any more.
  ///
  /// @throws CaptureException if this or an earlier write failed; whole blocks up to there remain
  public void flush() throws CaptureException {
    buffer.drain();
    buffer.check();
  }

  /// Frames for which the file had no room any more.
  public long missing() {
    return missing;
  }

  /// Writes the statistics of all interfaces and closes the file; later calls do nothing.
  ///
  /// @throws CaptureException if this or an earlier write failed; whole blocks up to there remain
  @Override
  public void close() throws CaptureException {
    if (closed) {
      return;
    }
    closed = true;
    for (int i = 0; i < interfaces.size(); i++) {
      buffer.append(statistics(i, interfaces.get(i)));
    }
    buffer.close();
  }

  private byte[] statistics(int index, InterfaceTally tally) {
    long epoch = settings.epochNanos();
    BlockBuilder block = new BlockBuilder(Pcapng.STATISTICS).i32(index).time(epoch + newestNanos);
    if (tally.frames > 0) {
      block
          .option(Pcapng.STATISTICS_START, 8)
          .time(epoch + tally.firstNanos)
          .option(Pcapng.STATISTICS_END, 8)
          .time(epoch + tally.lastNanos);
    }
    if (tally.missing > 0) {
      block.text(
          Pcapng.COMMENT,
          "the capture ended at its limit of %d bytes: %d later frames are missing"
              .formatted(settings.fileBytesMax(), tally.missing));
    }
    return block
        .option(Pcapng.STATISTICS_RECEIVED, 8)
        .i64(tally.frames + tally.rejected + tally.missing)
        .option(Pcapng.STATISTICS_ACCEPTED, 8)
        .i64(tally.frames + tally.missing)
        .option(Pcapng.STATISTICS_DROPPED, 8)
        .i64(tally.drops)
        .endOfOptions()
        .build();
  }
}
