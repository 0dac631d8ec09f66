package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.PortFlag;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The settings behind `type bridge` and `type bridge_slave`. Those without an effect here are read
/// and forgotten.
final class BridgeOptions {
  private static final long CENTISECOND_NANOS = 10_000_000L;

  /// The words of `type bridge` in the order in which the kernel looks at them (`br_changelink`).
  private static final List<String> WORDS =
      List.of(
          "forward_delay",
          "hello_time",
          "max_age",
          "ageing_time",
          "stp_state",
          "priority",
          "vlan_filtering",
          "vlan_protocol",
          "vlan_default_pvid",
          "vlan_stats_enabled",
          "vlan_stats_per_port");

  /// Words that are read and forgotten.
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "group_fwd_mask",
          "group_address",
          "no_linklocal_learn",
          "nf_call_iptables",
          "nf_call_ip6tables",
          "nf_call_arptables");

  /// What a setting does.
  private interface Change {
    void make(Bridge bridge) throws ToolFailure;
  }

  /// One setting that was read.
  private record Setting(int order, Change change) {}

  /// What was asked for of a bridge. Nothing is set before all words are read.
  private final List<Setting> settings = new ArrayList<>();

  /// Reads the words behind `type bridge` (`bridge_parse_opt`).
  BridgeOptions(Words words) throws ToolFailure {
    while (!words.isEmpty()) {
      String word = words.next();
      String full = word.equals("prio") ? "priority" : word;
      int order = WORDS.indexOf(full);
      settings.add(new Setting(order < 0 ? WORDS.size() : order, read(full, words)));
    }
    settings.sort(Comparator.comparingInt(Setting::order));
  }

  private static Change read(String word, Words words) throws ToolFailure {
    if (word.startsWith("mcast_")) {
      Words value = new Words(List.of(words.next()));
      return bridge -> MulticastWords.read(bridge, word, value);
    }
    return switch (word) {
      case "forward_delay", "hello_time", "max_age", "ageing_time" -> time(word, words);
      case "priority" -> {
        int priority = priority(words);
        yield bridge -> bridge.tree().setPriority(priority);
      }
      case "vlan_protocol" -> {
        int protocol = protocol(words);
        yield bridge -> bridge.vlanSettings().setProtocol(protocol);
      }
      case "vlan_filtering",
          "vlan_default_pvid",
          "vlan_stats_enabled",
          "vlan_stats_per_port",
          "stp_state" ->
          number(word, words);
      case "fdb_flush" -> bridge -> bridge.ports().forEach(BridgePort::forgetStations);
      case "help" -> throw new ToolFailure(1, LinkUsage.BRIDGE);
      default -> {
        if (!WITHOUT_EFFECT.contains(word)) {
          String why = "bridge: unknown command \"" + word + "\"?\n";
          throw new ToolFailure(1, why + LinkUsage.BRIDGE);
        }
        words.next();
        yield bridge -> {};
      }
    };
  }

  private static Change time(String word, Words words) throws ToolFailure {
    long nanos = nanos(word, words);
    return switch (word) {
      case "forward_delay" -> bridge -> inRange(bridge.tree().setForwardDelay(nanos));
      case "hello_time" -> bridge -> inRange(bridge.tree().setHelloTime(nanos));
      case "max_age" -> bridge -> inRange(bridge.tree().setMaxAge(nanos));
      default -> bridge -> bridge.setAgeing(nanos);
    };
  }

  private static Change number(String word, Words words) throws ToolFailure {
    int number = words.number(word);
    return switch (word) {
      case "vlan_filtering" -> bridge -> setFiltering(bridge, number != 0);
      case "vlan_default_pvid" -> bridge -> setDefault(bridge, number);
      case "vlan_stats_enabled" -> bridge -> setCounting(bridge, number, false);
      case "vlan_stats_per_port" -> bridge -> setCounting(bridge, number, true);
      default -> bridge -> bridge.tree().setEnabled(number != 0);
    };
  }

  /// Sets what was asked for.
  void apply(@Nullable NetDevice device) throws ToolFailure {
    if (device instanceof Bridge bridge) {
      for (Setting each : settings) {
        each.change.make(bridge);
      }
    } else if (!settings.isEmpty()) {
      NetErrno.NOT_SUPPORTED.check();
    }
  }

  private static long nanos(String word, Words words) throws ToolFailure {
    String text = words.peek();
    if (!text.isEmpty() && !text.matches("\\d{1,9}")) {
      throw Words.wrong(text, "invalid " + word);
    }
    return words.number(word) * CENTISECOND_NANOS;
  }

  private static int priority(Words words) throws ToolFailure {
    String text = words.next();
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xffff) {
      throw Words.wrong(text, "invalid priority");
    }
    return Integer.parseInt(text);
  }

  private static void inRange(boolean taken) throws ToolFailure {
    if (!taken) {
      NetErrno.OUT_OF_RANGE.check();
    }
  }

  static void readPort(NetDevice device, Words words) throws ToolFailure {
    if (!(device.rxHandler() instanceof BridgePort port)) {
      NetErrno.NOT_SUPPORTED.check();
      return;
    }
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "cost" -> inRange(port.bridge().tree().setCost(port.tree(), portNumber(word, words)));
        case "priority" ->
            inRange(port.bridge().tree().setPriority(port.tree(), portNumber(word, words)));
        case "state" -> setState(port, portNumber(word, words));
        case "guard" -> port.tree().setGuarded(portSwitch(word, words.next()));
        case "root_block" -> port.tree().setRootBlocked(portSwitch(word, words.next()));
        case "hairpin" -> port.setHairpin(portSwitch(word, words.next()));
        case "learning" -> port.setLearning(portSwitch(word, words.next()));
        case "flood" -> port.setFlooding(portSwitch(word, words.next()));
        case "mcast_router" -> MulticastWords.taken(port.groups().setRouter(words.number(word)));
        case "isolated" -> port.setIsolated(portSwitch(word, words.next()));
        default -> setFlag(port, word, words);
      }
    }
  }

  private static int portNumber(String word, Words words) throws ToolFailure {
    String text = words.next();
    if (!text.matches("\\d{1,9}")) {
      throw Words.wrong(text, word + " is invalid");
    }
    return Integer.parseInt(text);
  }

  /// `parse_on_off` of `lib/utils.c`; `ip link set arp` has words of its own.
  private static boolean portSwitch(String key, String word) throws ToolFailure {
    if (word.equals("on") || word.equals("off")) {
      return word.equals("on");
    }
    String why = "\" must be one of \"off\", \"on\", not \"";
    throw new ToolFailure(1, "Error: argument of \"" + key + why + word + "\"");
  }

  private static void setFlag(BridgePort port, String word, Words words) throws ToolFailure {
    String plain = word.equals("mcast_fast_leave") ? PortFlag.FAST_LEAVE.word() : word;
    for (PortFlag flag : PortFlag.values()) {
      if (flag.word().equals(plain)) {
        port.set(flag, portSwitch(word, words.next()));
        return;
      }
    }
    switch (word) {
      case "fdb_flush" -> port.forgetStations();
      case "nobackup_port" -> {}
      case "proxy_arp", "proxy_arp_wifi", "group_fwd_mask", "backup_port" -> words.next();
      case "help" -> throw new ToolFailure(1, LinkUsage.BRIDGE_PORT);
      default -> {
        String why = "bridge_slave: unknown option \"" + word + "\"?\n";
        throw new ToolFailure(1, why + LinkUsage.BRIDGE_PORT);
      }
    }
  }

  private static void setFiltering(Bridge bridge, boolean on) throws ToolFailure {
    if (on && !bridge.softnet().kernel().has(KernelOption.BRIDGE_VLAN_FILTERING)) {
      NetErrno.NOT_SUPPORTED.check();
    }
    bridge.vlanSettings().setFiltering(on);
  }

  private static int protocol(Words words) throws ToolFailure {
    String text = words.next();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "802.1q" -> Ethernet.VLAN;
      case "802.1ad" -> Ethernet.SERVICE_VLAN;
      default -> throw Words.wrong(text, "invalid vlan_protocol");
    };
  }

  /// `br_vlan_set_stats`, `br_vlan_set_stats_per_port`: 0 or 1.
  private static void setCounting(Bridge bridge, int on, boolean isOfPorts) throws ToolFailure {
    if (on > 1) {
      NetErrno.INVALID.check();
    }
    if (!isOfPorts) {
      bridge.vlanSettings().setCounting(on != 0);
    } else if (!bridge.vlanSettings().setCountingPorts(on != 0).isEmpty()) {
      NetErrno.BUSY.check();
    }
  }

  private static void setDefault(Bridge bridge, int id) throws ToolFailure {
    if (!bridge.vlanSettings().setDefaultId(id).isEmpty()) {
      NetErrno.INVALID.check();
    }
  }

  private static void setState(BridgePort port, int number) throws ToolFailure {
    PortState[] states = PortState.values();
    if (number >= states.length) {
      NetErrno.INVALID.check();
    }
    switch (port.bridge().tree().setState(port.tree(), states[number])) {
      case "EBUSY" -> NetErrno.BUSY.check();
      case "ENETDOWN" -> NetErrno.NETWORK_DOWN.check();
      default -> {}
    }
  }
}
