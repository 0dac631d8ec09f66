package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.net.BridgeDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `bridge` (iproute2 6.1): `bridge link` here (`bridge/link.c`), the other objects in classes of
/// their own.
final class BridgeTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    List<String> options = words.stream().filter(word -> word.startsWith("-")).toList();
    boolean details = options.stream().anyMatch(word -> isOption(word, "details"));
    words.removeAll(options);
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
      return new FdbCommand(invocation).run(rest);
    }
    if ("vlan".startsWith(object)) {
      return new VlanCommand(invocation).run(rest);
    }
    if ("mdb".startsWith(object)) {
      boolean stats = options.stream().anyMatch(word -> isOption(word, "statistics"));
      return new MdbCommand(invocation, details, stats).run(rest);
    }
    invocation.err("Object \"" + object + "\" is unknown, try \"bridge help\".");
    return 255;
  }

  /// Whether a word is an option or a beginning of it: `-d`, `-det`, `--details`.
  private static boolean isOption(String word, String option) {
    String name = word.replaceFirst("^--?", "");
    return !name.isEmpty() && option.startsWith(name);
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
        invocation.out(portLine(invocation.place().namespace(), device, port));
        if (details) {
          invocation.out(BridgeDetails.ofLink(port));
        }
      }
    }
    return 0;
  }

  /// Where a pair leads: the device that has the other end's number here, whoever it is, if there
  /// is one (`ll_index_to_name`).
  private static String across(Netns namespace, NetDevice device) {
    if (!(device instanceof VethEnd end) || end.peer().index() == device.index()) {
      return "";
    }
    NetDevice here = namespace.device(end.peer().index());
    return "@" + (here == null ? "if" + end.peer().index() : here.name());
  }

  private static String portLine(Netns namespace, NetDevice device, BridgePort port) {
    return device.index()
        + ": "
        + device.name()
        + across(namespace, device)
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
}
