package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.Fdb;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `brctl` (bridge-utils 1.7.1, `brctl/brctl_cmd.c`).
final class BrctlTool implements Tool {
  private static final double NANOS_PER_SECOND = 1e9;

  /// IFNAMSIZ without the final zero; the rest of a longer name is lost.
  private static final int NAME_MAX = 15;

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    for (String word : words) {
      if (word.matches("-.+")) {
        return option(invocation, word);
      }
    }
    BrctlCommand command = words.isEmpty() ? null : BrctlCommand.of(words.getFirst());
    if (command == null) {
      if (!words.isEmpty()) {
        invocation.err("never heard of command [" + words.getFirst() + "]");
      }
      invocation.out(BrctlCommand.helpOfAll());
      return 1;
    }
    List<String> rest = words.subList(1, words.size());
    if (rest.size() < command.arguments()) {
      invocation.out("Incorrect number of arguments for command");
      invocation.out("Usage: brctl " + command.name() + " " + command.help());
      return 1;
    }
    return switch (command.name()) {
      case "show" -> show(invocation, rest);
      case "showmacs" -> showMacs(invocation, rest);
      case "showstp" -> showStp(invocation, rest);
      case "addbr" -> add(invocation, rest);
      case "delbr" -> remove(invocation, rest);
      case "addif" -> enslave(invocation, rest);
      case "delif" -> free(invocation, rest);
      default -> new BrctlSettings(invocation).set(command.name(), rest);
    };
  }

  private static int option(Invocation invocation, String word) {
    switch (word) {
      case "-V", "--version" -> invocation.out("bridge-utils, 1.7");
      case "-h", "--help" -> invocation.out(BrctlCommand.helpOfAll());
      default -> {
        String wrong =
            word.startsWith("--")
                ? "unrecognized option '" + word + "'"
                : "invalid option -- '" + word.charAt(1) + "'";
        invocation.err("brctl: " + wrong);
        invocation.err("Unknown option '?'");
        invocation.out(BrctlCommand.helpOfAll());
        return 1;
      }
    }
    return 0;
  }

  private static int showStp(Invocation invocation, List<String> words) {
    int status = 0;
    for (String name : words) {
      Bridge bridge = find(invocation, name);
      if (bridge == null) {
        status = lacks(invocation, "bridge " + name + " does not exist!");
      } else {
        invocation.output().write(StpText.of(bridge), false);
      }
    }
    return status;
  }

  private static @Nullable Bridge find(Invocation invocation, String name) {
    return invocation.place().namespace().device(name) instanceof Bridge bridge ? bridge : null;
  }

  private static int lacks(Invocation invocation, String complaint) {
    invocation.err(complaint);
    return 1;
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
    for (String name : names) {
      Bridge bridge = find(invocation, name);
      if (bridge == null) {
        status = lacks(invocation, "bridge " + name + " does not exist!");
      } else {
        bridges.add(bridge);
      }
    }
    if (names.isEmpty() || !bridges.isEmpty()) {
      invocation.out("bridge name\tbridge id\t\tSTP enabled\tinterfaces");
    }
    bridges.forEach(bridge -> show(invocation, bridge));
    return status;
  }

  private static void show(Invocation invocation, Bridge bridge) {
    String id = SpanningTree.text(bridge.tree().id());
    String stp = bridge.tree().isEnabled() ? "yes" : "no";
    List<String> ports = new ArrayList<>();
    for (BridgePort port : bridge.ports()) {
      ports.add(port.device().name());
    }
    ports.sort(Comparator.naturalOrder());
    String list = String.join("\n\t\t\t\t\t\t\t", ports);
    invocation.out(bridge.name() + "\t\t" + id + "\t" + stp + "\t\t" + list);
  }

  private static int showMacs(Invocation invocation, List<String> words) {
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null) {
      return lacks(invocation, "read of forward table failed: No such device");
    }
    long now = invocation.lab().loop().nowNanos();
    invocation.out("port no\tmac addr\t\tis local?\tageing timer");
    List<Fdb.Entry> entries = new ArrayList<>(bridge.fdb().entries(now));
    entries.sort(Comparator.comparingLong(Fdb.Entry::mac)); // `compare_fdbs`
    for (Fdb.Entry entry : entries) {
      BridgePort port = entry.port();
      if (port != null) {
        boolean ages = entry.kind() == Fdb.Kind.LEARNED;
        double age = ages ? (now - entry.seenNanos()) / NANOS_PER_SECOND : 0;
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
    Netns namespace = invocation.place().namespace();
    String given = words.get(0);
    String name = given.substring(0, Math.min(NAME_MAX, given.length()));
    if (name.isEmpty()) {
      return lacks(invocation, "add bridge failed: Invalid argument");
    }
    if (namespace.device(name) != null) {
      return lacks(
          invocation, "device " + name + " already exists; can't create bridge with the same name");
    }
    long mac = invocation.place().box().machine().randomMac();
    namespace.add(new Bridge(namespace.softnet(), name, mac));
    return 0;
  }

  private static int remove(Invocation invocation, List<String> words) {
    String name = words.get(0);
    Bridge bridge = find(invocation, name);
    if (bridge == null) {
      boolean isOther = invocation.place().namespace().device(name) != null;
      return lacks(
          invocation,
          isOther
              ? "can't delete bridge " + name + ": Operation not permitted"
              : "bridge " + name + " doesn't exist; can't delete it");
    }
    if (bridge.isUp()) {
      return lacks(invocation, "bridge " + bridge.name() + " is still up; can't delete it");
    }
    bridge.ports().forEach(bridge::removePort);
    invocation.place().namespace().remove(bridge);
    return 0;
  }

  private static int enslave(Invocation invocation, List<String> words) {
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
              + " is already a member of a bridge; can't add it to bridge "
              + bridge.name()
              + ".";
      case "ELOOP" ->
          "device "
              + device.name()
              + " is a bridge device itself; can't add a"
              + " bridge device to a bridge device.";
      default ->
          "can't add " + device.name() + " to bridge " + bridge.name() + ": Invalid argument";
    };
  }

  private static int free(Invocation invocation, List<String> words) {
    Bridge bridge = find(invocation, words.get(0));
    if (bridge == null) {
      return lacks(invocation, "bridge " + words.get(0) + " does not exist!");
    }
    for (String name : words.subList(1, words.size())) {
      if (invocation.place().namespace().device(name) == null) {
        return lacks(invocation, "interface " + name + " does not exist!");
      }
      BridgePort port = bridge.port(name);
      if (port == null) {
        return lacks(invocation, "device " + name + " is not a port of " + bridge.name());
      }
      bridge.removePort(port);
    }
    return 0;
  }
}
