package dev.drydock.scenarios.tools.net;

import dev.drydock.core.ip.Neighbour;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import java.util.Locale;

/// A neighbour as `ip neigh` shows it (`print_neigh` of `ip/ipneigh.c`).
final class NeighbourText {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final IpContext context;
  private final boolean showsDevice;

  /// How neighbours are shown.
  ///
  /// @param showsDevice whether the device is named: not when one device was asked for
  NeighbourText(IpContext context, boolean showsDevice) {
    this.context = context;
    this.showsDevice = showsDevice;
  }

  String of(Neighbour neighbour) {
    String address = address(neighbour);
    String device = neighbour.device().name();
    String mac = neighbour.state().isValid() ? Mac.format(neighbour.mac()) : "";
    if (context.brief) {
      String start = String.format(Locale.ROOT, "%-39s ", address);
      return start + (showsDevice ? String.format(Locale.ROOT, "%-16s ", device) : "") + mac;
    }
    return address
        + " "
        + (showsDevice ? "dev " + device + " " : "")
        + (mac.isEmpty() ? "" : "lladdr " + mac + " ")
        + (neighbour.isRouter() ? "router " : "")
        + (context.statistics > 0 ? times(neighbour) : "")
        + neighbour.state().name()
        + " ";
  }

  /// The address in the text of its family.
  static String address(Neighbour neighbour) {
    return neighbour.isIpv6()
        ? neighbour.ipv6Address().toString()
        : Ipv4Address.format(neighbour.address());
  }

  private String times(Neighbour neighbour) {
    long now = context.nowNanos();
    return (neighbour.isPending() ? " ref 1" : "")
        + " used "
        + (now - neighbour.usedNanos()) / SECOND_NANOS
        + "/"
        + (now - neighbour.confirmedNanos()) / SECOND_NANOS
        + "/"
        + (now - neighbour.updatedNanos()) / SECOND_NANOS
        + "probes "
        + neighbour.probes()
        + " ";
  }
}
