package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.vxlan.VxlanConfig;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.device.vxlan.VxlanFdb;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `ip link add ... type vxlan` (`ip/iplink_vxlan.c`; `drivers/net/vxlan/vxlan_core.c`). The tunnel
/// stays in the namespace it was made in, wherever the device goes.
final class VxlanLinks {
  /// Outer Ethernet, IPv4, UDP and VXLAN headers (`vxlan_headroom`).
  private static final int HEADROOM_BYTES = 50;

  private static final int VNI_END = 1 << 24;

  /// `vxlan_port` of the module: what Linux used before IANA gave 4789.
  private static final int DEFAULT_PORT = 8472;

  private static final String NO_PORT =
      """
      vxlan: destination port not specified
      Will use Linux kernel default (non-standard value)
      Use 'dstport 4789' to get the IANA assigned value
      Use 'dstport 0' to get default and quiet this message\
      """;

  static final String USAGE =
      """
      Usage: ... vxlan id VNI
      \t\t[ { group | remote } IP_ADDRESS ]
      \t\t[ local ADDR ]
      \t\t[ ttl TTL ]
      \t\t[ tos TOS ]
      \t\t[ df DF ]
      \t\t[ flowlabel LABEL ]
      \t\t[ dev PHYS_DEV ]
      \t\t[ dstport PORT ]
      \t\t[ srcport MIN MAX ]
      \t\t[ [no]learning ]
      \t\t[ [no]proxy ]
      \t\t[ [no]rsc ]
      \t\t[ [no]l2miss ]
      \t\t[ [no]l3miss ]
      \t\t[ ageing SECONDS ]
      \t\t[ maxaddress NUMBER ]
      \t\t[ [no]udpcsum ]
      \t\t[ [no]udp6zerocsumtx ]
      \t\t[ [no]udp6zerocsumrx ]
      \t\t[ [no]remcsumtx ] [ [no]remcsumrx ]
      \t\t[ [no]external ] [ gbp ] [ gpe ]
      \t\t[ [no]vnifilter ]

      Where:\tVNI\t:= 0-16777215
      \tADDR\t:= { IP_ADDRESS | any }
      \tTOS\t:= { NUMBER | inherit }
      \tTTL\t:= { 1..255 | auto | inherit }
      \tDF\t:= { unset | set | inherit }
      \tLABEL := 0-1048575\
      """;

  private final IpContext context;
  private final Machine machine;

  private int vni = -1;
  private int port = -1;
  private int local;
  private int remote;
  private int ttl;
  private int ageingSeconds = (int) (VxlanFdb.AGEING_NANOS / Nanos.SECOND);
  private int most;
  private int tos;
  private boolean dontFragment;
  private boolean learning = true;
  private boolean proxy;
  private boolean l2Miss;
  private boolean l3Miss;
  private VxlanConfig.SourcePorts sourcePorts = VxlanConfig.SourcePorts.EPHEMERAL;
  private @Nullable NetDevice lower;

  VxlanLinks(IpContext context, Machine machine) {
    this.context = context;
    this.machine = machine;
  }

