package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;

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
        case "forward_delay" -> bridge.setForwardDelay(words.number(word) * CENTISECOND_NANOS);
        case "ageing_time" -> bridge.fdb().setAgeing(words.number(word) * CENTISECOND_NANOS);
        case "vlan_filtering" -> bridge.setFilteringVlans(words.number(word) != 0);
        case "stp_state" -> bridge.setSpanningTree(words.number(word) != 0);
        case "help" -> throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.LINK);
        default -> {
          if (!word.matches("[a-z_]+")) {
            throw unknown("bridge", word);
          }
          words.next();
        }
      }
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
        case "hairpin" -> port.setHairpin(IpLinkSet.onOff(word, words.next()));
        case "learning" -> port.setLearning(IpLinkSet.onOff(word, words.next()));
        case "flood" -> port.setFlooding(IpLinkSet.onOff(word, words.next()));
        case "isolated" -> port.setIsolated(IpLinkSet.onOff(word, words.next()));
        default -> {
          if (!word.matches("[a-z_]+")) {
            throw unknown("bridge_slave", word);
          }
          words.next();
        }
      }
    }
  }

  private static ToolFailure unknown(String kind, String word) {
    return new ToolFailure(1, kind + ": unknown option \"" + word + "\"?");
  }
}
