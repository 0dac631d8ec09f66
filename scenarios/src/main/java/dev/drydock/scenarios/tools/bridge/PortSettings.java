package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.PortFlag;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// `bridge link set dev PORT SETTING VALUE …` (iproute2 6.1, `bridge/link.c`, `brlink_modify`).
final class PortSettings {
  /// -EINVAL as an exit status.
  private static final int BAD_SWITCH = 234;

  static final String USAGE =
      """
      Usage: bridge link set dev DEV [ cost COST ] [ priority PRIO ] [ state STATE ]
                                     [ guard {on | off} ]
                                     [ hairpin {on | off} ]
                                     [ fastleave {on | off} ]
                                     [ root_block {on | off} ]
                                     [ learning {on | off} ]
                                     [ learning_sync {on | off} ]
                                     [ flood {on | off} ]
                                     [ mcast_router MULTICAST_ROUTER ]
                                     [ mcast_flood {on | off} ]
                                     [ bcast_flood {on | off} ]
                                     [ mcast_to_unicast {on | off} ]
                                     [ neigh_suppress {on | off} ]
                                     [ vlan_tunnel {on | off} ]
                                     [ isolated {on | off} ]
                                     [ locked {on | off} ]
                                     [ hwmode {vepa | veb} ]
                                     [ backup_port DEVICE ] [ nobackup_port ]
                                     [ self ] [ master ]
             bridge link show [dev DEV]\
      """;

  private final Invocation invocation;

  PortSettings(Invocation invocation) {
    this.invocation = invocation;
  }

  int set(List<String> words) {
    int at = words.indexOf("dev");
    if (at < 0 || at + 1 == words.size()) {
      return refused("Device is a required argument.");
    }
    String name = words.get(at + 1);
    NetDevice device = invocation.place().namespace().device(name);
    if (device == null) {
      return refused("Cannot find bridge device \"" + name + "\"");
    }
    if (!(device.rxHandler() instanceof BridgePort port)) {
      return refused("RTNETLINK answers: Operation not supported");
    }
    for (int i = 0; i < words.size(); i += 2) {
      String word = words.get(i);
      if (word.equals("self") || word.equals("master") || word.equals("nobackup_port")) {
        i--;
        continue;
      }
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      int status = word.equals("dev") ? 0 : apply(port, word, value);
      if (status != 0) {
        return status;
      }
    }
    return 0;
  }

  private int refused(String message) {
    invocation.err(message);
    return 255;
  }

  private int kernel(boolean taken) {
    return taken ? 0 : refused("RTNETLINK answers: Numerical result out of range");
  }

  /// @return an exit status; settings that are not modelled are taken
  private int apply(BridgePort port, String setting, String value) {
    return switch (setting) {
      case "cost", "priority" -> number(port, setting, value);
      case "state" -> state(port, value);
      case "hairpin", "learning", "flood", "isolated", "guard", "root_block" ->
          toggle(setting, value, on -> switchOn(port, setting, on));
      case "mcast_router" -> {
        int number = value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
        yield port.groups().setRouter(number) ? 0 : refused("RTNETLINK answers: Invalid argument");
      }
      case "hwmode" ->
          value.equals("vepa") || value.equals("veb")
              ? refused("RTNETLINK answers: Operation not supported") // no card with a switch
              : refused("Mode argument must be \"vepa\" or \"veb\".");
      case "learning_sync", "backup_port" -> 0;
      default -> flag(port, setting, value);
    };
  }

  private int flag(BridgePort port, String setting, String value) {
    for (PortFlag flag : PortFlag.values()) {
      if (flag.word().equals(setting)) {
        return toggle(setting, value, on -> port.set(flag, on));
      }
    }
    return refused(USAGE);
  }

  private int number(BridgePort port, String setting, String value) {
    int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    if (setting.equals("cost") && number == 0) {
      return 0; // what atoi makes nothing of is not sent
    }
    return kernel(
        setting.equals("cost")
            ? port.bridge().tree().setCost(port.tree(), number)
            : port.bridge().tree().setPriority(port.tree(), number));
  }

  private int state(BridgePort port, String value) {
    PortState[] states = PortState.values();
    if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= states.length) {
      return refused("RTNETLINK answers: Invalid argument");
    }
    int number = value.matches("[0-4]") ? Integer.parseInt(value) : -1;
    for (int i = 0; i < states.length; i++) {
      number = states[i].name().toLowerCase(Locale.ROOT).equals(value) ? i : number;
    }
    if (number < 0) {
      return refused("Error: invalid STP port state");
    }
    return switch (port.bridge().tree().setState(port.tree(), states[number])) {
      case "EBUSY" -> refused("RTNETLINK answers: Device or resource busy");
      case "ENETDOWN" -> refused("RTNETLINK answers: Network is down");
      default -> 0;
    };
  }

  private int toggle(String setting, String value, Consumer<Boolean> change) {
    boolean on = value.equals("on");
    if (!on && !value.equals("off")) {
      invocation.err(
          "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\""
              .formatted(setting, value));
      return BAD_SWITCH;
    }
    change.accept(on);
    return 0;
  }

  private static void switchOn(BridgePort port, String setting, boolean on) {
    switch (setting) {
      case "hairpin" -> port.setHairpin(on);
      case "learning" -> port.setLearning(on);
      case "flood" -> port.setFlooding(on);
      case "isolated" -> port.setIsolated(on);
      case "guard" -> port.tree().setGuarded(on);
      default -> port.tree().setRootBlocked(on);
    }
  }
}
