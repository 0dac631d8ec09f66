package dev.drydock.scenarios.shell;

import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.ToolRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What programs say that the kernel does not let change anything, because they lack
/// `CAP_NET_ADMIN`, as those of containers do, or `CAP_NET_RAW`. Words and statuses are those of a
/// session of 20.10 with iproute2 6.1, net-tools 2.10, bridge-utils 1.7, iptables 1.8.9,
/// conntrack-tools 1.4.7, ethtool 6.1 and BusyBox 1.35.
final class Permissions {
  private static final String DENIED = "Operation not permitted";

  private static final List<String> OBJECTS =
      List.of("address", "link", "route", "neighbour", "neighbor", "rule", "maddress", "tunnel");

  private static final List<String> CHANGES =
      List.of("add", "append", "change", "replace", "delete", "del", "set", "flush");

  private final Place place;
  private final boolean isApplet;
  private final List<String> words;

  /// What is said instead.
  record Refusal(String text, int status) {}

  private Permissions(Place place, boolean isApplet, List<String> words) {
    this.place = place;
    this.isApplet = isApplet;
    this.words = words;
  }

  /// Why a command cannot do what it is to do; null when it can, or fails for another reason.
  ///
  /// @param isApplet whether it is BusyBox's
  static @Nullable Refusal of(Place place, boolean isApplet, List<String> words) {
    Permissions asked = new Permissions(place, isApplet, words);
    String name = ToolRegistry.baseName(words.getFirst());
    if (!place.rights().opensRawSockets()) {
      Refusal refusal = asked.raw(name);
      if (refusal != null) {
        return refusal;
      }
    }
    if (place.rights().changesNetwork() && place.rights().writesSettings()) {
      return null;
    }
    if (name.equals("sysctl")) {
      return place.rights().writesSettings() ? null : asked.sysctl();
    }
    if (place.rights().changesNetwork()) {
      return null;
    }
    return switch (name) {
      case "ip" -> asked.ip();
      case "ifconfig" -> asked.ifconfig();
      case "route" -> asked.route();
      case "arp" -> asked.arp();
      case "brctl" -> asked.brctl();
      case "bridge" -> asked.changes(2) ? new Refusal(netlink(""), 255) : null;
      case "tc" -> asked.changes(2) ? new Refusal(netlink(""), 2) : null;
      case "ethtool" -> asked.has("-K") ? new Refusal("netlink error: " + DENIED, 92) : null;
      case "conntrack" -> new Refusal(CONNTRACK, 1);
      default -> name.matches("ip6?tables(-save|-restore)?") ? asked.iptables(name) : null;
    };
  }

  /// Without `CAP_NET_RAW`. The full-grown ping and traceroute do without; BusyBox's ping tells it
  /// behind its first line.
  private @Nullable Refusal raw(String name) {
    String socket = "socket: " + DENIED;
    int device = words.indexOf("-i") + 1;
    return switch (name) {
      case "arping" -> new Refusal("arping: " + socket, isApplet ? 1 : 2);
      case "traceroute" -> isApplet ? new Refusal("traceroute: " + socket, 1) : null;
      case "tcpdump" ->
          device > 0 && !has("-r")
              ? new Refusal("tcpdump: " + word(device) + NO_CAPTURE + "\n(" + socket + ")", 1)
              : null;
      default -> null;
    };
  }

  private static final String NO_CAPTURE =
      ": You don't have permission to perform this capture on that device";

  private static final String CONNTRACK =
      "conntrack v1.4.7 (conntrack-tools): Operation failed: sorry, you must be root or get"
          + " CAP_NET_ADMIN capability to do this";

  private static String netlink(String program) {
    return program + "RTNETLINK answers: " + DENIED;
  }

  private boolean has(String word) {
    return words.contains(word);
  }

