package dev.drydock.pcap;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Whole pcapng blocks on their way to a file: one array, one write per full array.
///
/// Only whole blocks are written, so a file is readable up to the last write whatever happens to
/// the process. The first write that fails is remembered; what comes later is thrown away, and of a
/// block that went out in part the file keeps nothing. A mapped file would be slower: its fresh
/// pages fault.
final class BlockBuffer {
  private static final int FIRST_BYTES = 4096;

  private final String name;
  private final OutputStream out;
  private final int capacityBytes;
  private byte[] bytes;
  private int position;
  private long writtenBytes;
  private @Nullable IOException failure;
  private boolean closed;

  /// Where the newest block begins, or -1 when it has been written.
  private int newest = -1;

  /// @param name what error messages call the file
  /// @param capacityBytes the array grows up to this; further only for a single larger block
  BlockBuffer(String name, OutputStream out, int capacityBytes) {
    this.name = name;
    this.out = out;
    this.capacityBytes = capacityBytes;
    this.bytes = new byte[Math.min(FIRST_BYTES, capacityBytes)];
  }

  /// The array that holds the blocks; another one after room was made.
  byte[] bytes() {
    return bytes;
  }

  /// Makes room for `size` bytes and returns where they may begin.
  int reserve(int size) {
    if (bytes.length - position < size) {
      makeRoom(size);
    }
    return position;
  }

  /// A whole block has been put at the reserved place.
  void append(int size) {
    newest = position;
    position += size;
  }

  void append(byte[] block) {
    int at = reserve(block.length);
    System.arraycopy(block, 0, bytes, at, block.length);
    append(block.length);
  }

  /// Where the newest block begins, or -1 when it cannot be changed any more.
  int newest() {
    return newest;
  }

  /// Makes room behind the newest block, which stays in the array, for it to grow by `size` bytes.
  ///
  /// @return where the newest block begins now
  int reserveBehindNewest(int size) {
    if (bytes.length - position < size) {
      int begin = newest;
      int length = position - begin;
      position = begin;
      drain();
      grow(length + size);
      System.arraycopy(bytes, begin, bytes, 0, length);
      newest = 0;
      position = length;
    }
    return newest;
  }

  /// The newest block has grown by `size` bytes.
  void extendNewest(int size) {
    position += size;
  }

  private void makeRoom(int size) {
    if (position + size <= capacityBytes) {
      grow(position + size);
      return;
    }
    drain();
    grow(size);
  }

  private void grow(int size) {
    if (size > bytes.length) {
      int doubled = Math.min(2 * bytes.length, capacityBytes);
      bytes = Arrays.copyOf(bytes, Math.max(size, doubled));
    }
  }

  /// Writes what has been collected.
  void drain() {
    int length = position;
    position = 0;
    newest = -1;
    if (closed || failure != null || length == 0) {
      return;
    }
    try {
      out.write(bytes, 0, length);
      writtenBytes += length;
    } catch (IOException e) {
      failure = e;
      cut(length, e);
    }
  }

  /// Says what went wrong so far, if anything did.
  void check() throws CaptureException {
    if (failure != null) {
      throw CaptureException.writing(name, failure);
    }
  }

  /// Writes what has been collected and closes the file; what comes later is thrown away.
  void close() throws CaptureException {
    drain();
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    check();
  }

  /// Takes the part of a block at the end of the file away again. A full disk may have taken some
  /// blocks of a write whole and one of them in part.
  private void cut(int length, IOException cause) {
    if (!(out instanceof FileOutputStream file)) {
      return;
    }
    try {
      long written = file.getChannel().position() - writtenBytes;
      int whole = 0;
      while (whole < length) {
        int next = whole + LittleEndian.i32(bytes, whole + 4);
        if (next > written) {
          break;
        }
        whole = next;
      }
      file.getChannel().truncate(writtenBytes + whole);
    } catch (IOException e) {
      // Readers take the part of a block for the end of the file as well.
      cause.addSuppressed(e);
    }
  }
}
