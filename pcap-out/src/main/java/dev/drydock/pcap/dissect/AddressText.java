package dev.drydock.pcap.dissect;

import java.net.InetAddress;

/// The text form of addresses: dotted decimal, and for IPv6 the short form of RFC 5952.
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  static String of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? address.getHostAddress() : ofIpv6(bytes);
  }

  private static String ofIpv6(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int from = longestZeros(groups);
    int to = from + zerosAt(groups, from);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == from && to - from > 1) {
        text.append("::");
        i = to - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  /// Where the first of the longest runs of zero groups begins (RFC 5952, 4.2.3).
  private static int longestZeros(int[] groups) {
    int best = 0;
    for (int i = 1; i < GROUPS; i++) {
      if (zerosAt(groups, i) > zerosAt(groups, best)) {
        best = i;
      }
    }
    return best;
  }

  private static int zerosAt(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }
}
