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
    return switch (name) {
      case "all" -> 0;
      case "icmp" -> 1;
      case "igmp" -> 2;
      case "ipencap" -> 4;
      case "tcp" -> 6;
      case "udp" -> 17;
      case "dccp" -> 33;
      case "gre" -> 47;
      case "esp" -> 50;
      case "ah" -> 51;
      case "ipv6-icmp", "icmpv6" -> 58;
      case "sctp" -> 132;
      case "udplite" -> 136;
      default -> inDecimal(name);
    };
  }

  private static int inDecimal(String name) {
    int number = NUMBER.matcher(name).matches() ? Integer.parseInt(name) : -1;
    return number < 256 ? number : -1;
  }
}
