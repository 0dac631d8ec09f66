package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.PortFlag;
import dev.drydock.core.device.PortState;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ethernet;
import java.util.Locale;

/// The settings behind `type bridge` and `type bridge_slave`. Those without an effect here are read
/// and forgotten.
final class BridgeOptions {
  private static final long CENTISECOND_NANOS = 10_000_000L;

  private BridgeOptions() {}

  static void read(Netns netns, String name, Words words) {
    if (!(netns.device(name) instanceof Bridge bridge)) {
      if (!words.isEmpty()) {
        NetErrno.NOT_SUPPORTED.check();
      }
      return;
    }
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "forward_delay" -> inRange(bridge.tree().setForwardDelay(nanos(word, words)));
        case "hello_time" -> inRange(bridge.tree().setHelloTime(nanos(word, words)));
        case "max_age" -> inRange(bridge.tree().setMaxAge(nanos(word, words)));
        case "priority", "prio" -> bridge.tree().setPriority(priority(words));
        case "ageing_time" -> bridge.setAgeing(nanos(word, words));
        case "vlan_filtering" -> setFiltering(bridge, words.number(word) != 0);
        case "vlan_protocol" -> bridge.vlanSettings().setProtocol(protocol(words));
        case "vlan_default_pvid" -> setDefault(bridge, words.number(word));
        case "stp_state" -> bridge.tree().setEnabled(words.number(word) != 0);
        case "help" -> throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.LINK);
        default -> {
          if (!MulticastWords.read(bridge, word, words)) {
            if (!word.matches("[a-z_]+")) {
              throw unknown("bridge", word);
            }
            words.next();
          }
        }
      }
    }
  }

  private static long nanos(String word, Words words) {
    return words.number(word) * CENTISECOND_NANOS;
  }

  private static int priority(Words words) {
    String text = words.next();
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xffff) {
      throw Words.wrong(text, "invalid priority");
    }
    return Integer.parseInt(text);
  }

  private static void inRange(boolean taken) {
    if (!taken) {
      NetErrno.OUT_OF_RANGE.check();
    }
  }

  static void readPort(NetDevice device, Words words) {
    if (!(device.rxHandler() instanceof BridgePort port)) {
      NetErrno.NOT_SUPPORTED.check();
      return;
    }
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "cost" -> inRange(port.bridge().tree().setCost(port.tree(), words.number(word)));
        case "priority" ->
            inRange(port.bridge().tree().setPriority(port.tree(), words.number(word)));
        case "state" -> setState(port, words.number(word));
        case "guard" -> port.tree().setGuarded(IpLinkSet.onOff(word, words.next()));
        case "root_block" -> port.tree().setRootBlocked(IpLinkSet.onOff(word, words.next()));
        case "hairpin" -> port.setHairpin(IpLinkSet.onOff(word, words.next()));
        case "learning" -> port.setLearning(IpLinkSet.onOff(word, words.next()));
        case "flood" -> port.setFlooding(IpLinkSet.onOff(word, words.next()));
        case "mcast_router" -> MulticastWords.taken(port.groups().setRouter(words.number(word)));
        case "isolated" -> port.setIsolated(IpLinkSet.onOff(word, words.next()));
        default -> setFlag(port, word, words);
      }
    }
  }

  private static void setFlag(BridgePort port, String word, Words words) {
    String plain = word.equals("mcast_fast_leave") ? PortFlag.FAST_LEAVE.word() : word;
    for (PortFlag flag : PortFlag.values()) {
      if (flag.word().equals(plain)) {
        port.set(flag, IpLinkSet.onOff(word, words.next()));
        return;
      }
    }
    if (!word.matches("[a-z_]+")) {
      throw unknown("bridge_slave", word);
    }
    words.next();
  }

  private static void setFiltering(Bridge bridge, boolean on) {
    if (on && !bridge.softnet().kernel().has(KernelOption.BRIDGE_VLAN_FILTERING)) {
      NetErrno.NOT_SUPPORTED.check();
    }
    bridge.vlanSettings().setFiltering(on);
  }

  private static int protocol(Words words) {
    String text = words.next();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "802.1q" -> Ethernet.VLAN;
      case "802.1ad" -> Ethernet.SERVICE_VLAN;
      default -> throw Words.wrong(text, "invalid vlan_protocol");
    };
  }

  private static void setDefault(Bridge bridge, int id) {
    switch (bridge.vlanSettings().setDefaultId(id)) {
      case "EINVAL" -> NetErrno.INVALID.check();
      case "EPERM" -> NetErrno.NOT_PERMITTED.check();
      default -> {}
    }
  }

  private static void setState(BridgePort port, int number) {
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

  private static ToolFailure unknown(String kind, String word) {
    return new ToolFailure(1, kind + ": unknown option \"" + word + "\"?");
  }
}
