package dev.drydock.pcap;

import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Reads a pcapng file of any writer: both byte orders, several sections, any resolution of stamps.
/// Simple and obsolete packet blocks, which carry no time or have long been out of use, are passed
/// over like unknown ones.
final class PcapngReader implements CaptureReader {
  /// The fixed part of an interface block's body.
  private static final int INTERFACE_BYTES = 8;

  private static final int PACKET_BYTES = 20;
  private static final int STATISTICS_BYTES = 12;

  private final CaptureBytes bytes;
  private final List<CapturedInterface> interfaces = new ArrayList<>();
  private final List<AddressName> names = new ArrayList<>();
  private final List<InterfaceStatistics> statistics = new ArrayList<>();
  private final PcapngOptions options;

  /// The interfaces of this section, and the units of their stamps.
  private final List<CapturedInterface> section = new ArrayList<>();

  private final List<TimestampUnit> units = new ArrayList<>();
  private SectionInfo info = new SectionInfo("", "", "");
  private long position;
  private @Nullable CapturedPacket ahead;

  /// What the header of a section tells; empty where it does not.
  ///
  /// @param application the capturing program
  /// @param os the system it ran on
  /// @param comment about the run
  public record SectionInfo(String application, String os, String comment) {}

  PcapngReader(CaptureBytes bytes) {
    this.bytes = bytes;
    this.options = new PcapngOptions(bytes);
  }

  @Override
  public boolean hasNext() {
    while (ahead == null) {
      int total = blockBytes();
      if (total == 0) {
        return false;
      }
      readBlock(bytes.i32(position), position + 8, position + total - 4);
      position += total;
    }
    return true;
  }

