package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;

/// `bridge link set dev PORT SETTING on|off …` (iproute2 6.1, `bridge/link.c`, `brlink_modify`).
final class PortSettings {
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
      invocation.err("RTNETLINK answers: Operation not supported");
      return 255;
    }
    for (int i = 0; i < words.size(); i += 2) {
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      if (i != at && !apply(port, words.get(i), value)) {
        return refused("Error: argument of \"" + words.get(i) + "\" must be \"on\" or \"off\"");
      }
    }
    return 0;
  }

  private int refused(String message) {
    invocation.err(message);
    return 255;
  }

  /// @return false when a switch is neither on nor off; settings that are not modelled are taken
  private static boolean apply(BridgePort port, String setting, String value) {
    boolean on = value.equals("on");
    switch (setting) {
      case "hairpin" -> port.setHairpin(on);
      case "learning" -> port.setLearning(on);
      case "flood" -> port.setFlooding(on);
      case "isolated" -> port.setIsolated(on);
      default -> {
        return true;
      }
    }
    return on || value.equals("off");
  }
}
