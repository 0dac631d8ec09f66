package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgeGroups;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.GroupAddress;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `bridge mdb` (iproute2 6.1, `bridge/mdb.c`): the multicast groups that bridges know, and those
/// that are added by hand.
final class MdbCommand {
  private static final String HELP =
      """
      Usage: bridge mdb { add | del } dev DEV port PORT grp GROUP [src SOURCE] [permanent | temp] \
      [vid VID]
             bridge mdb {show} [ dev DEV ] [ vid VID ]\
      """;

  private static final long CENTISECOND_NANOS = 10_000_000L;
  private static final int VLAN_MAX = 4095;
  private static final String INVALID = "RTNETLINK answers: Invalid argument";

  private final Invocation invocation;
  private final Netns namespace;
  private final BridgeOutput output;

  MdbCommand(Invocation invocation, BridgeOutput output) {
    this.invocation = invocation;
    this.namespace = invocation.place().namespace();
    this.output = output;
  }

  int run(List<String> words) {
    String word = words.isEmpty() ? "show" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (word) {
      case "show", "list", "lst", "sh", "s" -> show(rest);
      case "add", "a" -> change(rest, true);
      case "delete", "del", "d" -> change(rest, false);
      case "help" -> refuse(HELP);
      default -> refuse("Command \"" + word + "\" is unknown, try \"bridge mdb help\".");
    };
  }

  private int refuse(String text) {
    invocation.err(text);
    return 255;
  }

  // ---- show --------------------------------------------------------------------------------

  private int show(List<String> words) {
    String wanted = value(words, "dev");
    String vlan = value(words, "vid");
    if (!wanted.isEmpty() && namespace.device(wanted) == null) {
      invocation.err("Cannot find device \"" + wanted + "\"");
      return 1;
    }
    List<Bridge> bridges = new ArrayList<>();
    for (NetDevice device : namespace.devices()) {
      if (device instanceof Bridge bridge && (wanted.isEmpty() || bridge.name().equals(wanted))) {
        bridges.add(bridge);
      }
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Bridge bridge : bridges) {
      for (BridgeGroups.Row row : bridge.multicast().rows()) {
        if (vlan.isEmpty() || vlan.equals(String.valueOf(row.group().vlan()))) {
          Fields fields = entry(bridge, row);
          entries.add(fields.values());
          output.heading(fields.text());
        }
      }
    }
    Fields routers = new Fields();
    if (output.details) {
      bridges.forEach(bridge -> routers(bridge, routers));
    }
    if (output.isJson()) {
      output.tell(new Fields().put("mdb", entries).put("router", routers.values()));
      output.end();
    }
    return 0;
  }

  private static String value(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }

  private Fields entry(Bridge bridge, BridgeGroups.Row row) {
    BridgePort port = row.port();
    GroupAddress group = row.group();
    Fields fields = new Fields().put("index", bridge.index());
    fields.add("dev", bridge.name(), "dev ", "");
    fields.add("port", port == null ? bridge.name() : port.name(), " port ", "");
    fields.add("grp", group.text(), " grp ", "");
    if (!group.source().isEmpty()) {
      fields.add("src", group.source(), " src ", "");
    }
    fields.add("state", row.isPermanent() ? "permanent" : "temp", " ", "");
    if (output.details && port != null) {
      fields.add("protocol", row.isByHand() ? "static" : "kernel", " proto ", " ");
    }
    fields.put("flags", List.of());
    if (group.vlan() != 0) {
      fields.add("vid", group.vlan(), " vid ", "");
    }
    if (output.statistics) {
      fields.add("timer", timer(row.leftNanos()), " ", "");
    }
    return fields;
  }

  private static String timer(long nanos) {
    long hundredths = nanos / CENTISECOND_NANOS;
    return "%4d.%02d".formatted(hundredths / 100, hundredths % 100);
  }

  /// The ports behind which routers are (`br_print_router_ports`).
  private void routers(Bridge bridge, Fields all) {
    StringBuilder names = new StringBuilder();
    List<Map<String, Object>> ports = new ArrayList<>();
    for (BridgePort port : bridge.ports()) {
      long left = port.groups().routerLeftNanos();
      if (left < 0) {
        continue;
      }
      Fields fields = new Fields();
      fields.add("port", port.name(), "router ports on " + bridge.name() + ": ", "");
      if (output.statistics) {
        fields.add("timer", timer(left), " ", "");
        fields.add("type", left == 0 ? "permanent" : "temp", " ", "");
        output.heading(fields.text());
      }
      ports.add(fields.values());
      names.append(port.name()).append(' ');
    }
    if (!ports.isEmpty()) {
      all.put(bridge.name(), ports);
      if (!output.statistics) {
        output.heading("router ports on " + bridge.name() + ": " + names);
      }
    }
  }

