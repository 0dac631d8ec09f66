package dev.drydock.pcap.print;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A part of a captured frame. What was not captured cannot be read.
///
/// @param data not to be changed
/// @param from where the part begins in it
/// @param end the first index that was not captured or does not belong to the part
@SuppressWarnings("ArrayRecordComponent") // a window, never compared
public record Octets(byte[] data, int from, int end) {

  /// Something lies behind what was captured.
  public static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Without words: whoever reads knows where.
    public CutOff() {
      super("", null, false, false);
    }
  }

  /// How many bytes it has.
  public int size() {
    return end - from;
  }

  /// Asks for so many bytes.
  ///
  /// @throws CutOff if there are fewer
  public void need(int bytes) {
    if (bytes < 0 || size() < bytes) {
      throw new CutOff();
    }
  }

  /// A byte, unsigned.
  public int u8(int at) {
    if (at < 0 || at >= size()) {
      throw new CutOff();
    }
    return data[from + at] & 0xff;
  }

  /// Two bytes, unsigned.
  public int u16(int at) {
    return (u8(at) << 8) | u8(at + 1);
  }

  /// Four bytes.
  public int i32(int at) {
    return (u16(at) << 16) | u16(at + 2);
  }

  /// Four bytes, unsigned.
  public long u32(int at) {
    return Integer.toUnsignedLong(i32(at));
  }

  /// The part from here on.
  public Octets after(int bytes) {
    need(bytes);
    return new Octets(data, from + bytes, end);
  }

  /// At most so many bytes of it.
  public Octets first(int bytes) {
    return new Octets(data, from, Math.max(from, Math.min(end, from + bytes)));
  }

  /// A MAC address in hexadecimal digits.
  public String mac(int at) {
    StringBuilder text = new StringBuilder(17);
    for (int i = 0; i < 6; i++) {
      text.append(i == 0 ? "" : ":").append(hex(u8(at + i), 2));
    }
    return text.toString();
  }

  /// An IPv4 address in dotted form.
  public String ipv4(int at) {
    return u8(at) + "." + u8(at + 1) + "." + u8(at + 2) + "." + u8(at + 3);
  }

  /// The short form of RFC 5952.
  public String ipv6(int at) {
    int best = 0;
    int longest = 0;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && u16(at + (2 * (i + run))) == 0) {
        run++;
      }
      if (run > longest) {
        best = i;
        longest = run;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (longest > 1 && i == best) {
        text.append("::");
        i += longest - 1;
        continue;
      }
      boolean joined = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
      text.append(joined ? ":" : "").append(Integer.toHexString(u16(at + (2 * i))));
    }
    return text.toString();
  }

  /// Bytes as characters.
  public String text(int at, int length) {
    need(at + length);
    return new String(data, from + at, length, StandardCharsets.ISO_8859_1);
  }

  /// The ones' complement sum of all bytes.
  long sum() {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += (i & 1) == 0 ? (long) u8(i) << 8 : u8(i);
    }
    return sum;
  }

  /// What is left of a sum with its checksum field: 0 for a right one (`in_cksum`).
  static int remainder(long sum) {
    long folded = sum;
    while (folded >> 16 != 0) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (int) (~folded & 0xffff);
  }

  /// What the field should hold (`in_cksum_shouldbe`).
  static int shouldBe(int field, int remainder) {
    long sum = field + (long) remainder;
    sum = (sum & 0xffff) + (sum >> 16);
    return (int) ((sum & 0xffff) + (sum >> 16));
  }

  static String hex(long number, int digits) {
    String text = Long.toHexString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text.toLowerCase(Locale.ROOT);
  }
}
