package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.Fdb;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `brctl` (bridge-utils 1.7, `brctl/brctl_cmd.c`).
final class BrctlTool implements Tool {
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (words.isEmpty()) {
      invocation.err("Usage: brctl [commands]");
      return 1;
    }
    String verb = words.get(0);
    List<String> rest = words.subList(1, words.size());
    return switch (verb) {
      case "show" -> show(invocation, rest);
      case "showmacs" -> showMacs(invocation, rest);
      case "addbr" -> add(invocation, rest);
      case "delbr" -> remove(invocation, rest);
      case "addif" -> enslave(invocation, rest);
      case "delif" -> free(invocation, rest);
      case "setageing" -> setAgeing(invocation, rest);
      case "hairpin" -> hairpin(invocation, rest);
      // The spanning tree is off, and with it these have no effect.
      case "setfd", "sethello", "setmaxage", "stp", "setbridgeprio", "setportprio", "setpathcost" ->
          accept(invocation, rest);
      default -> {
        invocation.err("never heard of command [" + verb + "]");
        yield 1;
      }
    };
  }

  private static @Nullable Bridge find(Invocation invocation, String name) {
    return invocation.place().namespace().device(name) instanceof Bridge bridge ? bridge : null;
  }

  private static int lacks(Invocation invocation, String complaint) {
    invocation.err(complaint);
    return 1;
  }

  private static int wrongCount(Invocation invocation) {
    return lacks(invocation, "Incorrect number of arguments for command");
  }

  private static int show(Invocation invocation, List<String> names) {
    List<Bridge> bridges = new ArrayList<>();
    int status = 0;
    for (NetDevice device : invocation.place().namespace().devices()) {
      if (device instanceof Bridge bridge && names.isEmpty()) {
        bridges.add(bridge);
      }
    }
    bridges.sort(Comparator.comparing(NetDevice::name));
    invocation.out("bridge name\tbridge id\t\tSTP enabled\tinterfaces");
    for (String name : names) {
      Bridge bridge = find(invocation, name);
      if (bridge == null) {
        status = lacks(invocation, "bridge " + name + " does not exist!");
      } else {
        bridges.add(bridge);
      }
    }
    bridges.forEach(bridge -> show(invocation, bridge));
    return status;
  }

  private static void show(Invocation invocation, Bridge bridge) {
    String id = "8000." + Mac.format(bridge.mac()).replace(":", "");
    List<String> ports = new ArrayList<>();
    for (BridgePort port : bridge.ports()) {
      ports.add(port.device().name());
    }
    ports.sort(Comparator.naturalOrder());
    String list = String.join("\n\t\t\t\t\t\t\t", ports);
    invocation.out(bridge.name() + "\t\t" + id + "\tno\t\t" + list);
  }

  private static int showMacs(Invocation invocation, List<String> words) {
    if (words.size() != 1) {
      return wrongCount(invocation);
    }
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null) {
      return lacks(invocation, "read of forward table failed: No such device");
    }
    long now = invocation.lab().loop().nowNanos();
    invocation.out("port no\tmac addr\t\tis local?\tageing timer");
    for (Fdb.Entry entry : bridge.fdb().entries(now)) {
      BridgePort port = entry.port();
      if (port != null) {
        double age = entry.isLocal() ? 0 : (now - entry.seenNanos()) / NANOS_PER_SECOND;
        invocation.out(
            String.format(
                Locale.ROOT,
                "%3d\t%s\t%s\t\t%7.2f",
                port.number(),
                Mac.format(entry.mac()),
                entry.isLocal() ? "yes" : "no",
                age));
      }
    }
    return 0;
  }

  private static int add(Invocation invocation, List<String> words) {
    if (words.size() != 1) {
      return wrongCount(invocation);
    }
    Netns namespace = invocation.place().namespace();
    String name = words.get(0);
    if (namespace.device(name) != null) {
      return lacks(
          invocation, "device " + name + " already exists; can't create bridge with the same name");
    }
    long mac = invocation.place().box().machine().randomMac();
    namespace.add(new Bridge(namespace.softnet(), name, mac));
    return 0;
  }

  private static int remove(Invocation invocation, List<String> words) {
    if (words.size() != 1) {
      return wrongCount(invocation);
    }
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null) {
      return lacks(invocation, "bridge " + words.get(0) + " doesn't exist; can't delete it");
    }
    if (bridge.isUp()) {
      return lacks(invocation, "bridge " + bridge.name() + " is still up; can't delete it");
    }
    bridge.ports().forEach(bridge::removePort);
    invocation.place().namespace().remove(bridge);
    return 0;
  }

  private static int enslave(Invocation invocation, List<String> words) {
    if (words.size() < 2) {
      return wrongCount(invocation);
    }
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null) {
      return lacks(invocation, "bridge " + words.get(0) + " does not exist!");
    }
    for (String name : words.subList(1, words.size())) {
      NetDevice device = invocation.place().namespace().device(name);
      if (device == null) {
        return lacks(invocation, "interface " + name + " does not exist!");
      }
      try {
        bridge.addPort(device);
      } catch (IllegalArgumentException e) {
        return lacks(invocation, refusal(device, bridge, String.valueOf(e.getMessage())));
      }
    }
    return 0;
  }

  private static String refusal(NetDevice device, Bridge bridge, String error) {
    return switch (error) {
      case "EBUSY" ->
          "device "
              + device.name()
              + " is already a member of a bridge; can't enslave it to bridge "
              + bridge.name()
              + ".";
      case "ELOOP" ->
          "device "
              + device.name()
              + " is a bridge device itself; can't enslave a"
              + " bridge device to a bridge device.";
      default ->
          "can't add " + device.name() + " to bridge " + bridge.name() + ": Invalid argument";
    };
  }

  private static int free(Invocation invocation, List<String> words) {
    if (words.size() < 2) {
      return wrongCount(invocation);
    }
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null) {
      return lacks(invocation, "bridge " + words.get(0) + " does not exist!");
    }
    for (String name : words.subList(1, words.size())) {
      BridgePort port = port(bridge, name);
      if (port == null) {
        return lacks(invocation, "device " + name + " is not a slave of " + bridge.name());
      }
      bridge.removePort(port);
    }
    return 0;
  }

  private static @Nullable BridgePort port(Bridge bridge, String name) {
    for (BridgePort port : bridge.ports()) {
      if (port.device().name().equals(name)) {
        return port;
      }
    }
    return null;
  }

  private static int setAgeing(Invocation invocation, List<String> words) {
    if (words.size() != 2) {
      return wrongCount(invocation);
    }
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null || !words.get(1).matches("\\d{1,9}(\\.\\d{1,3})?")) {
      return lacks(invocation, "set ageing time failed: No such device");
    }
    bridge.fdb().setAgeing((long) (Double.parseDouble(words.get(1)) * NANOS_PER_SECOND));
    return 0;
  }

  private static int hairpin(Invocation invocation, List<String> words) {
    if (words.size() != 3) {
      return wrongCount(invocation);
    }
    Bridge bridge = find(invocation, words.get(0));
    BridgePort port = bridge == null ? null : port(bridge, words.get(1));
    if (port == null) {
      return lacks(invocation, "can't set " + words.get(1) + " to hairpin: No such device");
    }
    port.setHairpin(List.of("on", "yes", "1").contains(words.get(2)));
    return 0;
  }

  private static int accept(Invocation invocation, List<String> words) {
    if (words.size() < 2) {
      return wrongCount(invocation);
    }
    return find(invocation, words.get(0)) == null
        ? lacks(invocation, "bridge " + words.get(0) + " does not exist!")
        : 0;
  }
}
