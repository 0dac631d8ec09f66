package dev.drydock.core.netfilter.rule;

import java.util.List;

/// Names of well-known ports, as far as `/etc/services` matters to iptables' lists.
final class Ports {
  private static final List<String> TABLE =
      List.of(
          ("21 ftp 22 ssh 23 telnet 25 smtp 53 domain 67 bootps 68 bootpc 80 http 110 pop3"
                  + " 123 ntp 143 imap2 161 snmp 179 bgp 389 ldap 443 https 636 ldaps 993 imaps"
                  + " 995 pop3s 1194 openvpn 2049 nfs 3306 mysql 3389 ms-wbt-server 5060 sip"
                  + " 5432 postgresql 6379 redis 8080 http-alt")
              .split(" ", -1));

  private Ports() {}

  /// The port with this name, or -1.
  public static int number(String name) {
    for (int i = 1; i < TABLE.size(); i += 2) {
      if (TABLE.get(i).equals(name)) {
        return Integer.parseInt(TABLE.get(i - 1));
      }
    }
    return -1;
  }

  /// The name of a port, or its number in decimal.
  public static String name(int port) {
    String number = Integer.toString(port);
    for (int i = 0; i < TABLE.size(); i += 2) {
      if (TABLE.get(i).equals(number)) {
        return TABLE.get(i + 1);
      }
    }
    return number;
  }

  /// Whether a protocol has ports: TCP, UDP, DCCP, SCTP, UDP-Lite.
  static boolean areIn(int protocol) {
    return switch (protocol) {
      case 6, 17, 33, 132, 136 -> true;
      default -> false;
    };
  }
}
