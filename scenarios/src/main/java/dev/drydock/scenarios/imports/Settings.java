package dev.drydock.scenarios.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads settings of a kernel, as `sysctl -a` or a recorded state has them.
///
/// ```
/// net.ipv4.ip_forward = 1
/// net/ipv4/ip_forward = 1
/// eth0: forwarding=1 rp_filter=0
/// v6 eth0: disable_ipv6=0
/// ```
final class Settings {
  private Settings() {}

  /// Those of the network, by the names of `sysctl`.
  static Map<String, String> read(List<String> lines) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf(" = ");
      int colon = line.indexOf(": ");
      if (equals > 0) {
        String written = line.substring(0, equals).strip();
        boolean isPath = written.startsWith("net/");
        String name = isPath ? written.replace('.', '\0').replace('/', '.') : written;
        put(settings, name.replace('\0', '/'), line.substring(equals + 3));
      } else if (colon > 0) {
        boolean is6 = line.startsWith("v6 ");
        String device = line.substring(is6 ? 3 : 0, colon).replace('.', '/');
        for (String pair : line.substring(colon + 2).split(" ", -1)) {
          int cut = pair.indexOf('=');
          if (cut > 0) {
            String family = is6 ? "net.ipv6.conf." : "net.ipv4.conf.";
            String name = family + device + "." + pair.substring(0, cut);
            put(settings, name, pair.substring(cut + 1));
          }
        }
      }
    }
    return settings;
  }

  private static void put(Map<String, String> settings, String name, String value) {
    if (name.startsWith("net.")) {
      settings.put(name, value.strip().replaceAll("\\s+", " "));
    }
  }
}
