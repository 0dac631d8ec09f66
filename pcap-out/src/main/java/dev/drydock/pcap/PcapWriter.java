package dev.drydock.pcap;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes a classic pcap file of Ethernet frames: what `tcpdump -w` makes. It knows one interface
/// and no comments; captures of a run are pcapng.
public final class PcapWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final String name;
  private final PcapFormat format;
  private final int snaplenBytes;
  private final ByteBuffer header;

  /// Writes to a stream; closing the writer closes it.
  ///
  /// @param name what error messages call the stream
  /// @throws CaptureException if the stream cannot be written
  public PcapWriter(OutputStream out, String name, PcapFormat format, int snaplenBytes)
      throws CaptureException {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.name = name;
    this.format = format;
    this.snaplenBytes = snaplenBytes;
    ByteOrder order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header = ByteBuffer.allocate(PcapReader.RECORD_HEADER_BYTES).order(order);
    ByteBuffer start = ByteBuffer.allocate(PcapReader.FILE_HEADER_BYTES).order(order);
    start.putInt(format.magic()).putShort((short) 2).putShort((short) 4).putLong(0);
    start.putInt(snaplenBytes).putInt(CapturedInterface.ETHERNET);
    put(start.array(), 0, PcapReader.FILE_HEADER_BYTES);
    flush();
  }

  /// Writes a frame.
  ///
  /// @param timeNanos nanoseconds since 1970
  public void write(long timeNanos, byte[] data, int offset, int length) throws CaptureException {
    int captured = Math.min(length, snaplenBytes);
    putHeader(timeNanos, captured, length);
    put(data, offset, captured);
  }

  /// Writes a frame of another capture, of which not all may have been kept.
  public void write(CapturedPacket packet) throws CaptureException {
    int captured = Math.min(packet.bytes().length, snaplenBytes);
    putHeader(packet.timeNanos(), captured, packet.originalLength());
    put(packet.bytes(), 0, captured);
  }

  private void putHeader(long timeNanos, int captured, int original) throws CaptureException {
    header.clear();
    header.putInt((int) (timeNanos / 1_000_000_000));
    header.putInt((int) (timeNanos % 1_000_000_000) / format.unitNanos());
    header.putInt(captured).putInt(original);
    put(header.array(), 0, header.capacity());
  }

  private void put(byte[] data, int offset, int length) throws CaptureException {
    try {
      out.write(data, offset, length);
    } catch (IOException e) {
      throw CaptureException.writing(name, e);
    }
  }

  /// Writes everything so far.
  ///
  /// @throws CaptureException if it cannot be written
  public void flush() throws CaptureException {
    try {
      out.flush();
    } catch (IOException e) {
      throw CaptureException.writing(name, e);
    }
  }

  @Override
  public void close() throws CaptureException {
    try {
      out.close();
    } catch (IOException e) {
      throw CaptureException.writing(name, e);
    }
  }
}
