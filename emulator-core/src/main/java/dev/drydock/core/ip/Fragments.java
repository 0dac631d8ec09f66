package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fragments of one packet that have come so far, by offset: what IPv4 and IPv6 have in common
/// (Linux `net/ipv4/inet_fragment.c`, `inet_frag_queue_insert`). Owns the frames it has taken in.
public final class Fragments {
  private static final int NOTE_BYTES = 256; // struct sk_buff

  private final Memory memory;
  private final List<Part> parts = new ArrayList<>(4); // by offset

  public Fragments(Memory memory) {
    this.memory = memory;
  }

  /// What the fragments of one IP version take in one namespace, counted by the size of our buffers
  /// (`fqdir`).
  public static final class Memory {
    private static final int BYTES_MAX = 4 << 20; // ipfrag_high_thresh, ip6frag_high_thresh

    private int bytes;

    /// Whether no new packet is begun.
    public boolean isFull() {
      return bytes > BYTES_MAX;
    }
  }

  /// A fragment: the bytes from `begin` to `end` of the payload, which in the frame start at
  /// `payloadAt`.
  public record Part(Frame frame, int payloadAt, int begin, int end) {
    private int memoryBytes() {
      return frame.data().length + NOTE_BYTES;
    }
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /// The one with the lowest offset; there is one.
  public Part first() {
    return parts.getFirst();
  }

  /// Where the one with the highest offset ends, 0 for none.
  public int farthest() {
    return parts.isEmpty() ? 0 : parts.getLast().end;
  }

  /// How many bytes each of them but the last has, which has no more; 0 where they differ.
  public int pieceBytes() {
    int bytes = first().end - first().begin;
    int last = parts.size() - 1;
    for (int i = 1; i <= last; i++) {
      int own = parts.get(i).end - parts.get(i).begin;
      if (i < last ? own != bytes : own > bytes) {
        return 0;
      }
    }
    return bytes;
  }

  /// Takes a fragment in.
  ///
  /// @return why it was not, and is still the caller's: it came twice, or it overlaps, which spoils
  ///   the packet (RFC 5722); null when it was
  public @Nullable DropReason add(Part part) {
    int index = parts.size();
    while (index > 0 && parts.get(index - 1).begin > part.begin) {
      index--;
    }
    Part before = index == 0 ? null : parts.get(index - 1);
    Part after = index == parts.size() ? null : parts.get(index);
    if (before != null && part.begin >= before.begin && part.end <= before.end) {
      return DropReason.DUP_FRAG;
    }
    if ((before != null && part.begin < before.end) || (after != null && part.end > after.begin)) {
      return DropReason.FRAG_OVERLAP;
    }
    parts.add(index, part);
    memory.bytes += part.memoryBytes();
    return null;
  }

  /// Writes the whole payload.
  public void copyTo(byte[] data, int at) {
    for (Part part : parts) {
      byte[] from = part.frame.data();
      System.arraycopy(from, part.payloadAt, data, at + part.begin, part.end - part.begin);
    }
  }

  /// Loses all of them at a device, or releases them when none is given.
  public void drop(@Nullable NetDevice where, DropReason reason) {
    for (Part part : parts) {
      memory.bytes -= part.memoryBytes();
      if (where == null) {
        part.frame.release();
      } else {
        where.drop(part.frame, reason);
      }
    }
    parts.clear();
  }

  /// Gives the frames back, whose bytes are in the whole packet now.
  public void release() {
    for (Part part : parts) {
      memory.bytes -= part.memoryBytes();
      part.frame.release();
    }
    parts.clear();
  }
}
