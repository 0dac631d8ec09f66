package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.BridgeVlans;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.PortVlans;
import dev.drydock.core.device.VlanCounts;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `bridge vlan` (iproute2 6.1, `bridge/vlan.c`): the VLANs of ports and of bridges.
final class VlanCommand {
  private static final int VLAN_MAX = 4095;

  private static final String HELP =
      """
      Usage: bridge vlan { add | del } vid VLAN_ID dev DEV [ tunnel_info id TUNNEL_ID ]
                                                           [ pvid ] [ untagged ]
                                                           [ self ] [ master ]
             bridge vlan { set } vid VLAN_ID dev DEV [ state STP_STATE ]
                                                     [ mcast_router MULTICAST_ROUTER ]
             bridge vlan { show } [ dev DEV ] [ vid VLAN_ID ]
             bridge vlan { tunnelshow } [ dev DEV ] [ vid VLAN_ID ]
             bridge vlan global { set } vid VLAN_ID dev DEV
                            [ mcast_snooping MULTICAST_SNOOPING ]
                            [ mcast_querier MULTICAST_QUERIER ]
                            [ mcast_igmp_version IGMP_VERSION ]
                            [ mcast_mld_version MLD_VERSION ]
                            [ mcast_last_member_count LAST_MEMBER_COUNT ]
                            [ mcast_last_member_interval LAST_MEMBER_INTERVAL ]
                            [ mcast_startup_query_count STARTUP_QUERY_COUNT ]
                            [ mcast_startup_query_interval STARTUP_QUERY_INTERVAL ]
                            [ mcast_membership_interval MEMBERSHIP_INTERVAL ]
                            [ mcast_querier_interval QUERIER_INTERVAL ]
                            [ mcast_query_interval QUERY_INTERVAL ]
                            [ mcast_query_response_interval QUERY_RESPONSE_INTERVAL ]
             bridge vlan global { show } [ dev DEV ] [ vid VLAN_ID ]\
      """;

  private final Invocation invocation;
  private final Netns namespace;

  private final BridgeOutput output;

  VlanCommand(Invocation invocation, BridgeOutput output) {
    this.invocation = invocation;
    this.output = output;
    this.namespace = invocation.place().namespace();
  }

  int run(List<String> words) {
    String word = words.isEmpty() ? "show" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (word) {
      case "show", "list", "lst", "sh" -> show(rest);
      case "add" -> change(rest, true);
      case "delete", "del" -> change(rest, false);
      case "set" -> set(rest);
      case "help" -> refuse(255, HELP);
      default -> {
        invocation.err("Command \"" + word + "\" is unknown, try \"bridge vlan help\".");
        yield 255;
      }
    };
  }

  /// A port's own VLANs, or the bridge's; null for a device that has none.
  private static @Nullable PortVlans vlansOf(NetDevice device, boolean isSelf) {
    if (device.rxHandler() instanceof BridgePort port && !isSelf) {
      return port.vlans();
    }
    return device instanceof Bridge bridge ? bridge.vlans() : null;
  }

  private int show(List<String> words) {
    String wanted = value(words, "dev");
    String id = value(words, "vid");
    if (!wanted.isEmpty() && namespace.device(wanted) == null) {
      return refuse(255, "Cannot find device \"" + wanted + "\"");
    }
    String width = output.statistics ? "%-16s  %s" : "%-16s  %-9s";
    output.heading(String.format(Locale.ROOT, width, "port", "vlan-id"));
    for (NetDevice device : namespace.devices()) {
      PortVlans vlans = vlansOf(device, false);
      if (vlans != null && (wanted.isEmpty() || device.name().equals(wanted))) {
        tell(device, vlans, id);
      }
    }
    output.end();
    return 0;
  }

  private static String value(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }

  /// The counts of a device's VLANs; null where they are not asked for.
  private @Nullable VlanCounts counts(NetDevice device, PortVlans vlans) {
    if (!output.statistics) {
      return null;
    }
    BridgeVlans settings =
        device.rxHandler() instanceof BridgePort port
            ? port.bridge().vlanSettings()
            : ((Bridge) device).vlanSettings();
    return settings.counts(vlans);
  }

  /// `print_vlan_stats` is one of two functions in iproute2 6.1: in JSON the VLAN is a `vid` then,
  /// and its flags are not there.
  private Fields counted(int id, VlanCounts.Row row) {
    output.heading("%20sRX: %d bytes %d packets".formatted("", row.bytesIn(), row.framesIn()));
    output.heading("%20sTX: %d bytes %d packets".formatted("", row.bytesOut(), row.framesOut()));
    return new Fields()
        .put("vid", id)
        .put("rx_bytes", row.bytesIn())
        .put("rx_packets", row.framesIn())
        .put("tx_bytes", row.bytesOut())
        .put("tx_packets", row.framesOut());
  }

