package dev.drydock.core.netfilter;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names of IP protocols, as far as `/etc/protocols` is used by iptables.
public final class Protocols {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  private Protocols() {}

  /// The name, or the number in decimal.
  public static String name(int number) {
    return switch (number) {
      case 1 -> "icmp";
      case 2 -> "igmp";
      case 4 -> "ipencap";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 33 -> "dccp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case 58 -> "ipv6-icmp";
      case 132 -> "sctp";
      case 136 -> "udplite";
      default -> Integer.toString(number);
    };
  }

  /// The number of a name or a number in decimal; `all` is 0.
  ///
  /// @return -1 for an unknown name
  public static int number(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.equals("all")) {
      return 0;
    }
    if (NUMBER.matcher(name).matches()) {
      int number = Integer.parseInt(name);
      return number < 256 ? number : -1;
    }
    for (int number : new int[] {1, 2, 4, 6, 17, 33, 47, 50, 51, 58, 132, 136}) {
      if (name(number).equals(name)) {
        return number;
      }
    }
    return name.equals("icmpv6") ? 58 : -1;
  }
}
