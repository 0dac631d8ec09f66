package dev.drydock.pcap;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/// The packets of a capture file, in file order: pcapng or classic pcap.
///
/// A file that was cut off anywhere reads as the whole records before the cut. Blocks and options
/// that are not known are passed over.
public sealed interface CaptureReader extends Iterator<CapturedPacket>, AutoCloseable
    permits PcapReader, PcapngReader {
  /// Opens a file of either format.
  ///
  /// @throws CaptureException if it cannot be read, or is no capture file
  static CaptureReader open(Path file) throws CaptureException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return of(new CaptureBytes(bytes, arena::close), file.toString());
    } catch (IOException e) {
      arena.close();
      throw CaptureException.reading(file.toString(), e);
    } catch (CaptureException e) {
      arena.close();
      throw e;
    }
  }

  /// Reads a file that is in memory.
  ///
  /// @throws CaptureException if the bytes are no capture file
  static CaptureReader of(byte[] bytes) throws CaptureException {
    return of(new CaptureBytes(MemorySegment.ofArray(bytes), () -> {}), "in memory");
  }

  private static CaptureReader of(CaptureBytes bytes, String name) throws CaptureException {
    if (bytes.size() < 4 || bytes.i32(0) == Pcapng.SECTION) {
      return new PcapngReader(bytes);
    }
    PcapFormat format = PcapFormat.ofMagic(bytes.i32(0));
    if (format == null) {
      throw new CaptureException(
          "not a capture file: "
              + name
              + " begins with "
              + HexFormat.ofDelimiter(" ").formatHex(bytes.octets(0, 4)));
    }
    return new PcapReader(bytes, format);
  }

  /// The packets that are left.
  default List<CapturedPacket> remaining() {
    List<CapturedPacket> packets = new ArrayList<>();
    forEachRemaining(packets::add);
    return packets;
  }

  /// The interfaces the file has described up to the packet that [#next()] returned last; all of
  /// them at the end.
  List<CapturedInterface> interfaces();

  /// Whether the file ends, or becomes unreadable, within a record. Known at the end.
  boolean isTruncated();

  @Override
  void close();
}