  private void tell(NetDevice device, PortVlans vlans, String onlyId) {
    String name = device.name();
    String column = name;
    VlanCounts counts = counts(device, vlans);
    List<Map<String, Object>> told = new ArrayList<>();
    for (PortVlans.Membership vlan : vlans.list()) {
      if (!onlyId.isEmpty() && !onlyId.equals(String.valueOf(vlan.id()))) {
        continue;
      }
      List<String> flags = new ArrayList<>();
      if (vlan.isPvid()) {
        flags.add("PVID");
      }
      if (vlan.isUntagged()) {
        flags.add("Egress Untagged");
      }
      String words = flags.isEmpty() ? "" : " " + String.join(" ", flags);
      output.heading(String.format(Locale.ROOT, "%-16s  ", column) + vlan.id() + words);
      if (counts != null) {
        told.add(counted(vlan.id(), counts.of(vlan.id())).values());
        column = "";
        continue;
      }
      Fields fields = new Fields().put("vlan", vlan.id());
      told.add((flags.isEmpty() ? fields : fields.put("flags", flags)).values());
      column = "";
    }
    if (output.isJson() && !told.isEmpty()) {
      output.tell(new Fields().put("ifname", name).put("vlans", told));
    }
  }

  private int change(List<String> words, boolean adds) {
    Request request = new Request();
    String wrong = request.check(words);
    if (!wrong.isEmpty()) {
      return refuse(255, wrong);
    }
    NetDevice device = namespace.device(request.device);
    if (device == null) {
      return refuse(255, "Cannot find bridge device \"" + request.device + "\"");
    }
    PortVlans vlans = vlansOf(device, request.isSelf);
    if (vlans == null || (device instanceof Bridge && !request.isSelf)) {
      return refuse(255, "RTNETLINK answers: Operation not supported");
    }
    if (!namespace.softnet().kernel().has(KernelOption.BRIDGE_VLAN_FILTERING)) {
      return refuse(255, "RTNETLINK answers: Operation not supported");
    }
    if (request.first == 0 || request.last == VLAN_MAX) {
      return refuse(255, "Error: bridge: Vlan id is invalid.");
    }
    for (int id = request.first; id <= request.last; id++) {
      if (adds) {
        vlans.add(new PortVlans.Membership(id, request.isPvid, request.isUntagged));
      } else {
        vlans.remove(id); // one that is not there is no error (`br_vlan_info`)
      }
    }
    return 0;
  }

  /// Opens or closes a VLAN on a port (`br_vlan_modify_state`).
  private int set(List<String> words) {
    Request request = new Request();
    String wrong = request.check(words);
    if (!wrong.isEmpty()) {
      return refuse(255, wrong);
    }
    NetDevice device = namespace.device(request.device);
    if (device == null) {
      return refuse(255, "Cannot find network device \"" + request.device + "\"");
    }
    PortState state = state(value(words, "state"));
    if (state == null && words.contains("state")) {
      return refuse(255, "Error: invalid STP state");
    }
    PortVlans vlans = vlansOf(device, request.isSelf);
    boolean filters = namespace.softnet().kernel().has(KernelOption.BRIDGE_VLAN_FILTERING);
    if (vlans == null || !filters) {
      return refuse(255, "RTNETLINK answers: Operation not supported");
    }
    for (int id = request.first; id <= request.last; id++) {
      if (!vlans.setState(id, state == null ? PortState.FORWARDING : state)) {
        return refuse(255, "RTNETLINK answers: No such file or directory");
      }
    }
    return 0;
  }

  private static @Nullable PortState state(String word) {
    PortState[] states = PortState.values();
    for (int i = 0; i < states.length; i++) {
      boolean isNumber = word.equals(Integer.toString(i));
      if (isNumber || states[i].name().toLowerCase(Locale.ROOT).equals(word)) {
        return states[i];
      }
    }
    return null;
  }

  private int refuse(int status, String text) {
    invocation.err(text);
    return status;
  }

  /// `dev DEV vid VLAN[-VLAN] [pvid] [untagged] [self] [master]`.
  private static final class Request {
    private String device = "";
    private int first = -1;
    private int last;
    private boolean isPvid;
    private boolean isUntagged;
    private boolean isSelf;

    /// Reads the words, which must name a device and a VLAN.
    ///
    /// @return what is wrong with them; empty for nothing
    String check(List<String> words) {
      String unknown = read(words);
      if (!unknown.isEmpty()) {
        return unknown;
      }
      if (device.isEmpty() || first < 0) {
        return "Device and VLAN ID are required arguments.";
      }
      return isPvid && first != last ? "pvid cannot be configured for a vlan range" : "";
    }

    /// Reads the words.
    ///
    /// @return what is wrong, empty when all is well
    String read(List<String> words) {
      for (int i = 0; i < words.size(); i++) {
        String value = i + 1 < words.size() ? words.get(i + 1) : "";
        switch (words.get(i)) {
          case "dev" -> device = value;
          case "vid" -> {
            String wrong = range(value);
            if (!wrong.isEmpty()) {
              return wrong;
            }
          }
          case "pvid" -> isPvid = true;
          case "untagged" -> isUntagged = true;
          case "self" -> isSelf = true;
          default -> {}
        }
      }
      return "";
    }

    /// Numbers are read as by `atoi`.
    private String range(String text) {
      String[] parts = text.split("-", 2);
      first = number(parts[0]);
      last = parts.length == 1 ? first : number(parts[1]);
      if (parts.length == 2 && (first > VLAN_MAX || last > VLAN_MAX || last <= first)) {
        return "Invalid VLAN range \"" + first + "-" + last + "\"";
      }
      return first > VLAN_MAX ? "Invalid VLAN ID \"" + first + "\"" : "";
    }

    private static int number(String text) {
      String digits = text.replaceFirst("\\D.*", "");
      return digits.isEmpty() || digits.length() > 8 ? 0 : Integer.parseInt(digits);
    }
  }
}
