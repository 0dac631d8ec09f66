package dev.drydock.core.netns;

import dev.drydock.core.device.NeighbourBudget;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.neighbour.NeighbourConfig;
import dev.drydock.core.ip.neighbour.NeighbourTable;
import dev.drydock.core.sim.Nanos;
import org.jspecify.annotations.Nullable;

/// The settings `net.ipv4.neigh.X.*` and `net.ipv6.neigh.X.*` (Linux `neigh_sysctl_register`).
final class NeighbourSysctls {
  private static final String THRESHOLD = "gc_thresh";
  private static final long MILLI_NANOS = 1_000_000L;

  /// What user space counts in: USER_HZ, 100.
  private static final long TICK_NANOS = 10_000_000L;

  /// What a full frame takes in memory, by which `unres_qlen` counts; gives 101 by default.
  private static final int FRAME_BYTES = 2108;

  private final Netns namespace;

  NeighbourSysctls(Netns namespace) {
    this.namespace = namespace;
  }

  /// What a key is about.
  private record Key(boolean isV6, String device, String setting) {}

  private static @Nullable Key key(String name) {
    boolean isV6 = name.startsWith("net.ipv6.neigh.");
    int start = "net.ipv4.neigh.".length();
    int end = name.lastIndexOf('.');
    return (isV6 || name.startsWith("net.ipv4.neigh.")) && end > start
        ? new Key(isV6, name.substring(start, end), name.substring(end + 1))
        : null;
  }

  static boolean concerns(String name) {
    return key(name) != null;
  }

  private NeighbourTable table(boolean isV6) {
    return isV6 ? namespace.ipv6().neighbours() : namespace.ipv4().neighbours();
  }

  /// Only the machine's own namespace shows what all share.
  private @Nullable NeighbourBudget budget(Key key) {
    boolean shared = key.setting.startsWith(THRESHOLD) && key.device.equals("default");
    return shared && namespace.name().isEmpty() ? namespace.softnet().neighbours(key.isV6) : null;
  }

  /// The value of a setting; null when it is none of these.
  @Nullable String get(String name) {
    Key key = key(name);
    if (key == null) {
      return null;
    }
    NeighbourBudget budget = budget(key);
    if (budget != null) {
      return switch (key.setting) {
        case "gc_thresh1" -> Integer.toString(budget.threshold1);
        case "gc_thresh2" -> Integer.toString(budget.threshold2);
        case "gc_thresh3" -> Integer.toString(budget.threshold3);
        default -> null;
      };
    }
    NeighbourConfig config = config(key, false);
    Long value = config == null ? null : read(config, key.setting);
    return value == null ? null : Long.toString(value);
  }

  private @Nullable NeighbourConfig config(Key key, boolean change) {
    NeighbourTable table = table(key.isV6);
    if (key.device.equals("default")) {
      return change ? table.changeDefaults(namespace.devices()) : table.defaults();
    }
    NetDevice device = namespace.device(key.device);
    if (device == null) {
      return null;
    }
    return change ? table.changeConfig(device) : table.config(device);
  }

  private static @Nullable Long read(NeighbourConfig config, String setting) {
    return switch (setting) {
      case "base_reachable_time_ms" -> config.baseReachableNanos / MILLI_NANOS;
      case "base_reachable_time" -> config.baseReachableNanos / Nanos.SECOND;
      case "delay_first_probe_time" -> config.delayFirstProbeNanos / Nanos.SECOND;
      case "gc_stale_time" -> config.staleNanos / Nanos.SECOND;
      case "locktime" -> config.lockNanos / TICK_NANOS;
      case "proxy_delay" -> config.proxyDelayNanos / TICK_NANOS;
      case "retrans_time_ms" -> config.retransmitNanos / MILLI_NANOS;
      case "retrans_time" -> config.retransmitNanos / TICK_NANOS;
      case "ucast_solicit" -> (long) config.unicastSolicitations;
      case "mcast_solicit" -> (long) config.multicastSolicitations;
      case "proxy_qlen" -> (long) config.proxyQueueMax;
      case "unres_qlen_bytes" -> (long) config.queueBytesMax;
      case "unres_qlen" -> (long) config.queueBytesMax / FRAME_BYTES;
      default -> null;
    };
  }

  /// Sets a setting.
  ///
  /// @return false when it is none of these, or the value is not one it takes
  boolean set(String name, String value) {
    Key key = key(name);
    if (key == null || !value.matches("\\d{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(value);
    NeighbourBudget budget = budget(key);
    if (budget != null) {
      switch (key.setting) {
        case "gc_thresh1" -> budget.threshold1 = number;
        case "gc_thresh2" -> budget.threshold2 = number;
        case "gc_thresh3" -> budget.threshold3 = number;
        default -> {
          return false;
        }
      }
      return true;
    }
    NeighbourConfig config = get(name) == null ? null : config(key, true);
    if (config != null) {
      write(config, key.setting, number);
    }
    return config != null;
  }

  private static void write(NeighbourConfig config, String setting, long number) {
    switch (setting) {
      case "base_reachable_time_ms" ->
          config.baseReachableNanos = Math.max(1, number) * MILLI_NANOS;
      case "base_reachable_time" -> config.baseReachableNanos = Math.max(1, number) * Nanos.SECOND;
      case "delay_first_probe_time" -> config.delayFirstProbeNanos = number * Nanos.SECOND;
      case "gc_stale_time" -> config.staleNanos = number * Nanos.SECOND;
      case "locktime" -> config.lockNanos = number * TICK_NANOS;
      case "proxy_delay" -> config.proxyDelayNanos = number * TICK_NANOS;
      case "retrans_time_ms" -> config.retransmitNanos = Math.max(4, number) * MILLI_NANOS;
      case "retrans_time" -> config.retransmitNanos = Math.max(1, number) * TICK_NANOS;
      case "ucast_solicit" -> config.unicastSolicitations = (int) number;
      case "mcast_solicit" -> config.multicastSolicitations = (int) number;
      case "proxy_qlen" -> config.proxyQueueMax = (int) number;
      case "unres_qlen_bytes" -> config.queueBytesMax = (int) number;
      default -> config.queueBytesMax = (int) number * FRAME_BYTES;
    }
  }
}
