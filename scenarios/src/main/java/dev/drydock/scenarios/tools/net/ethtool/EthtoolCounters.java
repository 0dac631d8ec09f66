package dev.drydock.scenarios.tools.net.ethtool;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.scenarios.tools.Invocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ethtool -S` and `-T`. A veth counts its XDP only, of which there is none; a card is one of
/// virtio, with one queue each way.
final class EthtoolCounters {
  private static final int NO_STATISTICS = 94;

  private EthtoolCounters() {}

  /// `-S`.
  static int statistics(Invocation invocation, NetDevice device) {
    Map<String, Long> all = new LinkedHashMap<>();
    if (device.kind() == DeviceKind.VETH) {
      // A card that stands for the end of a pair was made together with the other, that went away.
      int peer = device instanceof VethEnd end ? end.peer().index() : device.index() + 1;
      all.put("peer_ifindex", (long) peer);
      List.of("xdp_packets", "xdp_bytes", "drops", "xdp_redirect", "xdp_drops")
          .forEach(name -> all.put("rx_queue_0_" + name, 0L));
      List.of("xdp_tx", "xdp_tx_errors").forEach(name -> all.put("rx_queue_0_" + name, 0L));
      List.of("xdp_xmit", "xdp_xmit_errors").forEach(name -> all.put("tx_queue_0_" + name, 0L));
    } else if (device.kind() == DeviceKind.PHYSICAL) {
      card(device.counters(), all);
    } else {
      invocation.err("no stats available");
      return NO_STATISTICS;
    }
    invocation.out("NIC statistics:");
    all.forEach((name, count) -> invocation.out("     " + name + ": " + count));
    return 0;
  }

  private static void card(DeviceCounters counters, Map<String, Long> all) {
    all.put("rx_queue_0_packets", counters.rxFrames());
    all.put("rx_queue_0_bytes", counters.rxBytes());
    all.put("rx_queue_0_drops", counters.rxDropped());
    List.of("xdp_packets", "xdp_tx", "xdp_redirects", "xdp_drops")
        .forEach(name -> all.put("rx_queue_0_" + name, 0L));
    all.put("tx_queue_0_packets", counters.txFrames());
    all.put("tx_queue_0_bytes", counters.txBytes());
    List.of("xdp_tx", "xdp_tx_drops", "tx_timeouts")
        .forEach(name -> all.put("tx_queue_0_" + name, 0L));
  }

  /// `-T`.
  static int timeStamping(Invocation invocation, NetDevice device) {
    invocation.out("Time stamping parameters for " + device.name() + ":");
    invocation.out("Capabilities:");
    if (device.kind() != DeviceKind.BRIDGE) {
      invocation.out("\tsoftware-transmit");
    }
    invocation.out("\tsoftware-receive");
    invocation.out("\tsoftware-system-clock");
    invocation.out("PTP Hardware Clock: none");
    invocation.out("Hardware Transmit Timestamp Modes: none");
    invocation.out("Hardware Receive Filter Modes: none");
    return 0;
  }
}