  @Override
  public CapturedPacket next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException();
    }
    CapturedPacket packet = ahead;
    ahead = null;
    return packet;
  }

  @Override
  public List<CapturedInterface> interfaces() {
    return List.copyOf(interfaces);
  }

  /// The names given to addresses so far, as [#interfaces()].
  public List<AddressName> names() {
    return List.copyOf(names);
  }

  /// The statistics of interfaces so far, as [#interfaces()].
  public List<InterfaceStatistics> statistics() {
    return List.copyOf(statistics);
  }

  /// The header of the section that is being read.
  public SectionInfo section() {
    return info;
  }

  @Override
  public boolean isTruncated() {
    return position != bytes.size();
  }

  @Override
  public void close() {
    bytes.close();
  }

  /// The length of the block at the position; 0 when there is no whole one.
  private int blockBytes() {
    long left = bytes.size() - position;
    if (left < Pcapng.BLOCK_BYTES_MIN) {
      return 0;
    }
    if (bytes.i32(position) == Pcapng.SECTION) {
      bytes.setBigEndian(false);
      bytes.setBigEndian(bytes.i32(position + 8) != Pcapng.BYTE_ORDER_MAGIC);
      if (bytes.i32(position + 8) != Pcapng.BYTE_ORDER_MAGIC) {
        return 0;
      }
    }
    int total = bytes.i32(position + 4);
    boolean whole =
        total >= Pcapng.BLOCK_BYTES_MIN
            && (total & 3) == 0
            && total <= left
            && bytes.i32(position + total - 4) == total;
    return whole ? total : 0;
  }

  private void readBlock(int type, long from, long to) {
    switch (type) {
      case Pcapng.SECTION -> readSection(from, to);
      case Pcapng.INTERFACE -> readInterface(from, to);
      case Pcapng.NAMES -> readNames(from, to);
      case Pcapng.STATISTICS -> readStatistics(from, to);
      case Pcapng.PACKET -> ahead = readPacket(from, to);
      default -> {}
    }
  }

  private void readSection(long from, long to) {
    section.clear();
    units.clear();
    String application = "";
    String os = "";
    String comment = "";
    options.over(from + 16, to);
    while (options.next()) {
      switch (options.code()) {
        case Pcapng.SECTION_APPLICATION -> application = options.text();
        case Pcapng.SECTION_OS -> os = options.text();
        case Pcapng.COMMENT -> comment = options.text();
        default -> {}
      }
    }
    info = new SectionInfo(application, os, comment);
  }

  private void readInterface(long from, long to) {
    if (to - from < INTERFACE_BYTES) {
      return;
    }
    String name = "";
    String description = "";
    long mac = 0;
    List<Ipv4Prefix> addresses = new ArrayList<>();
    int resolution = TimestampUnit.MICROS;
    long offsetSeconds = 0;
    String filter = "";
    options.over(from + INTERFACE_BYTES, to);
    while (options.next()) {
      switch (options.code()) {
        case Pcapng.INTERFACE_NAME -> name = options.text();
        case Pcapng.INTERFACE_DESCRIPTION -> description = options.text();
        case Pcapng.INTERFACE_MAC -> mac = options.bigEndian(6);
        case Pcapng.INTERFACE_IPV4 -> addresses.add(prefix(options.bigEndian(8)));
        case Pcapng.INTERFACE_RESOLUTION -> resolution = (int) options.bigEndian(1);
        case Pcapng.INTERFACE_FILTER -> filter = options.filter();
        case Pcapng.INTERFACE_OFFSET -> offsetSeconds = options.i64();
        default -> {}
      }
    }
    CapturedInterface captured =
        new CapturedInterface(
            new InterfaceDescription(name, description, mac, addresses),
            bytes.u16(from),
            bytes.i32(from + 4),
            filter);
    interfaces.add(captured);
    section.add(captured);
    units.add(new TimestampUnit(resolution, offsetSeconds));
  }

  private static Ipv4Prefix prefix(long addressAndMask) {
    return new Ipv4Prefix((int) (addressAndMask >>> 32), Integer.bitCount((int) addressAndMask));
  }

  private void readNames(long from, long to) {
    options.over(from, to);
    while (options.next()) {
      int addressBytes =
          switch (options.code()) {
            case Pcapng.NAME_IPV4 -> 4;
            case Pcapng.NAME_IPV6 -> 16;
            default -> Integer.MAX_VALUE;
          };
      if (addressBytes >= options.length()) {
        continue;
      }
      byte[] value = options.octets();
      AddressName.readAll(value, addressBytes, names);
    }
  }

  private void readStatistics(long from, long to) {
    int index = to - from < STATISTICS_BYTES ? -1 : bytes.i32(from);
    if (index < 0 || index >= section.size()) {
      return;
    }
    TimestampUnit unit = units.get(index);
    long start = 0;
    long end = 0;
    long received = 0;
    long accepted = 0;
    long dropped = 0;
    options.over(from + STATISTICS_BYTES, to);
    while (options.next()) {
      switch (options.code()) {
        case Pcapng.STATISTICS_START -> start = unit.nanos(options.time());
        case Pcapng.STATISTICS_END -> end = unit.nanos(options.time());
        case Pcapng.STATISTICS_RECEIVED -> received = options.i64();
        case Pcapng.STATISTICS_ACCEPTED -> accepted = options.i64();
        case Pcapng.STATISTICS_DROPPED -> dropped = options.i64();
        default -> {}
      }
    }
    statistics.add(
        new InterfaceStatistics(section.get(index), start, end, received, accepted, dropped));
  }

  private @Nullable CapturedPacket readPacket(long from, long to) {
    if (to - from < PACKET_BYTES) {
      return null;
    }
    int index = bytes.i32(from);
    long captured = bytes.u32(from + 12);
    if (index < 0 || index >= section.size() || captured > to - from - PACKET_BYTES) {
      return null;
    }
    int length = (int) captured;
    return new CapturedPacket(
        section.get(index),
        units.get(index).nanos(bytes.time(from + 4)),
        bytes.octets(from + PACKET_BYTES, length),
        bytes.i32(from + 16),
        readNotes(from + PACKET_BYTES + Pcapng.padded(length), to));
  }

  private PacketNotes readNotes(long from, long to) {
    int flags = 0;
    long id = 0;
    long dropCount = 0;
    List<String> comments = new ArrayList<>();
    options.over(from, to);
    while (options.next()) {
      switch (options.code()) {
        case Pcapng.PACKET_FLAGS -> flags = options.i32();
        case Pcapng.PACKET_ID -> id = options.i64();
        case Pcapng.PACKET_DROP_COUNT -> dropCount = options.i64();
        case Pcapng.COMMENT -> comments.add(options.text());
        default -> {}
      }
    }
    return new PacketNotes(flags, id, dropCount, comments);
  }
}
