package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.vxlan.VxlanConfig;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.device.vxlan.VxlanFdb;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Ipv4Address;

/// The part of `ip -d link` about a VXLAN device (`ip/iplink_vxlan.c`).
final class VxlanDetails {
  private VxlanDetails() {}

  static String of(VxlanDevice device) {
    VxlanConfig config = device.config();
    VxlanConfig.Flags flags = config.flags();
    StringBuilder text = new StringBuilder("id ").append(config.vni()).append(' ');
    int[] remotes = defaultRemotes(device);
    if (remotes.length > 0) {
      text.append("remote ").append(Ipv4Address.format(remotes[0])).append(' ');
    }
    if (config.local() != 0) {
      text.append("local ").append(Ipv4Address.format(config.local())).append(' ');
    }
    text.append("srcport ").append(config.sourcePorts().first()).append(' ');
    text.append(config.sourcePorts().end()).append(" dstport ").append(config.port()).append(' ');
    text.append(flags.learning() ? "" : "nolearning ");
    text.append(flags.proxy() ? "proxy " : "");
    text.append(flags.l2Miss() ? "l2miss " : "");
    text.append(flags.l3Miss() ? "l3miss " : "");
    if (config.tos() != 0) {
      text.append("tos ").append(config.tos() == 1 ? "inherit" : "0x%x".formatted(config.tos()));
      text.append(' ');
    }
    text.append("ttl ").append(config.ttl() == 0 ? "auto" : "" + config.ttl()).append(' ');
    text.append(config.dontFragment() ? "df set " : "");
    text.append("ageing ").append(device.fdb().ageingNanos() / Nanos.SECOND).append(' ');
    int most = device.fdb().most();
    text.append(most == 0 ? "" : "maxaddr " + most + " ");
    return text.append("udpcsum noudp6zerocsumtx noudp6zerocsumrx ").toString();
  }

  private static int[] defaultRemotes(VxlanDevice device) {
    long now = device.softnet().loop().nowNanos();
    for (VxlanFdb.Entry entry : device.fdb().entries(now)) {
      if (entry.mac() == VxlanFdb.ANY) {
        return entry.remotes();
      }
    }
    return new int[0];
  }
}
