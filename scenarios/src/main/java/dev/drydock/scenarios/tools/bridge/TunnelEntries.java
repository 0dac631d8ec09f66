package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.device.vxlan.VxlanFdb;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.List;

/// The entries of a VXLAN device as `bridge fdb` shows them.
final class TunnelEntries {
  private TunnelEntries() {}

  /// The lines.
  ///
  /// @param where names the device, unless the user did
  static List<String> of(Invocation invocation, VxlanDevice device, String where) {
    List<String> lines = new ArrayList<>();
    Netns here = invocation.place().namespace();
    String home = device.home() == here ? "" : " link-netnsid " + here.idOf(device.home());
    for (VxlanFdb.Entry entry : device.fdb().entries(invocation.lab().loop().nowNanos())) {
      for (int remote : entry.remotes()) {
        lines.add(
            Mac.format(entry.mac())
                + where
                + " dst "
                + Ipv4Address.format(remote)
                + home
                + " self "
                + (entry.isPermanent() ? "permanent" : ""));
      }
    }
    return lines;
  }
}