  private String word(int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private boolean changes(int at) {
    return CHANGES.contains(word(at));
  }

  /// The prefix of BusyBox's messages.
  private String program() {
    return isApplet ? ToolRegistry.baseName(words.getFirst()) + ": " : "";
  }

  // ---- ip ---------------------------------------------------------------------------------

  private @Nullable Refusal ip() {
    int at = 1;
    while (word(at).startsWith("-")) {
      at += word(at).matches("-f|-family|-n|-netns") ? 2 : 1;
    }
    String typed = word(at);
    String verb = word(at + 1);
    if (typed.equals("netns") && verb.equals("add") && !isApplet) {
      return new Refusal("mount --make-shared /var/run/netns failed: " + DENIED, 1);
    }
    String object = OBJECTS.stream().filter(each -> each.startsWith(typed)).findFirst().orElse("");
    String change = CHANGES.stream().filter(each -> each.startsWith(verb)).findFirst().orElse("");
    if (typed.isEmpty() || verb.isEmpty() || object.isEmpty() || change.isEmpty()) {
      return null;
    }
    boolean isSet = change.equals("set");
    if ((verb.equals("s") && !object.equals("link")) || isMissing(isSet ? at + 2 : -1)) {
      return null; // show; or the device is what is wrong
    }
    if (change.equals("flush")) {
      return flush(object);
    }
    if (object.equals("maddress")) {
      return new Refusal("ioctl: " + DENIED, 1);
    }
    return new Refusal(isApplet && isSet ? "ip: " + linkCall() : netlink(program()), 2);
  }

  /// Whether a device is named that is not there.
  ///
  /// @param at where its name may stand without `dev`; -1 for nowhere
  private boolean isMissing(int at) {
    int dev = words.indexOf("dev");
    String name = dev >= 0 ? word(dev + 1) : at < 0 ? "" : word(at);
    return !name.isEmpty() && place.namespace().device(name) == null;
  }

  private @Nullable Refusal flush(String object) {
    boolean isNothing = has("cache") || (object.startsWith("neigh") && hasNoNeighbours());
    if (isNothing) {
      return null;
    }
    if (isApplet) {
      return new Refusal("ip: can't send flush request: " + DENIED, 1);
    }
    int status = object.equals("address") ? 255 : object.equals("route") ? 2 : 1;
    return new Refusal("Failed to send flush request: " + DENIED, status);
  }

  private boolean hasNoNeighbours() {
    return place.namespace().ipv4().neighbours().entries().isEmpty();
  }

  /// BusyBox sets what it can by system calls of their own (`ip_parse_common_args`, `iplink.c`).
  private String linkCall() {
    String call = "SIOCSIFFLAGS";
    if (has("master") || has("nomaster") || has("netns")) {
      return "RTNETLINK answers: " + DENIED;
    }
    if (has("mtu")) {
      call = "SIOCSIFMTU";
    } else if (has("address")) {
      call = "SIOCSIFHWADDR";
    } else if (has("name")) {
      call = "SIOCSIFNAME";
    } else if (has("qlen")) {
      call = "SIOCSIFTXQLEN";
    }
    return call + ": " + DENIED;
  }

  // ---- older programs ---------------------------------------------------------------------

  private @Nullable Refusal ifconfig() {
    List<String> operands = words.stream().skip(1).filter(each -> !each.startsWith("-")).toList();
    if (operands.size() < 2 || place.namespace().device(operands.getFirst()) == null) {
      return null;
    }
    String what = operands.get(1);
    String call =
        switch (what) {
          case "mtu" -> "SIOCSIFMTU";
          case "hw" -> "SIOCSIFHWADDR";
          case "up", "down", "arp", "promisc", "multicast" -> "SIOCSIFFLAGS";
          default -> "SIOCSIFADDR";
        };
    boolean isUnreadable =
        what.matches("[0-9.]+(/.*)?") && !Ipv4Address.isValid(what.replaceFirst("/.*", ""));
    if (isUnreadable) {
      return null; // that is found first
    }
    String text = program() + call + ": " + DENIED;
    if (isApplet) {
      return new Refusal(text, 1);
    }
    boolean isAddress = call.equals("SIOCSIFADDR");
    boolean isPlain = call.equals("SIOCSIFMTU") || call.equals("SIOCSIFHWADDR");
    return new Refusal(isAddress ? text + "\nSIOCSIFFLAGS: " + DENIED : text, isPlain ? 1 : 255);
  }

  private @Nullable Refusal route() {
    boolean isAdded = has("add");
    if (!isAdded && !has("del") && !has("delete")) {
      return null;
    }
    String call = isAdded ? "SIOCADDRT" : "SIOCDELRT";
    return new Refusal(program() + call + ": " + DENIED, isApplet ? 1 : 7);
  }

  private @Nullable Refusal arp() {
    if (has("-s")) {
      return new Refusal(program() + "SIOCSARP: " + DENIED, isApplet ? 1 : 255);
    }
    String call = isApplet ? "SIOCDARP(priv): " : "SIOCDARP(dontpub): ";
    return has("-d") ? new Refusal(program() + call + DENIED, isApplet ? 1 : 255) : null;
  }

  private @Nullable Refusal brctl() {
    String verb = word(1);
    if (words.size() < 3 || verb.startsWith("show") || word(2).isEmpty()) {
      return null;
    }
    if (isApplet) {
      return new Refusal("brctl: bridge " + word(2) + ": " + DENIED, 1);
    }
    boolean isThere = place.namespace().device(word(2)) != null;
    return switch (verb) {
      case "addbr" -> new Refusal("add bridge failed: " + DENIED, 1);
      case "addif" ->
          isThere
              ? new Refusal("can't add " + word(3) + " to bridge " + word(2) + ": " + DENIED, 1)
              : null;
      default -> isThere ? new Refusal("can't change bridge " + word(2) + ": " + DENIED, 1) : null;
    };
  }

  private @Nullable Refusal iptables(String name) {
    if (words.size() > 1 && List.of("-V", "--version", "-h", "--help").contains(word(1))) {
      return null;
    }
    boolean isLegacy = place.namespace().ipv4().netfilter().tables().isLegacy();
    String denied = "Permission denied (you must be root)";
    if (!isLegacy) {
      String why = " v1.8.9 (nf_tables): Could not fetch rule set generation id: ";
      return new Refusal(name + why + denied, 4);
    }
    int option = words.indexOf("-t");
    String table = option < 0 ? "filter" : word(option + 1);
    return new Refusal(
        (name + " v1.8.9 (legacy): can't initialize " + name + " table `" + table + "': " + denied)
            + "\nPerhaps "
            + name
            + " or your kernel needs to be upgraded.",
        3);
  }

  private @Nullable Refusal sysctl() {
    for (String each : words.subList(1, words.size())) {
      int equals = each.indexOf('=');
      if (equals > 0 && place.namespace().sysctls().get(each.substring(0, equals)) != null) {
        String key = each.substring(0, equals).replace('/', '.');
        String readOnly = "Read-only file system";
        return new Refusal(
            isApplet
                ? "sysctl: error setting key '" + key + "': " + readOnly
                : "sysctl: setting key \"" + key + "\": " + readOnly,
            1);
      }
    }
    return null;
  }
}
