package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the words of `ip -d link` are called in its JSON (`ip/iplink_bridge.c`,
/// `iplink_bridge_slave.c`, `iplink_vlan.c` …).
final class LinkKeys {
  /// The words of all devices.
  static final Map<String, String> NAMES =
      Map.of("numtxqueues", "num_tx_queues", "numrxqueues", "num_rx_queues");

  private static final Map<String, String> BRIDGE =
      Map.ofEntries(
          Map.entry("designated_root", "root_id"),
          Map.entry("group_address", "group_addr"),
          Map.entry("mcast_last_member_count", "mcast_last_member_cnt"),
          Map.entry("mcast_startup_query_count", "mcast_startup_query_cnt"),
          Map.entry("mcast_last_member_interval", "mcast_last_member_intvl"),
          Map.entry("mcast_membership_interval", "mcast_membership_intvl"),
          Map.entry("mcast_querier_interval", "mcast_querier_intvl"),
          Map.entry("mcast_query_interval", "mcast_query_intvl"),
          Map.entry("mcast_query_response_interval", "mcast_query_response_intvl"),
          Map.entry("mcast_startup_query_interval", "mcast_startup_query_intvl"));

  private static final Map<String, String> PORT =
      Map.of(
          "port_id", "id",
          "port_no", "no",
          "designated_bridge", "bridge_id",
          "designated_root", "root_id",
          "mcast_router", "multicast_router");

  private static final Map<String, String> VXLAN =
      Map.of("dstport", "port", "udpcsum", "udp_csum", "dev", "link");

  private LinkKeys() {}

  /// The object of what a kind of device says of itself.
  static Map<String, Object> ofKind(DeviceKind kind, String words) {
    return switch (kind) {
      case BRIDGE -> masked(Fields.ofPairs(words, BRIDGE));
      case VXLAN -> vxlan(words);
      case IPVLAN -> ipvlan(words);
      case VLAN -> vlan(words);
      case MACVLAN -> macvlan(words);
      default -> Fields.ofPairs(words, Map.of());
    };
  }

  /// The object of what a port says of itself.
  static Map<String, Object> ofPort(String words) {
    String once = words.replaceFirst(" mcast_fast_leave \\S+", "");
    return masked(Fields.ofPairs(once, PORT));
  }

  /// A mask is text there.
  private static Map<String, Object> masked(Map<String, Object> pairs) {
    pairs.computeIfPresent("group_fwd_mask", (key, mask) -> String.valueOf(mask));
    return pairs;
  }

  private static Map<String, Object> ipvlan(String words) {
    List<String> parts = List.of(words.trim().split(" ", -1));
    Map<String, Object> pairs = new LinkedHashMap<>();
    pairs.put("mode", parts.get(1));
    pairs.put("flags", parts.get(2));
    return pairs;
  }

  /// The sources that a device in mode source listens to stand behind their number.
  private static Map<String, Object> macvlan(String words) {
    int at = words.indexOf(" remotes (");
    Map<String, Object> pairs = Fields.ofPairs(at < 0 ? words : words.substring(0, at), Map.of());
    if (at >= 0) {
      List<String> sources = List.of(words.substring(words.indexOf(')') + 1).trim().split(" ", -1));
      boolean isNone = sources.getFirst().isEmpty();
      pairs.put("macaddr_count", isNone ? 0L : (long) sources.size());
      if (!isNone) {
        pairs.put("macaddr_data", sources);
      }
    }
    return pairs;
  }

  /// `protocol 802.1Q id 10 <REORDER_HDR>` and maps of priorities, which are left out.
  private static Map<String, Object> vlan(String words) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    List<String> flags = new ArrayList<>();
    List<String> parts = List.of(words.trim().split("\\s+", -1));
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.equals("protocol")) {
        pairs.put("protocol", parts.get(i + 1));
      } else if (part.equals("id")) {
        pairs.put("id", Long.valueOf(parts.get(i + 1)));
      } else if (part.startsWith("<")) {
        flags.addAll(List.of(part.substring(1, part.length() - 1).split(",", -1)));
      }
    }
    pairs.put("flags", flags);
    return pairs;
  }

  /// Words without a value are switches: `proxy`, `nolearning`.
  private static Map<String, Object> vxlan(String words) {
    List<String> parts = List.of(words.trim().split(" ", -1));
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      switch (part) {
        case "srcport" -> {
          Map<String, Object> range = new LinkedHashMap<>();
          range.put("low", Long.valueOf(parts.get(i + 1)));
          range.put("high", Long.valueOf(parts.get(i + 2)));
          pairs.put("port_range", range);
          i += 2;
        }
        case "id", "remote", "local", "dev", "dstport", "tos", "ttl", "ageing", "maxaddr", "df" -> {
          String value = parts.get(++i);
          boolean isNumber = value.matches("\\d+");
          Object shown = isNumber ? Long.valueOf(value) : value.equals("auto") ? 0L : value;
          pairs.put(VXLAN.getOrDefault(part, part), shown);
          if (part.equals("dstport")) {
            pairs.put("learning", !parts.contains("nolearning"));
          } else if (part.equals("ttl") && !parts.contains("df")) {
            pairs.put("df", "unset");
          }
        }
        case "nolearning" -> {}
        case "udpcsum" -> pairs.put("udp_csum", true);
        case "noudp6zerocsumtx" -> pairs.put("udp_zero_csum6_tx", false);
        case "noudp6zerocsumrx" -> pairs.put("udp_zero_csum6_rx", false);
        default -> pairs.put(part, true);
      }
    }
    return pairs;
  }
}
