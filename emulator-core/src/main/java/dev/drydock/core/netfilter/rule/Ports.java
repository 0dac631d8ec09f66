package dev.drydock.core.netfilter.rule;

/// Names of well-known ports, as far as `/etc/services` matters to iptables' lists.
final class Ports {
  private static final int[] NAMED = {21, 22, 23, 25, 53, 67, 68, 80, 123, 443, 3306, 5432, 8080};

  private Ports() {}

  /// The port with this name, or -1.
  public static int number(String name) {
    for (int port : NAMED) {
      if (name(port).equals(name)) {
        return port;
      }
    }
    return -1;
  }

  /// The name of a port, or its number in decimal.
  public static String name(int port) {
    return switch (port) {
      case 21 -> "ftp";
      case 22 -> "ssh";
      case 23 -> "telnet";
      case 25 -> "smtp";
      case 53 -> "domain";
      case 67 -> "bootps";
      case 68 -> "bootpc";
      case 80 -> "http";
      case 123 -> "ntp";
      case 443 -> "https";
      case 3306 -> "mysql";
      case 5432 -> "postgresql";
      case 8080 -> "http-alt";
      default -> Integer.toString(port);
    };
  }

  /// Whether a protocol has ports: TCP, UDP, DCCP, SCTP, UDP-Lite.
  static boolean areIn(int protocol) {
    return switch (protocol) {
      case 6, 17, 33, 132, 136 -> true;
      default -> false;
    };
  }
}
