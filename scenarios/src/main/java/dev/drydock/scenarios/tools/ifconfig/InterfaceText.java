package dev.drydock.scenarios.tools.ifconfig;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import java.util.List;

/// How one form of `ifconfig` shows an interface.
interface InterfaceText {
  /// The addresses of an interface.
  record Addresses(List<InterfaceAddress> ipv4, List<Ipv6InterfaceAddress> ipv6) {}

  /// The lines of an interface, the empty one behind them included.
  List<String> lines(NetDevice device, Addresses addresses);

  /// What stands in front of complaints.
  String complaintPrefix();

  /// What is said of a word that is no address.
  ///
  /// @param isOwn whether it was to be the interface's own
  String unreadable(String word, boolean isOwn);

  /// Bytes with a unit, one digit behind the point, cut off: `656.0 B`, `1.1 KiB`
  /// (`print_bytes_scaled` of BusyBox; net-tools `lib/interface.c`).
  static String human(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long whole = bytes;
    long tenths = 0;
    int unit = 0;
    while (whole >= 1024 && unit < units.length - 1) {
      tenths = (whole % 1024) * 10 / 1024;
      whole /= 1024;
      unit++;
    }
    return whole + "." + tenths + " " + units[unit];
  }
}
