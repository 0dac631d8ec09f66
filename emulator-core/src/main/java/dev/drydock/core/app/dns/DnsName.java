package dev.drydock.core.app.dns;

import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A domain name as text: labels parted by dots, no dot at the end, empty for the root. Bytes that
/// are no printable ASCII are written `\DDD`, a dot within a label `\.` (RFC 1035 section 5.1).
public final class DnsName {
  /// Bytes of a label (RFC 1035 section 2.3.4).
  static final int LABEL_BYTES_MAX = 63;

  /// Bytes of a name, lengths included.
  static final int NAME_BYTES_MAX = 255;

  private DnsName() {}

  /// The name without the dot at its end.
  public static String of(String text) {
    return text.endsWith(".") && !text.endsWith("\\.")
        ? text.substring(0, text.length() - 1)
        : text;
  }

  /// The name in the form by which names are compared.
  public static String key(String name) {
    return of(name).toLowerCase(Locale.ROOT);
  }

  /// The name with the dot at its end; `.` for the root.
  public static String full(String name) {
    return of(name) + ".";
  }

  /// Whether it can be sent: no label empty or too long.
  public static boolean isValid(String name) {
    int bytes = 1;
    for (byte[] label : labels(name)) {
      if (label.length == 0 || label.length > LABEL_BYTES_MAX) {
        return false;
      }
      bytes += label.length + 1;
    }
    return bytes <= NAME_BYTES_MAX;
  }

  /// The labels as bytes, none for the root.
  static List<byte[]> labels(String name) {
    if (name.isEmpty()) {
      return List.of();
    }
    List<byte[]> labels = new ArrayList<>();
    byte[] label = new byte[name.length()];
    int length = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        labels.add(Arrays.copyOf(label, length));
        length = 0;
      } else if (c == '\\' && isNumber(name, i + 1)) {
        label[length++] = (byte) Integer.parseInt(name.substring(i + 1, i + 4));
        i += 3;
      } else if (c == '\\' && i + 1 < name.length()) {
        label[length++] = (byte) name.charAt(++i);
      } else {
        label[length++] = (byte) c;
      }
    }
    labels.add(Arrays.copyOf(label, length));
    return Collections.unmodifiableList(labels);
  }

  private static boolean isNumber(String name, int at) {
    return at + 3 <= name.length() && name.substring(at, at + 3).matches("[0-9]{3}");
  }

  /// Adds a label to a name as text.
  static void append(StringBuilder name, byte[] data, int at, int length) {
    if (!name.isEmpty()) {
      name.append('.');
    }
    for (int i = at; i < at + length; i++) {
      int c = data[i] & 0xff;
      if (c == '.' || c == '\\') {
        name.append('\\').append((char) c);
      } else if (c > 32 && c < 127) {
        name.append((char) c);
      } else {
        name.append('\\').append((char) ('0' + (c / 100)));
        name.append((char) ('0' + (c / 10) % 10)).append((char) ('0' + (c % 10)));
      }
    }
  }

  /// The name under which an address is looked up: `2.0.18.172.in-addr.arpa`.
  public static String reverse(IpAddress address) {
    StringBuilder name = new StringBuilder();
    if (!address.isV6()) {
      for (int i = 0; i < 4; i++) {
        name.append((address.low() >>> (8 * i)) & 0xff).append('.');
      }
      return name.append("in-addr.arpa").toString();
    }
    for (int i = 0; i < 32; i++) {
      long half = i < 16 ? address.low() : address.high();
      name.append(Character.forDigit((int) (half >>> (4 * (i % 16))) & 0xf, 16)).append('.');
    }
    return name.append("ip6.arpa").toString();
  }

  /// The address whose name is asked for under `in-addr.arpa` or `ip6.arpa`; null for other names.
  public static @Nullable IpAddress addressOf(String name) {
    String key = key(name);
    if (key.matches("(\\d{1,3}\\.){4}in-addr\\.arpa")) {
      String[] parts = key.split("\\.", -1);
      return IpAddress.parseOrNull(parts[3] + "." + parts[2] + "." + parts[1] + "." + parts[0]);
    }
    if (!key.matches("([0-9a-f]\\.){32}ip6\\.arpa")) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 32; i++) {
      long digit = Character.digit(key.charAt(2 * i), 16);
      low |= i < 16 ? digit << (4 * i) : 0;
      high |= i < 16 ? 0 : digit << (4 * (i - 16));
    }
    return new IpAddress(high, low, true);
  }
}
