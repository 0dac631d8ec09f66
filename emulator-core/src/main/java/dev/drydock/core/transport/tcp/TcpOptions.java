package dev.drydock.core.transport.tcp;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Tcp;

/// What the two sides agreed on, and the options of outgoing segments, in Linux's order (RFC 7323,
/// RFC 2018; Linux `tcp_options_write`).
///
/// ```
///   SYN      MSS(4) SACK permitted(2) time stamps(10) NOP window scale(3)
///   others   NOP NOP time stamps(10)  NOP NOP SACK(2 + 8 a block)
/// ```
final class TcpOptions {
  /// NOP, NOP and the time stamps.
  static final int TIMESTAMPS_BYTES = 12;

  private static final int MOST_BYTES = 40;
  private static final int BLOCK_BYTES = 8;
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int NOP_NOP = (Tcp.OPTION_NOP << 24) | (Tcp.OPTION_NOP << 16);

  boolean timestamps;
  boolean sack;
  boolean windowScaling;

  /// Shift of the windows that come in.
  int peerScale;

  /// What our clock is ahead of the connection's time, so that it tells nothing of the machine.
  int clockOffset;

  /// The other side's last time stamp, and when it came.
  int recent;

  long recentNanos;

  /// Whether the time stamp of a SYN-ACK tells what was agreed on, see [SynCookies].
  boolean stampTells;

  int now(long nowNanos) {
    return (int) (nowNanos / 1_000_000L) + clockOffset;
  }

  /// Bytes of a segment's options, duplicates and pieces behind a gap reported.
  int bytes(ReceiveQueue received) {
    int size = timestamps ? TIMESTAMPS_BYTES : 0;
    int blocks = blocks(received, size);
    return blocks == 0 ? size : size + BLOCK_HEADER_BYTES + (blocks * BLOCK_BYTES);
  }

  private int blocks(ReceiveQueue received, int before) {
    int wanted = received.blocks() + (received.hasDuplicate ? 1 : 0);
    if (!sack || wanted == 0) {
      return 0;
    }
    return Math.min(wanted, (MOST_BYTES - before - BLOCK_HEADER_BYTES) / BLOCK_BYTES);
  }

  void write(byte[] data, int from, ReceiveQueue received, long nowNanos) {
    int at = from;
    if (timestamps) {
      Bytes.put32(data, at, NOP_NOP | (Tcp.OPTION_TIMESTAMPS << 8) | 10);
      Bytes.put32(data, at + 4, now(nowNanos));
      Bytes.put32(data, at + 8, recent);
      at += TIMESTAMPS_BYTES;
    }
    int blocks = blocks(received, at - from);
    if (blocks > 0) {
      Bytes.put32(data, at, NOP_NOP | (Tcp.OPTION_SACK << 8) | (2 + (blocks * BLOCK_BYTES)));
      writeBlocks(data, at + BLOCK_HEADER_BYTES, received, blocks);
    }
  }

  private static void writeBlocks(byte[] data, int from, ReceiveQueue received, int blocks) {
    int at = from;
    int left = blocks;
    if (received.hasDuplicate) {
      Bytes.put32(data, at, received.duplicateStart);
      Bytes.put32(data, at + 4, received.duplicateEnd);
      received.hasDuplicate = false;
      at += BLOCK_BYTES;
      left--;
    }
    for (int i = 0; i < left; i++) {
      Bytes.put32(data, at, received.blockStart(i));
      Bytes.put32(data, at + 4, received.blockEnd(i));
      at += BLOCK_BYTES;
    }
  }

  /// Bytes of the options of a SYN.
  int synBytes() {
    int size = 4;
    if (timestamps || sack) {
      size += timestamps ? TIMESTAMPS_BYTES : 4;
    }
    return size + (windowScaling ? 4 : 0);
  }

  /// The values of a SYN's options.
  record Syn(int mss, int scale, int clock) {}

  void writeSyn(byte[] data, int from, Syn syn) {
    int at = from;
    Bytes.put32(data, at, (Tcp.OPTION_MSS << 24) | (4 << 16) | syn.mss);
    at += 4;
    if (timestamps || sack) {
      int permitted = (Tcp.OPTION_SACK_PERMITTED << 24) | (2 << 16);
      if (timestamps) {
        int stamps = (Tcp.OPTION_TIMESTAMPS << 8) | 10;
        Bytes.put32(data, at, (sack ? permitted : NOP_NOP) | stamps);
        Bytes.put32(data, at + 4, syn.clock);
        Bytes.put32(data, at + 8, recent);
        at += TIMESTAMPS_BYTES;
      } else {
        Bytes.put32(data, at, NOP_NOP | (permitted >>> 16));
        at += 4;
      }
    }
    if (windowScaling) {
      int option = (Tcp.OPTION_WINDOW_SCALE << 16) | (3 << 8) | syn.scale;
      Bytes.put32(data, at, (Tcp.OPTION_NOP << 24) | option);
    }
  }

  /// Only what a time stamp can tell later is agreed on with a SYN that is forgotten.
  void forgetWithoutStamps() {
    stampTells = timestamps;
    sack &= timestamps;
    windowScaling &= timestamps;
  }

  /// Takes over what the other side offers; what it lacks is not used (`tcp_rcv_synsent`).
  void agree(Segment syn, long nowNanos) {
    timestamps &= syn.hasTimestamps;
    sack &= syn.sackPermitted;
    windowScaling &= syn.windowScale >= 0;
    peerScale = windowScaling ? syn.windowScale : 0;
    if (timestamps) {
      recent = syn.tsVal;
      recentNanos = nowNanos;
    }
  }
}
