package dev.drydock.core.netfilter.rule;

import java.util.Map;

/// Names of well-known ports, as far as `/etc/services` matters to iptables' lists.
public final class Ports {
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("ftp", 21),
          Map.entry("ssh", 22),
          Map.entry("telnet", 23),
          Map.entry("smtp", 25),
          Map.entry("domain", 53),
          Map.entry("bootps", 67),
          Map.entry("bootpc", 68),
          Map.entry("http", 80),
          Map.entry("ntp", 123),
          Map.entry("https", 443),
          Map.entry("mysql", 3306),
          Map.entry("postgresql", 5432),
          Map.entry("http-alt", 8080));

  private Ports() {}

  /// The port with this name, or -1.
  public static int number(String name) {
    return NUMBERS.getOrDefault(name, -1);
  }

  /// The name of a port, or its number in decimal.
  public static String name(int port) {
    for (Map.Entry<String, Integer> entry : NUMBERS.entrySet()) {
      if (entry.getValue() == port) {
        return entry.getKey();
      }
    }
    return Integer.toString(port);
  }
}
