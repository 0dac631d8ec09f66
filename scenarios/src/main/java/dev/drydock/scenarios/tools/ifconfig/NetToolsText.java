package dev.drydock.scenarios.tools.ifconfig;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Mac;
import java.util.ArrayList;
import java.util.List;

/// net-tools 2.10 (`lib/interface.c`, `ife_print_long`).
final class NetToolsText implements InterfaceText {
  private static final int UP = 1;
  private static final int BROADCAST = 2;
  private static final int LOOPBACK = 8;
  private static final int RUNNING = 0x40;
  private static final int MULTICAST = 0x1000;

  @Override
  public String complaintPrefix() {
    return "";
  }

  @Override
  public List<String> lines(NetDevice device, List<InterfaceAddress> addresses) {
    boolean loops = device.kind() == DeviceKind.LOOPBACK;
    List<String> lines = new ArrayList<>();
    lines.add(device.name() + ": " + flags(device, loops) + "  mtu " + device.mtuBytes());
    if (!addresses.isEmpty()) {
      lines.add("        " + address(addresses.get(0), loops));
    }
    String queue = "  txqueuelen " + InterfaceText.queueLength(device);
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

  private static String flags(NetDevice device, boolean loops) {
    int bits = loops ? LOOPBACK : BROADCAST | MULTICAST;
    List<String> words = new ArrayList<>();
    if (device.isUp()) {
      bits |= UP;
      words.add("UP");
    }
    words.add(loops ? "LOOPBACK" : "BROADCAST");
    if (device.isRunning()) {
      bits |= RUNNING;
      words.add("RUNNING");
    }
    if (!loops) {
      words.add("MULTICAST");
    }
    return "flags=" + bits + "<" + String.join(",", words) + ">";
  }
}
