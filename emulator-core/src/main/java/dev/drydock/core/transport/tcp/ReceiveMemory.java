package dev.drydock.core.transport.tcp;

/// What received segments take of the buffer, overhead included (Linux `sk_rmem_alloc`,
/// `truesize`). A segment cut from a large one, or written alone, has its bytes in pages, and they
/// join those of the one before (`tcp_try_coalesce`). One whose bytes had to be copied for their
/// checksum has them in its head and stays alone.
final class ReceiveMemory {
  /// `SKB_TRUESIZE` of a head that holds headers only: 256 bytes, `struct sk_buff` and `struct
  /// skb_shared_info`.
  private static final int HEAD_BYTES = 832;

  /// Room for headers in a head, what follows bytes in one that was enlarged, and the end of it
  /// (`__pskb_pull_tail`, `struct skb_shared_info`).
  private static final int HEADER_ROOM = 256;

  private static final int SPARE_BYTES = 128;
  private static final int SHARED_INFO_BYTES = 320;

  /// `MAX_SKB_FRAGS`.
  private static final int JOINED_MOST = 17;

  private static final int[] NONE = {};
  private static final int FIRST_SIZE = 8;

  /// A ring of what waits: behind which byte each ends, counted from the first that ever came, and
  /// what it takes.
  private int[] ends = NONE;

  private int[] sizes = NONE;
  private int head;
  private int count;

  /// How many bytes came, and how many of them were read.
  private int came;

  private int read;
  private int bytes;
  private int joined;

  /// Room behind the bytes in the head of the last segment.
  private int tailroom;

  /// What a segment takes by itself.
  ///
  /// @param linear whether its bytes are in its head
  static int segmentBytes(int dataBytes, boolean linear) {
    if (!linear) {
      return HEAD_BYTES + dataBytes;
    }
    int head = HEADER_ROOM + dataBytes + SPARE_BYTES + SHARED_INFO_BYTES;
    int bucket = Integer.highestOneBit(head - 1) << 1; // kmalloc
    return HEAD_BYTES + dataBytes + bucket - SHARED_INFO_BYTES - HEADER_ROOM;
  }

  int bytes() {
    return bytes;
  }

  /// A segment came.
  ///
  /// @param added how many bytes of it are new
  /// @param linear whether they are in its head
  /// @param inOrder whether it follows the one before
  void take(int added, boolean linear, boolean inOrder) {
    if (added <= 0) {
      return;
    }
    came += added;
    if (inOrder && count > 0 && added <= tailroom) {
      tailroom -= added;
      ends[slot(count - 1)] = came;
    } else if (inOrder && count > 0 && !linear && joined < JOINED_MOST) {
      join(added);
    } else {
      int size = segmentBytes(added, linear);
      push(size);
      bytes += size;
      tailroom = linear ? size - HEAD_BYTES - (2 * added) : 0;
      joined = linear ? 0 : 1;
    }
  }

  private void join(int added) {
    int last = slot(count - 1);
    sizes[last] += added;
    ends[last] = came;
    bytes += added;
    joined++;
    tailroom = 0;
  }

  private int slot(int index) {
    return (head + index) & (ends.length - 1);
  }

  private void push(int size) {
    if (count == ends.length) {
      int[] newEnds = new int[Math.max(FIRST_SIZE, count * 2)];
      int[] newSizes = new int[newEnds.length];
      for (int i = 0; i < count; i++) {
        newEnds[i] = ends[slot(i)];
        newSizes[i] = sizes[slot(i)];
      }
      ends = newEnds;
      sizes = newSizes;
      head = 0;
    }
    int slot = slot(count);
    ends[slot] = came;
    sizes[slot] = size;
    count++;
  }

  /// The program has read: what it has read to the end is free.
  ///
  /// @param bytesRead how much
  /// @param left how much is there still, pieces behind gaps included
  void release(int bytesRead, int left) {
    read += bytesRead;
    while (count > 0 && (left == 0 || ends[head] - read <= 0)) {
      bytes -= sizes[head];
      head = slot(1);
      count--;
    }
    if (left == 0) {
      read = came;
    }
  }
}
