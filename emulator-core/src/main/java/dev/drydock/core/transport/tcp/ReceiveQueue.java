package dev.drydock.core.transport.tcp;

import java.util.Arrays;

/// What has come in: bytes in order that the program has not read, and pieces behind a gap (Linux
/// `sk_receive_queue` and `out_of_order_queue`), with the SACK blocks that report these.
final class ReceiveQueue {
  /// SACK blocks kept; the options have room for three beside the time stamps.
  static final int BLOCKS = 4;

  private static final int FIRST_PIECES = 8;
  private static final int[] NONE = {};

  final ReceiveMemory memory = new ReceiveMemory();
  private final ByteRing bytes = new ByteRing();

  /// The next byte the program reads.
  int copied;

  /// Behind the last byte in order.
  int next;

  // Made with the first gap.
  private int[] starts = NONE;
  private int[] ends = NONE;
  private int pieces;

  private int[] blockStarts = NONE;
  private int[] blockEnds = NONE;
  private int blocks;

  /// Whether the next option begins with a duplicate (RFC 2883).
  boolean hasDuplicate;

  int duplicateStart;
  int duplicateEnd;

  void start(int sequence) {
    copied = sequence;
    next = sequence;
  }

  int available() {
    return next - copied;
  }

  boolean hasGap() {
    return pieces > 0;
  }

  /// Bytes held, those behind gaps included.
  int held() {
    int held = next - copied;
    for (int i = 0; i < pieces; i++) {
      held += ends[i] - starts[i];
    }
    return held;
  }

  int blocks() {
    return blocks;
  }

  int blockStart(int index) {
    return blockStarts[index];
  }

  int blockEnd(int index) {
    return blockEnds[index];
  }

  /// Takes bytes in order; pieces that join them follow.
  ///
  /// @return whether the last gap was closed
  boolean append(byte[] data, int offset, int length) {
    bytes.put(next - copied, data, offset, length);
    next += length;
    if (pieces == 0) {
      return false;
    }
    int joined = 0;
    while (joined < pieces && !Sequence.after(starts[joined], next)) {
      next = Sequence.max(next, ends[joined]);
      joined++;
    }
    if (joined > 0) {
      pieces -= joined;
      System.arraycopy(starts, joined, starts, 0, pieces);
      System.arraycopy(ends, joined, ends, 0, pieces);
    }
    forgetBlocks();
    return pieces == 0;
  }

  private void forgetBlocks() {
    int kept = 0;
    for (int i = 0; i < blocks; i++) {
      if (Sequence.after(blockEnds[i], next)) {
        blockStarts[kept] = blockStarts[i];
        blockEnds[kept] = blockEnds[i];
        kept++;
      }
    }
    blocks = kept;
  }

  /// Takes bytes behind a gap.
  void insert(int sequence, byte[] data, int offset, int length) {
    bytes.put(sequence - copied, data, offset, length);
    int start = sequence;
    int end = sequence + length;
    int first = 0;
    while (first < pieces && Sequence.before(ends[first], start)) {
      first++;
    }
    int behind = first;
    while (behind < pieces && !Sequence.after(starts[behind], end)) {
      start = Sequence.min(start, starts[behind]);
      end = Sequence.max(end, ends[behind]);
      behind++;
    }
    if (behind > first && start == starts[first] && end == ends[first]) {
      duplicate(sequence, sequence + length);
    }
    replace(first, behind, start, end);
    report(start, end);
  }

  private void replace(int first, int behind, int start, int end) {
    if (pieces + 1 > starts.length) {
      starts = Arrays.copyOf(starts, Math.max(FIRST_PIECES, pieces * 2));
      ends = Arrays.copyOf(ends, starts.length);
    }
    int rest = pieces - behind;
    System.arraycopy(starts, behind, starts, first + 1, rest);
    System.arraycopy(ends, behind, ends, first + 1, rest);
    starts[first] = start;
    ends[first] = end;
    pieces = first + 1 + rest;
  }

  /// The block of the piece that just came stands first (RFC 2018 section 4).
  private void report(int start, int end) {
    if (blockStarts.length == 0) {
      blockStarts = new int[BLOCKS];
      blockEnds = new int[BLOCKS];
    }
    int kept = 0;
    for (int i = 0; i < blocks; i++) {
      boolean within =
          !Sequence.before(blockStarts[i], start) && !Sequence.after(blockEnds[i], end);
      if (!within) {
        blockStarts[kept] = blockStarts[i];
        blockEnds[kept] = blockEnds[i];
        kept++;
      }
    }
    int moved = Math.min(kept, BLOCKS - 1);
    System.arraycopy(blockStarts, 0, blockStarts, 1, moved);
    System.arraycopy(blockEnds, 0, blockEnds, 1, moved);
    blockStarts[0] = start;
    blockEnds[0] = end;
    blocks = moved + 1;
  }

  /// Notes that bytes came twice.
  void duplicate(int start, int end) {
    hasDuplicate = true;
    duplicateStart = start;
    duplicateEnd = end;
  }

  /// Gives bytes in order to the program.
  int read(byte[] into, int offset, int length) {
    int count = Math.min(length, available());
    bytes.get(0, into, offset, count);
    bytes.skip(count);
    copied += count;
    memory.release(count, held());
    return count;
  }

  void clear() {
    bytes.clear();
    memory.release(next - copied, 0);
    copied = next;
    pieces = 0;
    blocks = 0;
  }
}
