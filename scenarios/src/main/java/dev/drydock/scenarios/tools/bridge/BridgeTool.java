package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.Fdb;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.VxlanDevice;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `bridge link` and `bridge fdb` (iproute2 6.1, `bridge/link.c`, `bridge/fdb.c`).
final class BridgeTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    boolean details = words.removeIf(word -> word.equals("-d") || word.equals("-details"));
    words.removeIf(word -> word.startsWith("-"));
    String object = words.isEmpty() ? "" : words.get(0);
    if (object.isEmpty()) {
      invocation.err("Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }");
      return 255;
    }
    List<String> rest = words.subList(1, words.size());
    if ("link".startsWith(object)) {
      return link(invocation, rest, details);
    }
    if ("fdb".startsWith(object)) {
      return fdb(invocation, rest);
    }
    if ("vlan".startsWith(object)) {
      return new VlanCommand(invocation).run(rest);
    }
    invocation.err("Object \"" + object + "\" is unknown, try \"bridge help\".");
    return 255;
  }

  /// The value behind a key word, empty without it.
  private static String value(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }

  private static int link(Invocation invocation, List<String> words, boolean details) {
    if (!words.isEmpty() && "set".equals(words.get(0))) {
      return new PortSettings(invocation).set(words.subList(1, words.size()));
    }
    String wanted = value(words, "dev");
    for (NetDevice device : invocation.place().namespace().devices()) {
      boolean shown = wanted.isEmpty() || device.name().equals(wanted);
      if (shown && device.rxHandler() instanceof BridgePort port) {
        invocation.out(portLine(device, port));
        if (details) {
          invocation.out(detailLine(port));
        }
      }
    }
    return 0;
  }

  private static String portLine(NetDevice device, BridgePort port) {
    String peer = device instanceof VethEnd end ? "@if" + end.peer().index() : "";
    return device.index()
        + ": "
        + device.name()
        + peer
        + ": <"
        + String.join(",", InterfaceFlags.words(InterfaceFlags.of(device), -1))
        + "> mtu "
        + device.mtuBytes()
        + " master "
        + port.bridge().name()
        + " state "
        + port.state().name().toLowerCase(Locale.ROOT)
        + " priority "
        + port.tree().priority()
        + " cost "
        + port.tree().cost()
        + " ";
  }

  /// The port's settings; those that are not modelled have the kernel's defaults (`br_if.c`).
  private static String detailLine(BridgePort port) {
    return "    hairpin "
        + onOff(port.isHairpin())
        + " guard "
        + onOff(port.tree().isGuarded())
        + " root_block "
        + onOff(port.tree().isRootBlocked())
        + " fastleave off learning "
        + onOff(port.isLearning())
        + " flood "
        + onOff(port.isFlooding())
        + " mcast_flood on bcast_flood on mcast_router 1 mcast_to_unicast off neigh_suppress off"
        + " vlan_tunnel off isolated "
        + onOff(port.isIsolated())
        + " locked off ";
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private static int fdb(Invocation invocation, List<String> words) {
    String bridge = value(words, "br");
    String wanted = value(words, "dev");
    wanted = wanted.isEmpty() ? value(words, "brport") : wanted;
    for (NetDevice device : invocation.place().namespace().devices()) {
      boolean isWanted = wanted.isEmpty() || device.name().equals(wanted);
      if (isWanted) {
        fdb(invocation, device, bridge);
      }
      if (isWanted && device instanceof VxlanDevice vxlan && bridge.isEmpty()) {
        TunnelEntries.of(invocation, vxlan).forEach(invocation::out);
      }
    }
    return 0;
  }

  /// The entries of one device: a bridge's groups come before its addresses, a port's after them
  /// (`rtnl_fdb_dump`).
  private static void fdb(Invocation invocation, NetDevice device, String bridge) {
    if (device instanceof Bridge own && (bridge.isEmpty() || own.name().equals(bridge))) {
      groups(invocation, device);
      entries(invocation, own, device);
    } else if (device.rxHandler() instanceof BridgePort port
        && (bridge.isEmpty() || port.bridge().name().equals(bridge))) {
      entries(invocation, port.bridge(), device);
      groups(invocation, device);
    } else if (bridge.isEmpty()) {
      groups(invocation, device);
    }
  }

  /// A VXLAN device shows its own table instead (`vxlan_fdb_dump`).
  private static void groups(Invocation invocation, NetDevice device) {
    if (device instanceof VxlanDevice) {
      return;
    }
    for (long mac : device.unicasts()) {
      invocation.out(Mac.format(mac) + " dev " + device.name() + " self permanent");
    }
    for (long mac : device.groups().addresses()) {
      invocation.out(Mac.format(mac) + " dev " + device.name() + " self permanent");
    }
  }

  /// The entries of the bridge that lead to one device: what was learned first, then its own.
  private static void entries(Invocation invocation, Bridge bridge, NetDevice device) {
    long now = invocation.lab().loop().nowNanos();
    for (boolean local : new boolean[] {false, true}) {
      for (Fdb.Entry entry : bridge.fdb().entries(now)) {
        BridgePort port = entry.port();
        NetDevice behind = port == null ? bridge : port.device();
        if (entry.isLocal() == local && behind == device) {
          invocation.out(
              Mac.format(entry.mac())
                  + " dev "
                  + device.name()
                  + (entry.vlan() == 0 ? "" : " vlan " + entry.vlan())
                  + " master "
                  + bridge.name()
                  + (local ? " permanent" : " "));
        }
      }
    }
  }
}
