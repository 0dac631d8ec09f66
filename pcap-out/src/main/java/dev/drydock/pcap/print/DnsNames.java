package dev.drydock.pcap.print;

/// Names in a DNS message (RFC 1035, 4.1.4).
public final class DnsNames {
  /// What a name ends with whose pointers lead nowhere.
  public static final String LOOP = "<LOOP>";

  private static final int LABELS_MAX = 128;
  private static final int POINTER = 0xc0;

  private DnsNames() {}

  /// A name with a dot behind each label, pointers followed; `.` for the root.
  ///
  /// @throws Octets.CutOff if it goes on behind what was captured
  public static String read(Octets message, int from) {
    StringBuilder text = new StringBuilder();
    int at = from;
    for (int labels = 0; labels < LABELS_MAX; labels++) {
      int length = message.u8(at);
      if (length >= POINTER) {
        at = ((length & ~POINTER) << 8) | message.u8(at + 1);
        continue;
      }
      if (length == 0) {
        return text.isEmpty() ? "." : text.toString();
      }
      text.append(message.text(at + 1, length)).append('.');
      at += length + 1;
    }
    return text + LOOP;
  }

  /// Where what follows a name begins.
  ///
  /// @throws Octets.CutOff if it goes on behind what was captured
  public static int end(Octets message, int from) {
    int at = from;
    int length = message.u8(at);
    while (length != 0) {
      if (length >= POINTER) {
        return at + 2;
      }
      at += length + 1;
      length = message.u8(at);
    }
    return at + 1;
  }
}
