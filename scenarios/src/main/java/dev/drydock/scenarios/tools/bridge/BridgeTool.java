package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.link.BridgeDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `bridge` (iproute2 6.1): `bridge link` here (`bridge/link.c`), the other objects in classes of
/// their own.
final class BridgeTool implements Tool {
  private static final String USAGE =
      """
      Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
             bridge [ -force ] -batch filename
      where  OBJECT := { link | fdb | mdb | vlan | monitor }
             OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                          -o[neline] | -t[imestamp] | -n[etns] name |
                          -c[ompressvlans] -color -p[retty] -j[son] }\
      """;

  @Override
  public int run(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    List<String> options = words.stream().filter(word -> word.startsWith("-")).toList();
    BridgeOutput output = new BridgeOutput(invocation, options);
    words.removeAll(options);
    String object = words.isEmpty() ? "" : words.get(0);
    if (object.isEmpty() || "help".startsWith(object)) {
      invocation.err(USAGE);
      return 255;
    }
    List<String> rest = words.subList(1, words.size());
    if ("link".startsWith(object)) {
      return link(invocation, rest, output);
    }
    if ("fdb".startsWith(object)) {
      return new FdbCommand(invocation, output).run(rest);
    }
    if ("vlan".startsWith(object)) {
      return new VlanCommand(invocation, output).run(rest);
    }
    if ("mdb".startsWith(object)) {
      return new MdbCommand(invocation, output).run(rest);
    }
    invocation.err("Object \"" + object + "\" is unknown, try \"bridge help\".");
    return 255;
  }

  /// The value behind a key word, empty without it.
  private static String value(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }

  private static int link(Invocation invocation, List<String> words, BridgeOutput output) {
    String verb = words.isEmpty() ? "show" : words.get(0);
    if (verb.equals("set") || verb.equals("change")) {
      return new PortSettings(invocation).set(words.subList(1, words.size()));
    }
    if (verb.isEmpty() || !("show".startsWith(verb) || "list".startsWith(verb))) {
      boolean asks = !verb.isEmpty() && "help".startsWith(verb);
      String unknown = "Command \"" + verb + "\" is unknown, try \"bridge link help\".";
      invocation.err(asks ? PortSettings.USAGE : unknown);
      return 255;
    }
    String wanted = value(words, "dev");
    if (!wanted.isEmpty() && invocation.place().namespace().device(wanted) == null) {
      invocation.err("Cannot find device \"" + wanted + "\"");
      return 255;
    }
    for (NetDevice device : invocation.place().namespace().devices()) {
      boolean shown = wanted.isEmpty() || device.name().equals(wanted);
      if (shown && device.rxHandler() instanceof BridgePort port) {
        Fields fields = port(invocation.place().namespace(), device, port);
        if (output.details) {
          String more = BridgeDetails.ofLink(port);
          fields.say("\n" + more).values().putAll(Fields.ofPairs(more, Map.of()));
        }
        output.tell(fields);
      }
    }
    output.end();
    return 0;
  }

  /// Where a pair leads: the device that has the other end's number here, whoever it is, if there
  /// is one (`ll_index_to_name`).
  private static String across(Netns namespace, NetDevice device) {
    int other = 0;
    if (device instanceof VethEnd end) {
      other = end.peer().index();
    } else if (device instanceof Nic nic && nic.kind() == DeviceKind.VETH) {
      other = nic.index() + 1; // made together with this one and then moved to the wire
    }
    if (other == 0 || other == device.index()) {
      return "";
    }
    NetDevice here = namespace.device(other);
    return "@" + (here == null ? "if" + other : here.name());
  }

  private static Fields port(Netns namespace, NetDevice device, BridgePort port) {
    String across = across(namespace, device);
    List<String> flags = InterfaceFlags.words(InterfaceFlags.of(device), -1);
    Fields fields = new Fields().add("ifindex", device.index(), "", ": ");
    if (!across.isEmpty()) {
      fields.put("link", across.substring(1));
    }
    fields.add("ifname", device.name(), "", across + ": <" + String.join(",", flags) + ">");
    fields.put("flags", flags);
    fields.add("mtu", " mtu", device.mtuBytes());
    fields.add("master", "master", port.bridge().name());
    fields.add("state", "state", port.state().name().toLowerCase(Locale.ROOT));
    fields.add("priority", "priority", port.tree().priority());
    return fields.add("cost", "cost", port.tree().cost());
  }
}
