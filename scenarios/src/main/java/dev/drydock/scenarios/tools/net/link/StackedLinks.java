package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Dummy;
import dev.drydock.core.device.Ipvlan;
import dev.drydock.core.device.IpvlanFlag;
import dev.drydock.core.device.IpvlanMode;
import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip link add ... type vlan|macvlan|ipvlan|dummy` (`ip/iplink_vlan.c`, `iplink_macvlan.c`,
/// `iplink_ipvlan.c`): devices that stand on another, and the one that stands on nothing.
final class StackedLinks {
  static final String IPVLAN_USAGE =
      """
      Usage: ... ipvlan [ mode MODE ] [ FLAGS ]

      MODE: l3 | l3s | l2
      FLAGS: bridge | private | vepa
      (first values are the defaults if nothing is specified).\
      """;

  static final List<String> TYPES = List.of("vlan", "macvlan", "ipvlan", "dummy");

  private final Machine machine;

  StackedLinks(Machine machine) {
    this.machine = machine;
  }

  /// Makes a device of one of the [#TYPES] from the words behind the type.
  NetErrno add(String type, LinkChanges.NewLink link, @Nullable NetDevice lower, Words words)
      throws ToolFailure {
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
      case "EADDRNOTAVAIL" -> NetErrno.ADDRESS_NOT_AVAILABLE;
      case "EEXIST" -> NetErrno.EXISTS.saying("8021q: VLAN device already exists");
      case "ERANGE" -> NetErrno.OUT_OF_RANGE.saying("8021q: Invalid VLAN id");
      case "EOPNOTSUPP" -> NetErrno.NOT_SUPPORTED.saying("8021q: VLANs not supported on device");
      default -> NetErrno.INVALID;
    };
  }

  private long mac(LinkChanges.NewLink link) {
    return link.mac() < 0 ? machine.randomMac() : link.mac();
  }

  private static Maker vlan(Words words) throws ToolFailure {
    VlanWords given = new VlanWords(words);
    given.checkId();
    return (lower, name) -> {
      VlanDevice made = VlanDevice.on(lower, given.spec(name));
      given.apply(made);
      return made;
    };
  }

  private Maker macvlan(LinkChanges.NewLink link, Words words) throws ToolFailure {
    MacvlanWords given = new MacvlanWords(words);
    return (lower, name) -> {
      if (!given.refusalOfNew().isEmpty()) {
        throw new IllegalArgumentException(given.refusalOfNew());
      }
      Macvlan made = Macvlan.on(lower, new Macvlan.Spec(name, mac(link), given.modeOfNew()));
      given.apply(made);
      return made;
    };
  }

  private static Maker ipvlan(Words words) throws ToolFailure {
    IpvlanMode mode = IpvlanMode.L3;
    IpvlanFlag flag = IpvlanFlag.BRIDGE;
    boolean hasFlag = false;
    while (!words.isEmpty()) {
      String word = words.next();
      IpvlanFlag named = ipvlanFlag(word);
      if (Words.matches(word, "mode")) {
        mode = ipvlanMode(words.next());
      } else if (named != null && !hasFlag) {
        flag = named;
        hasFlag = true;
      } else {
        throw new ToolFailure(1, usage(word));
      }
    }
    IpvlanMode givenMode = mode;
    IpvlanFlag givenFlag = flag;
    return (lower, name) -> Ipvlan.on(lower, new Ipvlan.Spec(name, givenMode, givenFlag));
  }

  /// The flag that a word, which may be shortened, stands for (`ipvlan_parse_opt`).
  private static @Nullable IpvlanFlag ipvlanFlag(String word) {
    for (IpvlanFlag flag : IpvlanFlag.values()) {
      if (Words.matches(word, flag.word())) {
        return flag;
      }
    }
    return null;
  }

  private static IpvlanMode ipvlanMode(String word) throws ToolFailure {
    IpvlanMode mode = IpvlanMode.of(word);
    if (mode == null) {
      throw new ToolFailure(
          1, "Error: argument of \"mode\" must be either \"l2\", \"l3\" or \"l3s\"");
    }
    return mode;
  }

  private static String usage(String word) {
    String why = word.equals("help") ? "" : "ipvlan: unknown option \"" + word + "\"?\n";
    return why + IPVLAN_USAGE;
  }

  // ---- changing --------------------------------------------------------------------------

  /// Changes what can be changed: mode and flag of ipvlan, what macvlan has words for, flags and
  /// priorities of a VLAN.
  static NetErrno change(NetDevice device, String type, Words words) throws ToolFailure {
    if (!device.kind().word().equals(type)) {
      return NetErrno.NOT_SUPPORTED;
    }
    return switch (device) {
      case Ipvlan ipvlan -> {
        change(ipvlan, words);
        yield NetErrno.OK;
      }
      case Macvlan macvlan -> new MacvlanWords(words).apply(macvlan);
      case VlanDevice vlan -> {
        new VlanWords(words).apply(vlan);
        yield NetErrno.OK;
      }
      default -> NetErrno.NOT_SUPPORTED;
    };
  }

  private static void change(Ipvlan ipvlan, Words words) throws ToolFailure {
    IpvlanMode mode = ipvlan.mode();
    IpvlanFlag flag = ipvlan.flag();
    boolean hasFlag = false;
    while (!words.isEmpty()) {
      String word = words.next();
      IpvlanFlag named = ipvlanFlag(word);
      if (Words.matches(word, "mode")) {
        mode = ipvlanMode(words.next());
      } else if (named != null && !hasFlag) {
        flag = named;
        hasFlag = true;
      } else {
        throw new ToolFailure(1, usage(word));
      }
    }
    ipvlan.change(mode, flag);
  }

  // ---- showing ---------------------------------------------------------------------------

  /// What `ip -d link` says of a device behind its kind.
  static String details(NetDevice device) {
    return switch (device) {
      case VlanDevice vlan -> VlanWords.details(vlan);
      case Macvlan macvlan -> MacvlanWords.details(macvlan);
      case Ipvlan ipvlan -> " mode " + ipvlan.mode().word() + " " + ipvlan.flag().word() + " ";
      default -> "";
    };
  }
}
