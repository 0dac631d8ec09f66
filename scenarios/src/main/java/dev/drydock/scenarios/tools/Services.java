package dev.drydock.scenarios.tools;

/// The few lines of `/etc/services` that are met here.
public final class Services {
  private Services() {}

  /// The name of a port; `*` when it has none.
  public static String name(int port, String protocol) {
    String known =
        switch (port) {
          case 7 -> "echo";
          case 53 -> "domain";
          case 123 -> protocol.equals("udp") ? "ntp" : "*";
          case 1194 -> "openvpn";
          default -> "*";
        };
    return known.equals("*") && protocol.equals("tcp") ? tcp(port) : known;
  }

  private static String tcp(int port) {
    return switch (port) {
      case 21 -> "ftp";
      case 22 -> "ssh";
      case 23 -> "telnet";
      case 25 -> "smtp";
      case 80 -> "http";
      case 110 -> "pop3";
      case 143 -> "imap2";
      case 389 -> "ldap";
      case 443 -> "https";
      case 3306 -> "mysql";
      case 5432 -> "postgresql";
      case 5672 -> "amqp";
      case 6379 -> "redis";
      case 8080 -> "http-alt";
      default -> "*";
    };
  }
}