  // ---- add, del ----------------------------------------------------------------------------

  private int change(List<String> words, boolean adds) {
    String device = value(words, "dev");
    String port = value(words, "port");
    String group = value(words, "grp");
    if (device.isEmpty() || port.isEmpty() || group.isEmpty()) {
      return refuse("Device, group address and port name are required arguments.");
    }
    NetDevice bridge = namespace.device(device);
    NetDevice member = namespace.device(port);
    if (bridge == null || member == null) {
      return refuse("Cannot find device \"" + (bridge == null ? device : port) + "\"");
    }
    String vid = value(words, "vid");
    int vlan = vid.matches("\\d{1,4}") ? Integer.parseInt(vid) : 0;
    GroupAddress address = address(group, vlan);
    if (address == null) {
      return refuse("Invalid address \"" + group + "\"");
    }
    String source = value(words, "src");
    address = source.isEmpty() ? address : address.from(source);
    boolean permanent = words.contains("permanent");
    String wrong = refusal(bridge, member, address, permanent);
    if (wrong.isEmpty()) {
      wrong = apply((Bridge) bridge, member, new Change(address, permanent, adds));
    }
    return wrong.isEmpty() ? 0 : refuse(wrong);
  }

  /// What is to be changed.
  private record Change(GroupAddress address, boolean permanent, boolean adds) {}

  private static @Nullable GroupAddress address(String text, int vlan) {
    Ipv6Address v6 = text.contains(":") ? Ipv6Address.parseOrNull(text) : null;
    if (v6 != null) {
      return GroupAddress.of(v6, vlan);
    }
    if (text.matches("([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}")) {
      return GroupAddress.ofMac(Mac.parse(text), vlan);
    }
    return Ipv4Address.isValid(text) ? GroupAddress.of(Ipv4Address.parse(text), vlan) : null;
  }

  /// What the kernel says to an entry that cannot be (`rtnl_validate_mdb_entry`,
  /// `br_mdb_config_init`).
  private String refusal(
      NetDevice device, NetDevice member, GroupAddress address, boolean permanent) {
    if (address.vlan() >= VLAN_MAX) {
      return "Error: Invalid entry VLAN id.";
    }
    String wrong = wrongGroup(address, permanent);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    if (!(device instanceof Bridge bridge)) {
      return "Error: Device does not support MDB operations.";
    }
    if (!bridge.isUp()) {
      return "Error: bridge: Bridge device is not running.";
    }
    if (!bridge.multicast().isEnabled()) {
      return "Error: bridge: Bridge's multicast processing is disabled.";
    }
    if (member == bridge) {
      return permanent ? "Error: bridge: Flags are not allowed for host groups." : "";
    }
    if (!(member.rxHandler() instanceof BridgePort port)) {
      return "Error: bridge: Net device is not a bridge port.";
    }
    return port.bridge() == bridge ? "" : "Error: bridge: Port belongs to a different bridge.";
  }

  private static String wrongGroup(GroupAddress address, boolean permanent) {
    return switch (address.kind()) {
      case IPV4 -> {
        int group = (int) address.low();
        if (!Ipv4.isMulticast(group) && group != 0) {
          yield "Error: IPv4 entry group address is not multicast or 0.0.0.0.";
        }
        yield Igmp.isLocalGroup(group) ? "Error: IPv4 entry group address is local multicast." : "";
      }
      case IPV6 -> {
        boolean isAll = address.high() == Ipv6Address.ALL_NODES.high() && address.low() == 1;
        if (isAll) {
          yield "Error: IPv6 entry group address is link-local all nodes.";
        }
        boolean isAny = address.high() == 0 && address.low() == 0;
        yield Ipv6.isMulticast(address.high()) || isAny
            ? ""
            : "Error: IPv6 entry group address is not multicast.";
      }
      case MAC -> permanent ? "" : "Error: bridge: Only permanent L2 entries allowed.";
    };
  }

  private String apply(Bridge bridge, NetDevice member, Change change) {
    BridgePort port = member.rxHandler() instanceof BridgePort behind ? behind : null;
    BridgePort where = member == bridge ? null : port;
    BridgeGroups groups = bridge.multicast();
    if (!change.adds) {
      return groups.remove(change.address, where) ? "" : INVALID;
    }
    if (groups.add(change.address, where, change.permanent)) {
      return "";
    }
    if (where == null) {
      return "Error: bridge: Group is already joined by host.";
    }
    return change.address.source().isEmpty()
        ? "Error: bridge: (*, G) group is already joined by port."
        : "Error: bridge: (S, G) group is already joined by port.";
  }
}
