package dev.drydock.scenarios.tools.net.ethtool;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ethtool` 6.1: a device's offloads (`-k`, `-K`), its driver (`-i`), its address (`-P`) and what
/// it is connected to. The texts are those the tool printed on a Linux 6.18.
public final class EthtoolTool implements Tool {
  private static final int NO_DRIVER = 71;
  private static final int NO_DATA = 75;
  private static final int NOT_SUPPORTED = 92;
  private static final long MEGABIT = 1_000_000;

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    String first = words.isEmpty() ? "" : words.get(0);
    boolean isOption = first.startsWith("-");
    if (first.equals("--version")) {
      invocation.out("ethtool version 6.1");
      return 0;
    }
    if (words.size() < (isOption ? 2 : 1)) {
      return usage(invocation);
    }
    NetDevice device = invocation.place().namespace().device(words.get(isOption ? 1 : 0));
    List<String> rest = words.subList(Math.min(2, words.size()), words.size());
    return switch (first) {
      case "-k", "--show-features", "--show-offload" -> show(invocation, device);
      case "-K", "--features", "--offload" -> change(invocation, device, rest);
      case "-i", "--driver" -> driver(invocation, device);
      case "-P", "--show-permaddr" -> address(invocation, device);
      case "-S", "--statistics", "-T", "--show-time-stamping" ->
          counters(invocation, first, device);
      case "-a", "--show-pause", "-c", "--show-coalesce", "-g", "--show-ring" ->
          refused(invocation, device);
      case "-l", "--show-channels" -> channels(invocation, device);
      default -> isOption ? usage(invocation) : settings(invocation, device);
    };
  }

  private static int counters(Invocation invocation, String option, @Nullable NetDevice device) {
    if (device == null) {
      unknownDevice(invocation);
      return 1;
    }
    return option.startsWith("-S") || option.startsWith("--stat")
        ? EthtoolCounters.statistics(invocation, device)
        : EthtoolCounters.timeStamping(invocation, device);
  }

  /// What no device here has.
  private static int refused(Invocation invocation, @Nullable NetDevice device) {
    if (device == null) {
      unknownDevice(invocation);
    } else {
      invocation.err("netlink error: Operation not supported");
    }
    return 1;
  }

  /// The queues: a veth may have as many as there are processors, and begins with one
  /// (`veth_get_channels`).
  private static int channels(Invocation invocation, @Nullable NetDevice device) {
    if (device == null || device.kind() != DeviceKind.VETH) {
      return refused(invocation, device);
    }
    int most = device.softnet().kernel().cpus();
    invocation.out("Channel parameters for " + device.name() + ":");
    invocation.out("Pre-set maximums:\n" + queues(most));
    invocation.out("Current hardware settings:\n" + queues(1));
    return 0;
  }

  private static String queues(int count) {
    return "RX:\t\t%d\nTX:\t\t%d\nOther:\t\tn/a\nCombined:\tn/a".formatted(count, count);
  }

  private static int usage(Invocation invocation) {
    invocation.err("ethtool: bad command line argument(s)");
    invocation.err("For more information run ethtool -h");
    return 1;
  }

  private static void unknownDevice(Invocation invocation) {
    invocation.err("netlink error: no device matches name (offset 24)");
    invocation.err("netlink error: No such device");
  }

  // ---- offloads --------------------------------------------------------------------------

  private static int show(Invocation invocation, @Nullable NetDevice device) {
    if (device == null) {
      unknownDevice(invocation);
      return 1;
    }
    invocation.out("Features for " + device.name() + ":");
    int wanted = device.offloads();
    int now = Offloads.effective(wanted);
    List<DeviceFeatures.Feature> all = DeviceFeatures.of(device);
    for (int i = 0; i < all.size(); i++) {
      DeviceFeatures.Feature feature = all.get(i);
      boolean isGroup = i + 1 < all.size() && !feature.isPart() && all.get(i + 1).isPart();
      boolean on = isGroup ? anyPart(all, i, now) : feature.isOn(now);
      String text = (feature.isPart() ? "\t" : "") + feature.shown() + (on ? ": on" : ": off");
      if (!isGroup && feature.fixed()) {
        text += " [fixed]";
      } else if (!isGroup && feature.isOn(wanted) != on) {
        text += " [requested on]";
      }
      invocation.out(text);
    }
    return 0;
  }

  private static boolean anyPart(List<DeviceFeatures.Feature> all, int group, int now) {
    for (int i = group + 1; i < all.size() && all.get(i).isPart(); i++) {
      if (all.get(i).isOn(now)) {
        return true;
      }
    }
    return false;
  }

  private static int change(
      Invocation invocation, @Nullable NetDevice device, List<String> settings) {
    if (device == null) {
      unknownDevice(invocation);
      return NOT_SUPPORTED;
    }
    List<DeviceFeatures.Feature> all = DeviceFeatures.of(device);
    Map<String, Boolean> requested = new LinkedHashMap<>();
    for (int i = 0; i < settings.size(); i += 2) {
      String value = i + 1 < settings.size() ? settings.get(i + 1) : "(null)";
      if (!value.equals("on") && !value.equals("off")) {
        invocation.err(
            "ethtool (-K): flag '"
                + value
                + "' for parameter '(null)' is not followed by 'on' or 'off'");
        return 1;
      }
      List<String> bits = DeviceFeatures.bits(settings.get(i), all);
      if (bits.isEmpty()) {
        invocation.err("netlink error: bit name not found (offset 52)");
        invocation.err("netlink error: Operation not supported");
        return NOT_SUPPORTED;
      }
      bits.forEach(bit -> requested.put(bit, value.equals("on")));
    }
    return request(invocation, device, all, requested);
  }

  private static int request(
      Invocation invocation,
      NetDevice device,
      List<DeviceFeatures.Feature> all,
      Map<String, Boolean> requested) {
    int before = Offloads.effective(device.offloads());
    int wanted = device.offloads();
    boolean canChange = requested.isEmpty();
    for (DeviceFeatures.Feature feature : all) {
      Boolean on = requested.get(feature.bit());
      if (on != null && feature.isKnown()) {
        wanted = on ? wanted | feature.flag() : wanted & ~feature.flag();
      }
      canChange |= on != null && (feature.isKnown() || feature.isOn(before) == on);
    }
    device.setOffloads(wanted);
    if (!canChange) {
      invocation.err("Could not change any device features");
    }
    report(invocation, all, requested, new int[] {before, Offloads.effective(wanted)});
    return canChange ? 0 : 1;
  }

  /// What came of it, when that is not just what was asked for (`show_feature_changes`).
  ///
  /// @param beforeAndNow what was in effect, and what is
  private static void report(
      Invocation invocation,
      List<DeviceFeatures.Feature> all,
      Map<String, Boolean> requested,
      int[] beforeAndNow) {
    StringBuilder changes = new StringBuilder();
    boolean surprising = false;
    for (DeviceFeatures.Feature feature : DeviceFeatures.numbered(all)) {
      boolean now = feature.isOn(beforeAndNow[1]);
      boolean changed = feature.isOn(beforeAndNow[0]) != now;
      Boolean asked = requested.get(feature.bit());
      boolean refused = asked != null && asked != now;
      if (!changed && !refused) {
        continue;
      }
      changes.append(feature.bit()).append(now ? ": on" : ": off");
      if (asked == null) {
        changes.append(" [not requested]");
      } else if (refused) {
        changes.append(asked ? " [requested on]" : " [requested off]");
      }
      changes.append('\n');
      surprising |= refused || asked == null;
    }
    if (surprising) {
      invocation.out("Actual changes:\n" + changes.toString().stripTrailing());
    }
  }

  // ---- what it is ------------------------------------------------------------------------

  private static int driver(Invocation invocation, @Nullable NetDevice device) {
    String name =
        device == null
            ? ""
            : switch (device.kind()) {
              case VETH -> "veth 1.0";
              case BRIDGE -> "bridge 2.3";
              case PHYSICAL -> "virtio_net 1.0.0";
              case VXLAN -> "vxlan 0.1";
              case MACVLAN -> "macvlan 0.1";
              case IPVLAN -> "ipvlan 0.1";
              case VLAN -> "802.1Q 1.8";
              case DUMMY -> "dummy 1.0";
              case LOOPBACK -> "";
            };
    if (name.isEmpty()) {
      String why = device == null ? "No such device" : "Operation not supported";
      invocation.err("Cannot get driver information: " + why);
      return NO_DRIVER;
    }
    boolean isBridge = name.startsWith("bridge");
    boolean counts = name.startsWith("veth") || name.startsWith("virtio");
    int space = name.indexOf(' ');
    invocation.out(
        "driver: " + name.substring(0, space).replace('_', name.contains("80") ? ' ' : '_'));
    invocation.out("version: " + name.substring(space + 1));
    invocation.out("firmware-version: " + (isBridge ? "N/A" : ""));
    invocation.out("expansion-rom-version: ");
    invocation.out("bus-info: " + (isBridge ? "N/A" : ""));
    invocation.out("supports-statistics: " + (counts ? "yes" : "no"));
    for (String what : List.of("test", "eeprom-access", "register-dump", "priv-flags")) {
      invocation.out("supports-" + what + ": no");
    }
    return 0;
  }

  private static int address(Invocation invocation, @Nullable NetDevice device) {
    if (device == null) {
      unknownDevice(invocation);
      return 1;
    }
    boolean isCard = device.kind() == DeviceKind.PHYSICAL;
    invocation.out("Permanent address: " + (isCard ? Mac.format(device.mac()) : "not set"));
    return 0;
  }

  private static int settings(Invocation invocation, @Nullable NetDevice device) {
    if (device == null) {
      unknownDevice(invocation);
      invocation.out("No data available");
      return NO_DATA;
    }
    invocation.out("Settings for " + device.name() + ":");
    boolean isBridge = device.kind() == DeviceKind.BRIDGE;
    if (isBridge || device.kind() == DeviceKind.VETH || device.kind() == DeviceKind.PHYSICAL) {
      invocation.out(
          """
          \tSupported ports: [  ]
          \tSupported link modes:   Not reported
          \tSupported pause frame use: No
          \tSupports auto-negotiation: No
          \tSupported FEC modes: Not reported
          \tAdvertised link modes:  Not reported
          \tAdvertised pause frame use: No
          \tAdvertised auto-negotiation: No
          \tAdvertised FEC modes: Not reported
          \tSpeed: %s
          \tDuplex: %s
          \tAuto-negotiation: off
          \tPort: %s
          \tPHYAD: 0
          \tTransceiver: internal%s\
          """
              .formatted(
                  speed(device),
                  isBridge ? "Unknown! (255)" : "Full",
                  isBridge ? "Other" : "Twisted Pair",
                  isBridge ? "" : "\n\tMDI-X: Unknown"));
    }
    invocation.out("\tLink detected: " + (device.isRunning() ? "yes" : "no"));
    return 0;
  }

  /// A veth claims ten gigabits (`veth_get_link_ksettings`), a card what its link does, a bridge
  /// the most of its ports (`br_get_link_ksettings`).
  private static String speed(NetDevice device) {
    if (device.kind() == DeviceKind.VETH) {
      return "10000Mb/s";
    }
    if (device instanceof Bridge bridge) {
      boolean has = bridge.ports().stream().anyMatch(port -> port.device().isRunning());
      return has ? "10000Mb/s" : "Unknown!";
    }
    long rate = device instanceof Nic nic && nic.link() != null ? rate(nic) : 0;
    return rate == 0 ? "Unknown!" : rate / MEGABIT + "Mb/s";
  }

  private static long rate(Nic nic) {
    var link = nic.link();
    return link == null ? 0 : link.rateBitsPerSecond();
  }
}
