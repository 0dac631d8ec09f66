package dev.drydock.core.transport.tcp;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Tcp;

/// What a received segment says: its header and options, taken apart once (Linux `tcp_skb_cb` and
/// `tcp_parse_options`). One object of the protocol is filled in again and again.
final class Segment {
  private static final int MSS_BYTES = 4;
  private static final int WINDOW_SCALE_BYTES = 3;
  private static final int TIMESTAMPS_BYTES = 10;
  private static final int BLOCK_BYTES = 8;

  /// Larger scales are taken as this (RFC 7323 section 2.3).
  private static final int WINDOW_SCALE_MAX = 14;

  final FourTuple ends = new FourTuple();

  byte[] data = new byte[0];
  int sequence;
  int ack;
  int flags;

  /// As it stands in the header, unscaled.
  int window;

  int dataAt;
  int dataBytes;

  /// Payload bytes of the segments that a large one stands for; 0 for an ordinary one.
  int segmentBytes;

  /// See [dev.drydock.core.frame.Frame#linear].
  boolean linear;

  /// Bytes of the TCP header, options included.
  int headerBytes;

  /// The sequence number behind the segment; SYN and FIN count.
  int endSequence;

  boolean hasTimestamps;
  int tsVal;
  int tsEcr;

  /// 0 when the option is missing.
  int mss;

  /// -1 when the option is missing.
  int windowScale;

  boolean sackPermitted;

  /// Where the first SACK block is.
  int sackAt;

  int sackBlocks;

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Takes a sound header apart.
  void read(byte[] bytes, int at, int length) {
    data = bytes;
    ends.remotePort = Tcp.sourcePort(bytes, at);
    ends.localPort = Tcp.destinationPort(bytes, at);
    sequence = Tcp.sequence(bytes, at);
    ack = Tcp.ack(bytes, at);
    flags = Tcp.flags(bytes, at);
    window = Tcp.window(bytes, at);
    headerBytes = Tcp.headerBytes(bytes, at);
    dataAt = at + headerBytes;
    dataBytes = length - headerBytes;
    endSequence = sequence + dataBytes + (has(Tcp.SYN) ? 1 : 0) + (has(Tcp.FIN) ? 1 : 0);
    hasTimestamps = false;
    mss = 0;
    windowScale = -1;
    sackPermitted = false;
    sackBlocks = 0;
    if (headerBytes > Tcp.HEADER_BYTES) {
      readOptions(at + Tcp.HEADER_BYTES, dataAt);
    }
  }

  private void readOptions(int from, int end) {
    int i = from;
    while (i < end) {
      int kind = data[i];
      if (kind == Tcp.OPTION_END) {
        return;
      }
      if (kind == Tcp.OPTION_NOP) {
        i++;
        continue;
      }
      int length = i + 1 < end ? data[i + 1] & 0xff : 0;
      if (length < 2 || i + length > end) {
        return;
      }
      readOption(kind, i, length);
      i += length;
    }
  }

  private void readOption(int kind, int at, int length) {
    if (kind == Tcp.OPTION_TIMESTAMPS && length == TIMESTAMPS_BYTES) {
      hasTimestamps = true;
      tsVal = Bytes.i32(data, at + 2);
      tsEcr = Bytes.i32(data, at + 6);
    } else if (kind == Tcp.OPTION_SACK && length >= 2 + BLOCK_BYTES) {
      sackAt = at + 2;
      sackBlocks = (length - 2) / BLOCK_BYTES;
    } else if (has(Tcp.SYN)) {
      if (kind == Tcp.OPTION_MSS && length == MSS_BYTES) {
        mss = Bytes.u16(data, at + 2);
      } else if (kind == Tcp.OPTION_WINDOW_SCALE && length == WINDOW_SCALE_BYTES) {
        windowScale = Math.min(WINDOW_SCALE_MAX, data[at + 2] & 0xff);
      } else if (kind == Tcp.OPTION_SACK_PERMITTED) {
        sackPermitted = true;
      }
    }
  }

  int sackStart(int block) {
    return Bytes.i32(data, sackAt + (block * BLOCK_BYTES));
  }

  int sackEnd(int block) {
    return Bytes.i32(data, sackAt + (block * BLOCK_BYTES) + 4);
  }
}
