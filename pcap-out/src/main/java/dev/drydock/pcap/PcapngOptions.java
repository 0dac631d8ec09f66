package dev.drydock.pcap;

/// Walks over the options of a block, or over the records of a name block, which look the same. A
/// list that is malformed ends where it stops making sense.
final class PcapngOptions {
  private static final int HEADER_BYTES = 4;

  private final CaptureBytes bytes;
  private long following;
  private long to;
  private long at;
  private int code;
  private int length;

  PcapngOptions(CaptureBytes bytes) {
    this.bytes = bytes;
  }

  /// Begins a list.
  void over(long from, long to) {
    this.following = from;
    this.to = to;
  }

  /// Moves to the next option.
  boolean next() {
    if (to - following < HEADER_BYTES) {
      return false;
    }
    code = bytes.u16(following);
    length = bytes.u16(following + 2);
    at = following + HEADER_BYTES;
    following = at + Pcapng.padded(length);
    return code != Pcapng.END && at + length <= to;
  }

  int code() {
    return code;
  }

  int length() {
    return length;
  }

  byte[] octets() {
    return bytes.octets(at, length);
  }

  String text() {
    return bytes.text(at, length);
  }

  /// A filter in text; empty when it is kept in another form.
  String filter() {
    return length > 1 && bytes.u8(at) == 0 ? bytes.text(at + 1, length - 1) : "";
  }

  /// A number of this size in network order; 0 when the option has another size.
  long bigEndian(int size) {
    return length == size ? bytes.bigEndian(at, size) : 0;
  }

  /// A number in the file's byte order; 0 when the option has another size.
  int i32() {
    return length == Integer.BYTES ? bytes.i32(at) : 0;
  }

  /// A number in the file's byte order; 0 when the option has another size.
  long i64() {
    return length == Long.BYTES ? bytes.i64(at) : 0;
  }

  /// A time; 0 when the option has another size.
  long time() {
    return length == Long.BYTES ? bytes.time(at) : 0;
  }
}
