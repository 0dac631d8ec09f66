package dev.drydock.pcap;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Relative file paths for interface names that are safe and different on every system.
final class InterfacePaths {
  private static final String ROOT_NAMESPACE = "_root";

  /// Longest part of a path; systems allow 255 bytes.
  private static final int PART_CHARS_MAX = 100;

  /// Names of devices on Windows, whatever follows a dot.
  private static final Pattern RESERVED =
      Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  /// In lower case: some systems do not tell `Web` from `web`.
  private final Set<String> taken = new HashSet<>();

  /// A path for `machine/ifname` or `machine/namespace:ifname`, another one at each call.
  String of(String interfaceName) {
    int slash = interfaceName.indexOf('/');
    int colon = interfaceName.lastIndexOf(':');
    String machine = slash < 0 ? "" : interfaceName.substring(0, slash);
    String namespace =
        colon < slash + 1 ? ROOT_NAMESPACE : safe(interfaceName.substring(slash + 1, colon));
    String device = interfaceName.substring(Math.max(slash, colon) + 1);
    String stem = safe(machine) + "/" + namespace + "/" + safe(device);
    String path = stem;
    for (int copy = 2; !taken.add(path.toLowerCase(Locale.ROOT)); copy++) {
      path = stem + "~" + copy;
    }
    return path + ".pcapng";
  }

  /// Letters, digits and a few marks stay; every other byte becomes `%` and two digits.
  private static String safe(String part) {
    StringBuilder text = new StringBuilder(part.length());
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isSafe(c, text.isEmpty())) {
        text.append(c);
      } else {
        text.append('%').append(Integer.toHexString(0x100 | c), 1, 3);
      }
    }
    if (text.length() > PART_CHARS_MAX) {
      text.setLength(PART_CHARS_MAX);
    }
    if (RESERVED.matcher(text).matches()) {
      text.insert(0, '%');
    }
    return text.isEmpty() || text.charAt(text.length() - 1) == '.' ? text + "%" : text.toString();
  }

  private static boolean isSafe(char c, boolean first) {
    boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return plain || c == '@' || (!first && (c == '-' || c == '_' || c == '.'));
  }
}
