package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The words of `ip link add|set ... type vlan` (`ip/iplink_vlan.c`), and what `ip -d link` says of
/// such a device.
final class VlanWords {
  static final String USAGE =
      """
      Usage: ... vlan id VLANID
      \t\t[ protocol VLANPROTO ]
      \t\t[ reorder_hdr { on | off } ]
      \t\t[ gvrp { on | off } ]
      \t\t[ mvrp { on | off } ]
      \t\t[ loose_binding { on | off } ]
      \t\t[ bridge_binding { on | off } ]
      \t\t[ ingress-qos-map QOS-MAP ]
      \t\t[ egress-qos-map QOS-MAP ]

      VLANID := 0-4095
      VLANPROTO: [ 802.1Q | 802.1ad ]
      QOS-MAP := [ QOS-MAP ] QOS-MAPPING
      QOS-MAPPING := FROM:TO\
      """;

  private static final List<String> WORDS =
      List.of(
          "protocol",
          "id",
          "reorder_hdr",
          "gvrp",
          "mvrp",
          "loose_binding",
          "bridge_binding",
          "ingress-qos-map",
          "egress-qos-map",
          "help");

  private final boolean given;
  private int protocol = Ethernet.VLAN;
  private int id = -1;
  private int flagMask;
  private int flags;
  private final Map<Integer, Integer> ingress = new TreeMap<>();
  private final Map<Integer, Integer> egress = new TreeMap<>();

  /// Reads the words behind the type.
  VlanWords(Words words) throws ToolFailure {
    given = !words.isEmpty();
    while (!words.isEmpty()) {
      read(words.next(), words);
    }
  }

  private void read(String word, Words words) throws ToolFailure {
    switch (whole(word)) {
      case "protocol" -> protocol = protocol(words.next());
      case "id" -> id = id(words.next());
      case "ingress-qos-map" -> priorities(words, ingress, "[0-7]:\\d{1,9}");
      case "egress-qos-map" -> priorities(words, egress, "\\d{1,9}:[0-7]");
      case "help" -> throw new ToolFailure(1, USAGE);
      default -> {
        String known = whole(word);
        int flag = flag(known);
        if (flag == 0) {
          throw new ToolFailure(1, "vlan: unknown command \"" + word + "\"?\n" + USAGE);
        }
        flagMask |= flag;
        flags = IpLinkSet.onOff(known, words.next()) ? flags | flag : flags & ~flag;
      }
    }
  }

  /// The first word that begins so (`vlan_parse_opt`).
  private static String whole(String word) {
    for (String known : WORDS) {
      if (Words.matches(word, known)) {
        return known;
      }
    }
    return word;
  }

  private static int flag(String word) {
    return switch (word) {
      case "reorder_hdr" -> VlanDevice.REORDER_HDR;
      case "gvrp" -> VlanDevice.GVRP;
      case "loose_binding" -> VlanDevice.LOOSE_BINDING;
      case "mvrp" -> VlanDevice.MVRP;
      case "bridge_binding" -> VlanDevice.BRIDGE_BINDING;
      default -> 0;
    };
  }

  private static int id(String word) throws ToolFailure {
    try {
      int id = Integer.decode(word);
      if (id >= 0 && id <= 0xffff) {
        return id;
      }
    } catch (NumberFormatException e) {
      throw Words.wrong(word, "id is invalid");
    }
    throw Words.wrong(word, "id is invalid");
  }

  /// `FROM:TO` as often as it stands there.
  private static void priorities(Words words, Map<Integer, Integer> map, String form)
      throws ToolFailure {
    while (!words.isEmpty() && words.peek().indexOf(':') >= 0) {
      String word = words.next();
      if (!word.matches(form)) {
        throw Words.wrong(word, "invalid qos-map");
      }
      int cut = word.indexOf(':');
      map.put(Integer.parseInt(word.substring(0, cut)), Integer.parseInt(word.substring(cut + 1)));
    }
  }

  private static int protocol(String word) throws ToolFailure {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "802.1q" -> Ethernet.VLAN;
      case "802.1ad" -> Ethernet.SERVICE_VLAN;
      default -> throw Words.wrong(word, "protocol is invalid");
    };
  }

  /// What a new device is to be.
  VlanDevice.Spec spec(String name) {
    return new VlanDevice.Spec(name, protocol, id);
  }

  /// Refuses a new device without a number (`vlan_validate`).
  void checkId() throws ToolFailure {
    if (id < 0) {
      String what = given ? "id" : "properties";
      NetErrno.INVALID.saying("8021q: VLAN " + what + " not specified").check();
    }
  }

  /// Gives a device the flags and priorities (`vlan_changelink`); its number stays.
  void apply(VlanDevice vlan) {
    vlan.setVlanFlags((vlan.vlanFlags() & ~flagMask) | flags);
    ingress.forEach(vlan::mapIngress);
    egress.forEach(vlan::mapEgress);
  }

  /// What `ip -d link` says behind the kind.
  static String details(VlanDevice vlan) {
    return "protocol "
        + (vlan.protocol() == Ethernet.VLAN ? "802.1Q" : "802.1ad")
        + " id "
        + vlan.id()
        + flagText(vlan.vlanFlags())
        + priorities("ingress-qos-map", vlan.ingress())
        + priorities("egress-qos-map", vlan.egress());
  }

  private static String flagText(int flags) {
    List<String> words = new ArrayList<>();
    for (String word : List.of("reorder_hdr", "gvrp", "mvrp", "loose_binding", "bridge_binding")) {
      if ((flags & flag(word)) != 0) {
        words.add(word.toUpperCase(Locale.ROOT));
      }
    }
    return words.isEmpty() ? " " : " <" + String.join(",", words) + "> ";
  }

  private static String priorities(String name, Map<Integer, Integer> map) {
    StringBuilder text = new StringBuilder();
    map.forEach((from, to) -> text.append(from).append(':').append(to).append(' '));
    return map.isEmpty() ? "" : "\n      " + name + " { " + text + "} ";
  }
}
