package dev.drydock.core.device;

/// What a device does for the stack above it, as far as frames show it (Linux `netdev_features_t`,
/// `ethtool -k`). Checksums are complete whatever is set here.
public final class Offloads {
  /// `rx-checksumming`.
  public static final int RX_CHECKSUM = 1;

  /// `tx-checksumming`.
  public static final int TX_CHECKSUM = 2;

  /// `scatter-gather`.
  public static final int SCATTER_GATHER = 4;

  /// `tx-tcp-segmentation`.
  public static final int TSO = 8;

  /// `tx-tcp-ecn-segmentation`.
  public static final int TSO_ECN = 0x10;

  /// `tx-tcp-mangleid-segmentation`.
  public static final int TSO_MANGLE_ID = 0x20;

  /// `tx-tcp6-segmentation`.
  public static final int TSO6 = 0x40;

  /// `generic-segmentation-offload`. TCP makes large segments without it too (`sk_setup_caps`).
  public static final int GSO = 0x80;

  /// `generic-receive-offload`.
  public static final int GRO = 0x100;

  /// `tx-scatter-gather-fraglist`; as those below, shown and without effect.
  public static final int FRAGMENT_LIST = 0x200;

  /// `tx-checksum-sctp`.
  public static final int SCTP_CHECKSUM = 0x400;

  /// `tx-udp-segmentation`.
  public static final int UDP_SEGMENTATION = 0x800;

  /// `tx-tcp-accecn-segmentation`, of Linux 6.18.
  public static final int TSO_ACCECN = 0x1000;

  /// What `tso` of ethtool stands for.
  public static final int ALL_TSO = TSO | TSO_ECN | TSO_MANGLE_ID | TSO6;

  /// Nothing that makes frames larger than those of a wire.
  static final int PLAIN =
      RX_CHECKSUM | TX_CHECKSUM | SCATTER_GATHER | FRAGMENT_LIST | SCTP_CHECKSUM | UDP_SEGMENTATION;

  private static final int NEEDED = TX_CHECKSUM | SCATTER_GATHER;

  private Offloads() {}

  /// What Linux sets for a new device. A veth merges nothing that comes in unless it is told to
  /// (`veth_disable_gro`).
  static int usual(DeviceKind kind) {
    int all = PLAIN | ALL_TSO | TSO_ACCECN | GSO;
    return kind == DeviceKind.VETH ? all : all | GRO;
  }

  /// What is in effect of what is wanted (`netdev_fix_features`): TSO needs checksums of the device
  /// and gathering, GSO needs gathering, UDP segmentation checksums.
  public static int effective(int wanted) {
    int now = wanted;
    if ((wanted & TX_CHECKSUM) == 0) {
      now &= ~UDP_SEGMENTATION;
    }
    if ((wanted & NEEDED) != NEEDED) {
      now &= ~ALL_TSO;
    }
    return (wanted & SCATTER_GATHER) == 0 ? now & ~GSO : now;
  }

  /// Whether a device with these features takes a large TCP segment whole.
  static boolean takesLarge(int wanted, boolean isV6) {
    int needed = NEEDED | (isV6 ? TSO6 : TSO);
    return (wanted & needed) == needed;
  }
}
