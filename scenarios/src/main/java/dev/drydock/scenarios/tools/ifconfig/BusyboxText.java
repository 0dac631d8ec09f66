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
import java.util.Locale;

/// BusyBox 1.35 (`networking/interface.c`, `ife_print`).
final class BusyboxText implements InterfaceText {
  private static final String INDENT = "          ";

  @Override
  public String complaintPrefix() {
    return "ifconfig: ";
  }

  @Override
  public String unreadable(String word, boolean isOwn) {
    return "bad address '" + word + "'";
  }

  @Override
  public List<String> lines(NetDevice device, Addresses addresses) {
    boolean loops = device.kind() == DeviceKind.LOOPBACK;
    List<String> lines = new ArrayList<>();
    String name = device.name() + " ".repeat(Math.max(0, 9 - device.name().length())) + " ";
    lines.add(
        loops
            ? name + "Link encap:Local Loopback  "
            : name
                + "Link encap:Ethernet  HWaddr "
                + Mac.format(device.mac()).toUpperCase(Locale.ROOT)
                + "  ");
    if (!addresses.ipv4().isEmpty()) {
      lines.add(INDENT + address(addresses.ipv4().get(0), loops));
    }
    for (Ipv6InterfaceAddress address : addresses.ipv6()) {
      lines.add(INDENT + "inet6 addr: " + address.prefix() + " Scope:" + scope(address));
    }
    lines.add(
        INDENT
            + String.join(" ", InterfaceFlags.classicWords(InterfaceFlags.of(device)))
            + "  MTU:"
            + device.mtuBytes()
            + "  Metric:1");
    DeviceCounters counters = device.counters();
    lines.add(
        INDENT
            + "RX packets:"
            + counters.rxFrames()
            + " errors:0 dropped:"
            + counters.rxDropped()
            + " overruns:0 frame:0");
    lines.add(
        INDENT
            + "TX packets:"
            + counters.txFrames()
            + " errors:0 dropped:"
            + counters.txDropped()
            + " overruns:0 carrier:0");
    lines.add(INDENT + "collisions:0 txqueuelen:" + device.txQueueFrames() + " ");
    lines.add(
        INDENT
            + "RX bytes:"
            + bytes(counters.rxBytes())
            + "  TX bytes:"
            + bytes(counters.txBytes()));
    lines.add("");
    return lines;
  }

  private static String bytes(long bytes) {
    return bytes + " (" + InterfaceText.human(bytes) + ")";
  }

  private static String address(InterfaceAddress address, boolean loops) {
    String broadcast = loops ? "" : "  Bcast:" + Ipv4Address.format(address.broadcast());
    return "inet addr:"
        + Ipv4Address.format(address.address())
        + broadcast
        + "  Mask:"
        + Ipv4Address.format(Ipv4Prefix.mask(address.prefix().length()));
  }

  private static String scope(Ipv6InterfaceAddress address) {
    return switch (address.scope()) {
      case GLOBAL -> "Global";
      case SITE -> "Site";
      case LINK -> "Link";
      case HOST -> "Host";
      case NOWHERE -> "Unknown";
    };
  }
}
