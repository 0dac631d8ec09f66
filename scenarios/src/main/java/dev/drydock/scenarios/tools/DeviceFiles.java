package dev.drydock.scenarios.tools;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The files in which the kernel tells of devices: `/sys/class/net/DEVICE/…` (`net-sysfs.c`) and
/// `/proc/net/dev` (`net-procfs.c`).
final class DeviceFiles {
  static final String SYSFS = "/sys/class/net/";

  /// What is there to read in the folder of a device.
  static final List<String> ATTRIBUTES =
      List.of(
          "address",
          "carrier",
          "flags",
          "ifindex",
          "iflink",
          "mtu",
          "operstate",
          "statistics/rx_bytes",
          "statistics/rx_dropped",
          "statistics/rx_packets",
          "statistics/tx_bytes",
          "statistics/tx_dropped",
          "statistics/tx_packets",
          "tx_queue_len",
          "type");

  private DeviceFiles() {}

  /// What a file holds; null when it is none of these.
  static @Nullable String read(Netns namespace, String path) {
    if (path.equals("/proc/net/dev")) {
      return table(namespace);
    }
    if (!path.startsWith(SYSFS)) {
      return null;
    }
    int slash = path.indexOf('/', SYSFS.length());
    NetDevice device = slash < 0 ? null : namespace.device(path.substring(SYSFS.length(), slash));
    String value = device == null ? null : value(device, path.substring(slash + 1));
    return value == null ? null : value + "\n";
  }

  private static @Nullable String value(NetDevice device, String attribute) {
    DeviceCounters counters = device.counters();
    return switch (attribute) {
      case "address" -> Mac.format(device.mac());
      case "ifindex" -> Integer.toString(device.index());
      case "iflink" -> Integer.toString(linkIndex(device));
      case "mtu" -> Integer.toString(device.mtuBytes());
      case "operstate" -> OperState.of(device).toLowerCase(Locale.ROOT);
      case "carrier" -> carrier(device);
      case "flags" -> "0x" + Integer.toHexString(InterfaceFlags.of(device) & 0xffff);
      case "tx_queue_len" -> Integer.toString(device.txQueueFrames());
      case "type" -> device.kind() == DeviceKind.LOOPBACK ? "772" : "1";
      case "statistics/rx_bytes" -> Long.toString(counters.rxBytes());
      case "statistics/rx_packets" -> Long.toString(counters.rxFrames());
      case "statistics/rx_dropped" -> Long.toString(counters.rxDropped());
      case "statistics/multicast" -> Long.toString(counters.rxMulticast());
      case "statistics/tx_bytes" -> Long.toString(counters.txBytes());
      case "statistics/tx_packets" -> Long.toString(counters.txFrames());
      case "statistics/tx_dropped" -> Long.toString(counters.txDropped());
      default -> null;
    };
  }

  /// A device that is down does not say (`carrier_show`).
  private static @Nullable String carrier(NetDevice device) {
    if (!device.isUp()) {
      return null;
    }
    return device.hasCarrier() ? "1" : "0";
  }

  /// Whether a file is there, and reading it is refused.
  static boolean refuses(Netns namespace, String path) {
    if (!path.startsWith(SYSFS) || !path.endsWith("/carrier")) {
      return false;
    }
    String name = path.substring(SYSFS.length(), path.length() - "/carrier".length());
    NetDevice device = namespace.device(name);
    return device != null && !device.isUp();
  }

  /// The index of the device across or below, its own when there is none (`dev_get_iflink`).
  private static int linkIndex(NetDevice device) {
    if (device instanceof VethEnd end) {
      return end.peer().index();
    }
    if (device instanceof Nic nic && nic.kind() == DeviceKind.VETH) {
      return nic.index() + 1;
    }
    NetDevice below = device.lower();
    return below == null ? device.index() : below.index();
  }

  private static String table(Netns namespace) {
    StringBuilder text =
        new StringBuilder(
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast\
            |bytes    packets errs drop fifo colls carrier compressed
            """);
    for (NetDevice device : namespace.devices()) {
      DeviceCounters counters = device.counters();
      text.append(
          String.format(
              Locale.ROOT,
              "%6s: %7d %7d    0 %4d    0     0          0 %9d"
                  + " %8d %7d    0 %4d    0     0       0          0\n",
              device.name(),
              counters.rxBytes(),
              counters.rxFrames(),
              counters.rxDropped(),
              counters.rxMulticast(),
              counters.txBytes(),
              counters.txFrames(),
              counters.txDropped()));
    }
    return text.toString();
  }
}
