package dev.drydock.core.transport.tcp;

/// A ring of bytes that grows on demand. Positions count from the first byte kept.
///
/// ```
///   data   | . . . b b b b b b . . . |
///                  head     size
/// ```
final class ByteRing {
  /// Small, as most sockets of a large lab carry little and stay open.
  private static final int FIRST_BYTES = 64;

  private static final byte[] NOTHING = {};

  private byte[] data = NOTHING;
  private int head;

  /// Behind the last byte that was put.
  private int size;

  /// Puts bytes at a position; what lies between is whatever the ring holds.
  void put(int position, byte[] from, int offset, int length) {
    if (position + length > data.length) {
      grow(position + length);
    }
    size = Math.max(size, position + length);
    int at = (head + position) & (data.length - 1);
    int first = Math.min(length, data.length - at);
    System.arraycopy(from, offset, data, at, first);
    System.arraycopy(from, offset + first, data, 0, length - first);
  }

  /// Copies bytes out; they stay.
  void get(int position, byte[] into, int offset, int length) {
    int at = (head + position) & (data.length - 1);
    int first = Math.min(length, data.length - at);
    System.arraycopy(data, at, into, offset, first);
    System.arraycopy(data, 0, into, offset + first, length - first);
  }

  /// Forgets the first bytes.
  void skip(int bytes) {
    if (data.length > 0) {
      head = (head + bytes) & (data.length - 1);
      size = Math.max(0, size - bytes);
    }
  }

  /// Gives the memory back.
  void clear() {
    data = NOTHING;
    head = 0;
    size = 0;
  }

  private void grow(int needed) {
    byte[] larger = new byte[Math.max(FIRST_BYTES, Integer.highestOneBit(needed - 1) << 1)];
    if (size > 0) {
      get(0, larger, 0, size);
    }
    data = larger;
    head = 0;
  }
}
