package dev.drydock.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The Internet checksum (RFC 1071) and its incremental update (RFC 1624, equation 3).
public final class Checksum {
  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Below this length one chain is as fast as four.
  private static final int SHORT_BYTES = 64;

  private Checksum() {}

  /// The checksum of a range, ready for a header field that was zero while summing.
  public static int of(byte[] data, int offset, int length) {
    return ~sum(data, offset, length) & 0xffff;
  }

  /// The checksum over a pseudo header and a range (RFC 768, RFC 9293).
  ///
  /// @param pseudo the unfolded sum of the pseudo header, see [#pseudo]
  public static int of(long pseudo, byte[] data, int offset, int length) {
    return ~fold(pseudo + sum(data, offset, length)) & 0xffff;
  }

  /// The unfolded sum of an IPv4 pseudo header.
  public static long pseudo(int source, int destination, int protocol, int length) {
    return (long) (source >>> 16)
        + (source & 0xffff)
        + (destination >>> 16)
        + (destination & 0xffff)
        + protocol
        + length;
  }

  /// Whether a range that includes its checksum field sums to all ones.
  public static boolean isValid(byte[] data, int offset, int length) {
    return sum(data, offset, length) == 0xffff;
  }

  /// The checksum field after a 16-bit word under it changed from `before` to `after`.
  public static int update16(int checksum, int before, int after) {
    return mend(checksum, change16(before, after));
  }

  /// The checksum field after a 32-bit word under it changed from `before` to `after`.
  public static int update32(int checksum, int before, int after) {
    return mend(checksum, change32(before, after));
  }

  /// What the sum grows by, not folded, when a 16-bit word changes from `before` to `after`.
  public static int change16(int before, int after) {
    return (~before & 0xffff) + (after & 0xffff);
  }

  /// What the sum grows by, not folded, when a 32-bit word changes from `before` to `after`.
  public static int change32(int before, int after) {
    return (~before >>> 16) + (~before & 0xffff) + (after >>> 16) + (after & 0xffff);
  }

  /// The checksum field after changes under it.
  ///
  /// @param change the sum of what [#change16] and [#change32] say of each
  public static int mend(int checksum, int change) {
    return ~foldHalves((~checksum & 0xffff) + change) & 0xffff;
  }

  /// The folded ones' complement sum of twenty bytes, in the machine's order: for a header without
  /// options, which every hop looks at.
  private static int sumOfTwenty(byte[] data, int at) {
    long first = (long) LITTLE_LONG.get(data, at);
    long second = (long) LITTLE_LONG.get(data, at + 8);
    long last = (int) LITTLE_INT.get(data, at + 16) & 0xffff_ffffL;
    return fold(halves(first) + halves(second) + last);
  }

  /// Whether twenty bytes that include their checksum field sum to all ones.
  static boolean isValidHeader(byte[] data, int at) {
    return sumOfTwenty(data, at) == 0xffff; // the same in either byte order
  }

  /// The checksum of twenty bytes, ready for a header field that was zero while summing.
  static int ofHeader(byte[] data, int at) {
    int sum = ~sumOfTwenty(data, at);
    return ((sum & 0xff) << 8) | ((sum >>> 8) & 0xff);
  }

  /// The checksum over three words of eight bytes.
  static int ofWords(long first, long second, long third) {
    return ~fold(halves(first) + halves(second) + halves(third)) & 0xffff;
  }

  /// The folded ones' complement sum of a range, 16 bits; an odd last byte counts as its high half.
  ///
  /// Sums commute with a byte swap (RFC 1071 section 2), so words are read in the machine's order
  /// and the result is swapped once.
  public static int sum(byte[] data, int offset, int length) {
    int at = offset;
    int end = offset + length;
    long sum = 0;
    if (length >= SHORT_BYTES) {
      long sum1 = 0;
      long sum2 = 0;
      long sum3 = 0;
      for (; at + 32 <= end; at += 32) {
        sum += halves((long) LITTLE_LONG.get(data, at));
        sum1 += halves((long) LITTLE_LONG.get(data, at + 8));
        sum2 += halves((long) LITTLE_LONG.get(data, at + 16));
        sum3 += halves((long) LITTLE_LONG.get(data, at + 24));
      }
      sum += sum1 + sum2 + sum3;
    }
    for (; at + 8 <= end; at += 8) {
      sum += halves((long) LITTLE_LONG.get(data, at));
    }
    if (at + 4 <= end) {
      sum += (int) LITTLE_INT.get(data, at) & 0xffff_ffffL;
      at += 4;
    }
    if (at + 2 <= end) {
      sum += (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8);
      at += 2;
    }
    if (at < end) {
      sum += data[at] & 0xff;
    }
    int folded = fold(sum);
    return ((folded & 0xff) << 8) | (folded >>> 8);
  }

  private static long halves(long word) {
    return (word >>> 32) + (word & 0xffff_ffffL);
  }

  /// Folds by adding the halves to each other with the carry put back, as `csum_fold` of Linux: the
  /// upper half of a word plus itself turned round.
  private static int fold(long sum) {
    return foldHalves((int) ((sum + Long.rotateLeft(sum, 32)) >>> 32));
  }

  private static int foldHalves(int sum) {
    return (sum + Integer.rotateLeft(sum, 16)) >>> 16;
  }
}
