package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.NetDevice;

/// What `ip -d link` shows of a kind of device and the model does not hold. The values of `lo`,
/// veth and bridges are recorded (Linux 6.18, iproute2 6.1); those of a card are virtio-net's.
///
/// @param mtuMin the smallest MTU the driver takes
/// @param mtuMax the largest MTU the driver takes, 0 for no limit
/// @param queues transmit and receive queues: a veth has one a CPU
/// @param tsoBytesMax what the driver can segment by itself
record LinkConstants(int mtuMin, int mtuMax, int queues, int tsoBytesMax) {
  private static final int TSO_BYTES_MAX = 524_280;
  private static final int TSO_LEGACY_BYTES_MAX = 65_536;

  static LinkConstants of(NetDevice device) {
    return switch (device.kind()) {
      case LOOPBACK -> new LinkConstants(0, 0, 1, TSO_BYTES_MAX);
      case VETH -> new LinkConstants(68, 65_535, device.softnet().kernel().cpus(), TSO_BYTES_MAX);
      case BRIDGE -> new LinkConstants(68, 65_535, 1, bridgeTsoBytes(device));
      case VXLAN -> new LinkConstants(68, 65_535, 1, TSO_LEGACY_BYTES_MAX);
      case MACVLAN -> new LinkConstants(68, lowerMtuMax(device), 1, lowerTsoBytes(device));
      case IPVLAN -> new LinkConstants(68, 65_535, 1, lowerTsoBytes(device));
      case VLAN -> new LinkConstants(0, 65_535, 1, lowerTsoBytes(device));
      case DUMMY -> new LinkConstants(0, 0, 1, TSO_LEGACY_BYTES_MAX);
      case PHYSICAL -> new LinkConstants(68, 65_535, 1, TSO_LEGACY_BYTES_MAX);
    };
  }

  /// `macvlan_common_newlink`.
  private static int lowerMtuMax(NetDevice device) {
    NetDevice lower = device.lower();
    return lower == null ? 65_535 : of(lower).mtuMax;
  }

  private static int lowerTsoBytes(NetDevice device) {
    NetDevice lower = device.lower();
    return lower == null ? TSO_LEGACY_BYTES_MAX : of(lower).tsoBytesMax;
  }

  /// A bridge takes its limit from its ports, the highest when the last one went
  /// (`br_set_gso_limits`).
  private static int bridgeTsoBytes(NetDevice device) {
    boolean isSet = device instanceof Bridge bridge && bridge.hasHadPorts();
    return isSet ? TSO_BYTES_MAX : TSO_LEGACY_BYTES_MAX;
  }

  /// Whether devices of a kind can be made by `ip link add`, and so tell their kind.
  static boolean tellsKind(DeviceKind kind) {
    return kind != DeviceKind.LOOPBACK && kind != DeviceKind.PHYSICAL;
  }

  String text(KernelBuild kernel) {
    return "numtxqueues "
        + queues
        + (kernel.has(KernelOption.RPS) ? " numrxqueues " + queues : "")
        + " gso_max_size 65536 gso_max_segs 65535 tso_max_size "
        + tsoBytesMax
        + " tso_max_segs 65535 gro_max_size 65536 ";
  }
}
