package dev.drydock.scenarios.tools.ifconfig;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Ipv6InterfaceAddress;
import java.util.List;
import java.util.Locale;

/// How one form of `ifconfig` shows an interface.
interface InterfaceText {
  /// The addresses of an interface.
  record Addresses(List<InterfaceAddress> ipv4, List<Ipv6InterfaceAddress> ipv6) {}

  /// The lines of an interface, the empty one behind them included.
  List<String> lines(NetDevice device, Addresses addresses);

  /// What stands in front of complaints.
  String complaintPrefix();

  /// Bytes with a unit, one digit behind the point: `656.0 B`, `1.2 KiB`.
  static String human(long bytes) {
    double size = bytes;
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }
}