  /// Makes a device from the words behind the type.
  NetErrno add(LinkChanges.NewLink link, Words words) throws ToolFailure {
    if (words
        .isEmpty()) { // the tool looks at words only where there are some, then the kernel does
      return NetErrno.INVALID.saying("Required attributes not provided to perform the operation");
    }
    while (!words.isEmpty()) {
      read(words.next(), words);
    }
    if (vni < 0) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, "vxlan: missing virtual network identifier");
    }
    if (port < 0) {
      context.err(NO_PORT);
    }
    String name = LinkChanges.nameFor(link, "vxlan");
    if (link.netns().device(name) != null) {
      return NetErrno.EXISTS;
    }
    int number = port <= 0 ? DEFAULT_PORT : port;
    Netns home = context.namespace();
    if (isTaken(home, number)) {
      return NetErrno.EXISTS.saying("A VXLAN device with the specified VNI already exists");
    }
    make(link, name, number, home);
    return NetErrno.OK;
  }

  private boolean isTaken(Netns home, int number) {
    for (Netns namespace : machine.namespaces()) {
      for (NetDevice device : namespace.devices()) {
        if (device instanceof VxlanDevice other
            && other.home() == home
            && other.config().vni() == vni
            && other.config().port() == number) {
          return true;
        }
      }
    }
    return false;
  }

  private void make(LinkChanges.NewLink link, String name, int number, Netns home) {
    VxlanConfig.Flags flags = new VxlanConfig.Flags(learning, proxy, l2Miss, l3Miss);
    VxlanConfig config =
        new VxlanConfig(vni, number, local, ttl, tos, dontFragment, sourcePorts, flags);
    long mac = link.mac() < 0 ? machine.randomMac() : link.mac();
    VxlanDevice device =
        new VxlanDevice(
            machine.softnet(), new VxlanDevice.Spec(name, mac, home), config, home.udp().tunnels());
    NetDevice below = lower;
    link.netns().add(device);
    if (link.mtuBytes() > 0) {
      device.setMtu(link.mtuBytes());
    } else if (below != null) {
      device.setMtu(below.mtuBytes() - HEADROOM_BYTES);
    }
    device.fdb().setAgeingNanos(ageingSeconds * Nanos.SECOND);
    device.fdb().setMost(most);
    if (remote != 0) {
      device.fdb().add(VxlanFdb.ANY, remote);
    }
  }

  private void read(String word, Words words) throws ToolFailure {
    switch (word) {
      case "id", "vni" -> vni = within(words.next(), VNI_END, "invalid id");
      case "remote" -> remote = address(words.next(), "remote");
      case "group" -> group(words.next());
      case "local" -> local = address(words.next(), "local");
      case "dev" -> lower = context.device(words.next());
      case "dstport" -> port = within(words.next(), 1 << 16, "dst port");
      case "srcport", "port" -> sourcePorts = ports(words);
      case "ttl", "hoplimit" -> ttl = ttl(words.next());
      case "tos", "dsfield" -> tos = tos(words.next());
      case "df" -> dontFragment = words.next().toLowerCase(Locale.ROOT).equals("set");
      case "ageing" -> ageingSeconds = within(words.next(), Integer.MAX_VALUE, "ageing timer");
      case "maxaddress" -> most = most(words.next());
      default -> flag(word);
    }
  }

  private void flag(String word) throws ToolFailure {
    boolean on = !word.startsWith("no");
    switch (on ? word : word.substring(2)) {
      case "learning" -> learning = on;
      case "proxy" -> proxy = on;
      case "l2miss" -> l2Miss = on;
      case "l3miss" -> l3Miss = on;
      case "udpcsum", "udp6zerocsumtx", "udp6zerocsumrx", "rsc" -> {}
      case "help" -> throw new ToolFailure(1, USAGE);
      default -> throw new ToolFailure(1, "vxlan: unknown command \"" + word + "\"?\n" + USAGE);
    }
  }

  private void group(String text) throws ToolFailure {
    int address = address(text, "group");
    if (address >>> 28 == 0xe) {
      throw new ToolFailure(
          2,
          "drydock: VXLAN over multicast groups is not modelled: name the other ends with remote,"
              + " or with bridge fdb append 00:00:00:00:00:00 dev DEV dst ADDRESS");
    }
    throw Words.wrong(text, "invalid group address");
  }

  private static int address(String text, String what) throws ToolFailure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null || address.isV6()) {
      throw Words.wrong(text, "invalid " + what + " address");
    }
    return address.v4();
  }

  private static int within(String text, int end, String what) throws ToolFailure {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= end) {
      throw Words.wrong(text, what);
    }
    return Integer.parseInt(text);
  }

  private static VxlanConfig.SourcePorts ports(Words words) throws ToolFailure {
    int first = within(words.next(), 1 << 16, "min port");
    return new VxlanConfig.SourcePorts(first, within(words.next(), 1 << 16, "max port"));
  }

  private static int ttl(String text) throws ToolFailure {
    return text.equals("auto") || text.equals("inherit")
        ? 0
        : within(text, 256, "TTL must be <= 255");
  }

  private static int most(String text) throws ToolFailure {
    return text.equals("unlimited") ? 0 : within(text, Integer.MAX_VALUE, "max addresses");
  }

  private static int tos(String text) throws ToolFailure {
    if (text.equals("inherit")) {
      return 1;
    }
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    try {
      return Integer.parseInt(digits, text.startsWith("0x") ? 16 : 10) & 0xff;
    } catch (NumberFormatException e) {
      throw Words.wrong(text, "bad TOS value");
    }
  }
}
