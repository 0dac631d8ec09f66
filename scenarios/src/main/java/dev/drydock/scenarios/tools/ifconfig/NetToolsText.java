package dev.drydock.scenarios.tools.ifconfig;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.InterfaceFlags;
import java.util.ArrayList;
import java.util.List;

/// net-tools 2.10 (`lib/interface.c`, `ife_print_long`).
final class NetToolsText implements InterfaceText {
  @Override
  public String complaintPrefix() {
    return "";
  }

  /// What is written as a number is known to be no host without asking for it.
  @Override
  public String unreadable(String word, boolean isOwn) {
    String why = word.matches("[0-9.]+") ? "Unknown host" : "Host name lookup failure";
    String hint = isOwn ? "\nifconfig: `--help' gives usage information." : "";
    return word + ": " + why + hint;
  }

  @Override
  public List<String> lines(NetDevice device, Addresses addresses) {
    boolean loops = device.kind() == DeviceKind.LOOPBACK;
    List<String> lines = new ArrayList<>();
    lines.add(device.name() + ": " + flags(device) + "  mtu " + device.mtuBytes());
    if (!addresses.ipv4().isEmpty()) {
      lines.add("        " + address(addresses.ipv4().get(0), loops));
    }
    for (Ipv6InterfaceAddress address : addresses.ipv6()) {
      lines.add("        " + ipv6(address));
    }
    String queue = "  txqueuelen " + device.txQueueFrames();
    lines.add(
        loops
            ? "        loop" + queue + "  (Local Loopback)"
            : "        ether " + Mac.format(device.mac()) + queue + "  (Ethernet)");
    DeviceCounters counters = device.counters();
    lines.add("        RX packets " + counters.rxFrames() + "  bytes " + bytes(counters.rxBytes()));
    lines.add("        RX errors 0  dropped " + counters.rxDropped() + "  overruns 0  frame 0");
    lines.add("        TX packets " + counters.txFrames() + "  bytes " + bytes(counters.txBytes()));
    lines.add(
        "        TX errors 0  dropped "
            + counters.txDropped()
            + " overruns 0  carrier 0  collisions 0");
    lines.add("");
    return lines;
  }

  private static String bytes(long bytes) {
    return bytes + " (" + InterfaceText.human(bytes) + ")";
  }

  private static String address(InterfaceAddress address, boolean loops) {
    String text =
        "inet "
            + Ipv4Address.format(address.address())
            + "  netmask "
            + Ipv4Address.format(Ipv4Prefix.mask(address.prefix().length()));
    return loops ? text : text + "  broadcast " + Ipv4Address.format(address.broadcast());
  }

  /// Global, link and host scope have the numbers of the kernel's `/proc/net/if_inet6`.
  private static String ipv6(Ipv6InterfaceAddress address) {
    return "inet6 "
        + address.address()
        + "  prefixlen "
        + address.prefix().length()
        + "  scopeid "
        + switch (address.scope()) {
          case GLOBAL -> "0x0<global>";
          case SITE -> "0x40<site>";
          case LINK -> "0x20<link>";
          case HOST -> "0x10<host>";
          case NOWHERE -> "0x0<>";
        };
  }

  private static String flags(NetDevice device) {
    int flags = InterfaceFlags.of(device);
    String words = String.join(",", InterfaceFlags.classicWords(flags));
    return "flags=" + (flags & 0xffff) + "<" + words + ">";
  }
}
