package dev.drydock.scenarios.tools;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.PortFlag;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.netns.Netns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of bridges and their ports: `/sys/class/net/BRIDGE/bridge/…` and
/// `/sys/class/net/PORT/brport/…` (`br_sysfs_br.c`, `br_sysfs_if.c`). Switches and costs can be
/// written.
final class BridgeFiles {
  private static final String BRIDGE = "bridge/";
  private static final String PORT = "brport/";
  private static final List<PortState> STATES = List.of(PortState.values());
  private static final long CENTISECOND_NANOS = 10_000_000L;

  private static final List<String> BRIDGE_ATTRIBUTES =
      List.of(
          "ageing_time",
          "default_pvid",
          "forward_delay",
          "hello_time",
          "max_age",
          "stp_state",
          "vlan_filtering",
          "vlan_protocol",
          "vlan_stats_enabled",
          "vlan_stats_per_port");

  private static final List<String> PORT_ATTRIBUTES =
      List.of(
          "bpdu_guard",
          "hairpin_mode",
          "isolated",
          "learning",
          "path_cost",
          "port_id",
          "port_no",
          "priority",
          "root_block",
          "state",
          "unicast_flood");

  private BridgeFiles() {}

  private static @Nullable NetDevice device(Netns namespace, String path) {
    if (!path.startsWith(DeviceFiles.SYSFS)) {
      return null;
    }
    int slash = path.indexOf('/', DeviceFiles.SYSFS.length());
    return slash < 0 ? null : namespace.device(path.substring(DeviceFiles.SYSFS.length(), slash));
  }

  private static String attribute(NetDevice device, String path) {
    return path.substring(DeviceFiles.SYSFS.length() + device.name().length() + 1);
  }

  /// What a file holds; null when it is none of these.
  static @Nullable String read(Netns namespace, String path) {
    NetDevice device = device(namespace, path);
    if (device == null) {
      return null;
    }
    String attribute = attribute(device, path);
    String value = null;
    if (device instanceof Bridge bridge && attribute.startsWith(BRIDGE)) {
      value = bridge(bridge, attribute.substring(BRIDGE.length()));
    } else if (device.rxHandler() instanceof BridgePort port && attribute.startsWith(PORT)) {
      value = port(port, attribute.substring(PORT.length()));
    }
    return value == null ? null : value + "\n";
  }

  /// The paths of what can be read of a bridge or of a port, below the folder of the device.
  static List<String> paths(String folder, boolean isBridge) {
    List<String> paths = new ArrayList<>();
    if (isBridge) {
      BRIDGE_ATTRIBUTES.forEach(name -> paths.add(folder + BRIDGE + name));
      return paths;
    }
    for (PortFlag flag : PortFlag.values()) {
      paths.add(folder + PORT + flag.file());
    }
    PORT_ATTRIBUTES.forEach(name -> paths.add(folder + PORT + name));
    return paths;
  }

  private static @Nullable String bridge(Bridge bridge, String attribute) {
    return switch (attribute) {
      case "stp_state" -> number(bridge.tree().isEnabled());
      case "ageing_time" -> centiseconds(bridge.ageingNanos());
      case "forward_delay" -> centiseconds(bridge.tree().forwardDelayNanos(false));
      case "hello_time" -> centiseconds(bridge.tree().helloTimeNanos(false));
      case "max_age" -> centiseconds(bridge.tree().maxAgeNanos(false));
      case "vlan_filtering" -> number(bridge.vlanSettings().isFiltering());
      case "default_pvid" -> Integer.toString(bridge.vlanSettings().defaultId());
      case "vlan_protocol" -> "0x" + Integer.toHexString(bridge.vlanSettings().protocol());
      case "vlan_stats_enabled" -> number(bridge.vlanSettings().isCounting());
      case "vlan_stats_per_port" -> number(bridge.vlanSettings().isCountingPorts());
      default -> null;
    };
  }

  private static String centiseconds(long nanos) {
    return Long.toString(nanos / CENTISECOND_NANOS);
  }

  private static @Nullable String port(BridgePort port, String attribute) {
    for (PortFlag flag : PortFlag.values()) {
      if (flag.file().equals(attribute)) {
        return number(port.has(flag));
      }
    }
    return switch (attribute) {
      case "hairpin_mode" -> number(port.isHairpin());
      case "isolated" -> number(port.isIsolated());
      case "learning" -> number(port.isLearning());
      case "unicast_flood" -> number(port.isFlooding());
      case "bpdu_guard" -> number(port.tree().isGuarded());
      case "root_block" -> number(port.tree().isRootBlocked());
      case "path_cost" -> Integer.toString(port.tree().cost());
      case "priority" -> Integer.toString(port.tree().priority());
      case "port_no" -> "0x" + Integer.toHexString(port.number());
      case "port_id" -> "0x" + Integer.toHexString(port.tree().id());
      case "state" -> Integer.toString(STATES.indexOf(port.state()));
      default -> null;
    };
  }

  private static String number(boolean on) {
    return on ? "1" : "0";
  }

  /// Writes a file.
  ///
  /// @return false when it takes no such content, or is only for reading
  static boolean write(Netns namespace, String path, String content) {
    NetDevice device = device(namespace, path);
    if (device == null || !content.matches("\\d{1,9}")) {
      return false;
    }
    int value = Integer.parseInt(content);
    String attribute = attribute(device, path);
    if (device instanceof Bridge bridge && attribute.startsWith(BRIDGE)) {
      return writeBridge(bridge, attribute.substring(BRIDGE.length()), value);
    }
    return device.rxHandler() instanceof BridgePort port
        && attribute.startsWith(PORT)
        && writePort(port, attribute.substring(PORT.length()), value);
  }

  private static boolean writeBridge(Bridge bridge, String attribute, int value) {
    return switch (attribute) {
      case "stp_state" -> {
        bridge.tree().setEnabled(value != 0);
        yield true;
      }
      case "ageing_time" -> {
        bridge.setAgeing(value * CENTISECOND_NANOS);
        yield true;
      }
      default -> false;
    };
  }

  private static boolean writePort(BridgePort port, String attribute, int value) {
    boolean on = value != 0;
    for (PortFlag flag : PortFlag.values()) {
      if (flag.file().equals(attribute)) {
        port.set(flag, on);
        return true;
      }
    }
    switch (attribute) {
      case "hairpin_mode" -> port.setHairpin(on);
      case "isolated" -> port.setIsolated(on);
      case "learning" -> port.setLearning(on);
      case "unicast_flood" -> port.setFlooding(on);
      case "bpdu_guard" -> port.tree().setGuarded(on);
      case "root_block" -> port.tree().setRootBlocked(on);
      case "path_cost" -> {
        return port.bridge().tree().setCost(port.tree(), value);
      }
      case "priority" -> {
        return port.bridge().tree().setPriority(port.tree(), value);
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
