package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.NetDevice;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import java.util.Map;

/// The counters of a device as `ip -s` shows them (`print_stats64` of `ip/ipaddress.c`). What the
/// model never counts, such as errors of the wire, is 0.
final class LinkStatistics {
  private static final int FIRST_COLUMN = "*X errors:".length();

  private static final String NO_COMPRESSED = " ".repeat("compressed".length());

  private final IpContext context;

  LinkStatistics(IpContext context) {
    this.context = context;
  }

  /// Four lines, indented by four, without the end of the last.
  String text(NetDevice device) {
    DeviceCounters counters = device.counters();
    int bytes = width(FIRST_COLUMN, counters.rxBytes(), counters.txBytes());
    int packets = width("packets".length(), counters.rxFrames(), counters.txFrames());
    int dropped = width("dropped".length(), counters.rxDropped(), counters.txDropped());
    String newLine = context.newLine();
    return "    RX: "
        + right("bytes", bytes - 4)
        + right("packets", packets)
        + "errors "
        + right("dropped", dropped)
        + right("missed", 7)
        + right("mcast", 7)
        + NO_COMPRESSED
        + newLine
        + "    "
        + right(counters.rxBytes(), bytes)
        + right(counters.rxFrames(), packets)
        + right(0, 6)
        + right(counters.rxDropped(), dropped)
        + right(0, 7)
        + right(counters.rxMulticast(), 7)
        + newLine
        + "    TX: "
        + right("bytes", bytes - 4)
        + right("packets", packets)
        + "errors "
        + right("dropped", dropped)
        + right("carrier", 7)
        + right("collsns", 7)
        + NO_COMPRESSED
        + newLine
        + "    "
        + right(counters.txBytes(), bytes)
        + right(counters.txFrames(), packets)
        + right(0, 6)
        + right(counters.txDropped(), dropped)
        + right(0, 7)
        + right(0, 7);
  }

  /// The same as an object.
  static Map<String, Object> values(NetDevice device) {
    DeviceCounters counters = device.counters();
    Fields rx = new Fields().put("bytes", counters.rxBytes()).put("packets", counters.rxFrames());
    rx.put("errors", 0).put("dropped", counters.rxDropped()).put("over_errors", 0);
    Fields tx = new Fields().put("bytes", counters.txBytes()).put("packets", counters.txFrames());
    tx.put("errors", 0).put("dropped", counters.txDropped()).put("carrier_errors", 0);
    Fields all = new Fields().put("rx", rx.put("multicast", counters.rxMulticast()).values());
    return all.put("tx", tx.put("collisions", 0).values()).values();
  }

  private static int width(int least, long one, long other) {
    return Math.max(least, Long.toString(Math.max(one, other)).length());
  }

  private static String right(long number, int width) {
    return right(Long.toString(number), width);
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text + " ";
  }
}
