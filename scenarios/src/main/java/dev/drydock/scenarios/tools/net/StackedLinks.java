package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.Dummy;
import dev.drydock.core.device.Ipvlan;
import dev.drydock.core.device.IpvlanFlag;
import dev.drydock.core.device.IpvlanMode;
import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.MacvlanMode;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `ip link add ... type vlan|macvlan|ipvlan|dummy` (`ip/iplink_vlan.c`, `iplink_macvlan.c`,
/// `iplink_ipvlan.c`): devices that stand on another, and the one that stands on nothing.
final class StackedLinks {
  static final List<String> TYPES = List.of("vlan", "macvlan", "ipvlan", "dummy");

  private final Machine machine;

  StackedLinks(Machine machine) {
    this.machine = machine;
  }

  /// Makes a device of one of the [#TYPES] from the words behind the type.
  NetErrno add(String type, LinkChanges.NewLink link, @Nullable NetDevice lower, Words words) {
    Maker maker =
        switch (type) {
          case "vlan" -> vlan(words);
          case "macvlan" -> macvlan(link, words);
          case "ipvlan" -> ipvlan(words);
          default -> (below, name) -> new Dummy(machine.softnet(), name, mac(link));
        };
    if (lower == null && !type.equals("dummy")) {
      return type.equals("vlan")
          ? NetErrno.INVALID.saying("8021q: link not specified")
          : NetErrno.INVALID;
    }
    String name = LinkChanges.nameFor(link, type);
    if (link.netns().device(name) != null) {
      return NetErrno.EXISTS;
    }
    if (lower != null && link.mtuBytes() > lower.mtuBytes() && !type.equals("ipvlan")) {
      return NetErrno.INVALID;
    }
    return make(maker, link, lower == null ? machine.root().loopback() : lower, name);
  }

  /// What makes the device, once its name is known.
  private interface Maker {
    NetDevice make(NetDevice lower, String name);
  }

  private static NetErrno make(
      Maker maker, LinkChanges.NewLink link, NetDevice lower, String name) {
    NetDevice made;
    try {
      made = maker.make(lower, name);
    } catch (IllegalArgumentException e) {
      return refusal(String.valueOf(e.getMessage()));
    }
    Netns netns = link.netns();
    netns.add(made);
    if (link.mtuBytes() > 0) {
      made.setMtu(link.mtuBytes());
    }
    if (made instanceof VlanDevice vlan && link.mac() >= 0) {
      vlan.changeMac(link.mac());
    }
    return NetErrno.OK;
  }

  private static NetErrno refusal(String word) {
    return switch (word) {
      case "EBUSY" -> NetErrno.BUSY;
      case "EEXIST" -> NetErrno.EXISTS.saying("8021q: VLAN device already exists");
      case "ERANGE" -> NetErrno.OUT_OF_RANGE.saying("8021q: Invalid VLAN id");
      case "EOPNOTSUPP" -> NetErrno.NOT_SUPPORTED.saying("8021q: VLANs not supported on device");
      default -> NetErrno.INVALID;
    };
  }

  private long mac(LinkChanges.NewLink link) {
    return link.mac() < 0 ? machine.randomMac() : link.mac();
  }

  private static Maker vlan(Words words) {
    int protocol = Ethernet.VLAN;
    int id = -1;
    Map<Integer, Integer> ingress = new TreeMap<>();
    Map<Integer, Integer> egress = new TreeMap<>();
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "protocol", "proto" -> protocol = protocol(words.next());
        case "id" -> id = vlanId(words.next());
        case "ingress-qos-map" -> priorities(words, ingress, "[0-7]:\\d{1,9}");
        case "egress-qos-map" -> priorities(words, egress, "\\d{1,9}:[0-7]");
        case "reorder_hdr", "gvrp", "mvrp", "loose_binding", "bridge_binding" ->
            IpLinkSet.onOff(word, words.next());
        default -> throw new ToolFailure(ToolFailure.MINUS_ONE, usage("vlan", word));
      }
    }
    if (id < 0) {
      NetErrno.INVALID.saying("8021q: VLAN id not specified").check();
    }
    int given = protocol;
    int vlanId = id;
    return (lower, name) -> {
      VlanDevice made = VlanDevice.on(lower, new VlanDevice.Spec(name, given, vlanId));
      ingress.forEach(made::mapIngress);
      egress.forEach(made::mapEgress);
      return made;
    };
  }

  private static int vlanId(String word) {
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
  private static void priorities(Words words, Map<Integer, Integer> map, String form) {
    while (!words.isEmpty() && words.peek().indexOf(':') >= 0) {
      String word = words.next();
      if (!word.matches(form)) {
        throw Words.wrong(word, "invalid qos-map");
      }
      int cut = word.indexOf(':');
      map.put(Integer.parseInt(word.substring(0, cut)), Integer.parseInt(word.substring(cut + 1)));
    }
  }

  private static int protocol(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "802.1q" -> Ethernet.VLAN;
      case "802.1ad" -> Ethernet.SERVICE_VLAN;
      default -> throw Words.wrong(word, "protocol is invalid");
    };
  }

  private Maker macvlan(LinkChanges.NewLink link, Words words) {
    MacvlanMode mode = MacvlanMode.VEPA;
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "mode" -> mode = macvlanMode(words.next());
        case "nopromisc" -> {}
        case "bcqueuelen" -> words.number("bcqueuelen");
        default -> throw new ToolFailure(ToolFailure.MINUS_ONE, usage("macvlan", word));
      }
    }
    MacvlanMode given = mode;
    return (lower, name) -> Macvlan.on(lower, new Macvlan.Spec(name, mac(link), given));
  }

  private static MacvlanMode macvlanMode(String word) {
    MacvlanMode mode = MacvlanMode.of(word);
    if (mode == null) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE,
          "Error: argument of \"mode\" must be \"private\", \"vepa\", \"bridge\", \"passthru\" or"
              + " \"source\", not \""
              + word
              + "\"");
    }
    return mode;
  }

  private static Maker ipvlan(Words words) {
    IpvlanMode mode = IpvlanMode.L3;
    IpvlanFlag flag = IpvlanFlag.BRIDGE;
    while (!words.isEmpty()) {
      String word = words.next();
      IpvlanFlag named = IpvlanFlag.of(word);
      if (word.equals("mode")) {
        mode = ipvlanMode(words.next());
      } else if (named != null) {
        flag = named;
      } else {
        throw new ToolFailure(ToolFailure.MINUS_ONE, usage("ipvlan", word));
      }
    }
    IpvlanMode givenMode = mode;
    IpvlanFlag givenFlag = flag;
    return (lower, name) -> Ipvlan.on(lower, new Ipvlan.Spec(name, givenMode, givenFlag));
  }

  private static IpvlanMode ipvlanMode(String word) {
    IpvlanMode mode = IpvlanMode.of(word);
    if (mode == null) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE,
          "Error: argument of \"mode\" must be either \"l2\", \"l3\" or" + " \"l3s\"");
    }
    return mode;
  }

  private static String usage(String kind, String word) {
    String usage =
        switch (kind) {
          case "vlan" ->
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
          case "macvlan" ->
              """
              Usage: ... macvlan mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]

              MODE: private | vepa | bridge | passthru | source
              MODE_FLAG: null | nopromisc\
              """;
          default ->
              """
              Usage: ... ipvlan [ mode MODE ] [ FLAGS ]

              MODE: l3 | l3s | l2
              FLAGS: bridge | private | vepa
              (first values are the defaults if nothing is specified).\
              """;
        };
    return word.equals("help") ? usage : kind + ": unknown command \"" + word + "\"?\n" + usage;
  }

  // ---- changing --------------------------------------------------------------------------

  /// Changes what can be changed: mode and flag of ipvlan, the source addresses of macvlan.
  static NetErrno change(NetDevice device, String type, Words words) {
    if (!device.kind().word().equals(type)) {
      return NetErrno.INVALID;
    }
    return switch (device) {
      case Ipvlan ipvlan -> {
        while (!words.isEmpty()) {
          change(ipvlan, words);
        }
        yield NetErrno.OK;
      }
      case Macvlan macvlan when words.skip("macaddr") && words.skip("add") -> {
        if (macvlan.mode() != MacvlanMode.SOURCE) {
          yield NetErrno.INVALID;
        }
        macvlan.addSource(IpLinkCommand.mac(words.next()));
        yield NetErrno.OK;
      }
      default -> NetErrno.NOT_SUPPORTED;
    };
  }

  private static void change(Ipvlan ipvlan, Words words) {
    String word = words.next();
    IpvlanFlag flag = IpvlanFlag.of(word);
    if (word.equals("mode")) {
      ipvlan.change(ipvlanMode(words.next()), ipvlan.flag());
    } else if (flag != null) {
      ipvlan.change(ipvlan.mode(), flag);
    } else {
      throw new ToolFailure(ToolFailure.MINUS_ONE, usage("ipvlan", word));
    }
  }

  // ---- showing ---------------------------------------------------------------------------

  /// What `ip -d link` says of a device behind its kind.
  static String details(NetDevice device) {
    return switch (device) {
      case VlanDevice vlan ->
          "protocol "
              + (vlan.protocol() == Ethernet.VLAN ? "802.1Q" : "802.1ad")
              + " id "
              + vlan.id()
              + " <REORDER_HDR> "
              + priorities("ingress-qos-map", vlan.ingress())
              + priorities("egress-qos-map", vlan.egress());
      case Macvlan macvlan -> "mode " + macvlan.mode().word() + " " + queue(macvlan);
      case Ipvlan ipvlan -> " mode " + ipvlan.mode().word() + " " + ipvlan.flag().word() + " ";
      default -> "";
    };
  }

  private static String priorities(String name, Map<Integer, Integer> map) {
    StringBuilder text = new StringBuilder();
    map.forEach((from, to) -> text.append(from).append(':').append(to).append(' '));
    return map.isEmpty() ? "" : "\n      " + name + " { " + text + "} ";
  }

  private static String queue(Macvlan macvlan) {
    StringBuilder text = new StringBuilder("bcqueuelen 1000 usedbcqueuelen 1000 ");
    if (macvlan.mode() == MacvlanMode.SOURCE) {
      text.append("remotes (").append(macvlan.sources().size()).append(") ");
      for (long mac : macvlan.sources()) {
        text.append(Mac.format(mac)).append(' ');
      }
    }
    return text.toString();
  }
}
