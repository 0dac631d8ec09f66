package dev.drydock.scenarios.model;

import dev.drydock.core.device.link.SwitchPort;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the switch port of a NIC.
final class PortDecoder {
  private static final int VLAN_MAX = 4094;

  /// What small switches hold; a guess.
  private static final int STATIONS_MAX = 8192;

  private final Diagnostics diagnostics;

  PortDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  SwitchPort port(Fields nic) {
    var entry = nic.fieldsOrEmpty("port", BlockKeys.PORT);
    var access = entry.number("access", 1, VLAN_MAX);
    var untagged = entry.number("native", 0, VLAN_MAX);
    List<Located<Integer>> trunk =
        entry.values("trunk", "a VLAN from 1 to " + VLAN_MAX, PortDecoder::vlan);
    if (access != null && (untagged != null || !trunk.isEmpty())) {
      diagnostics.error(
          access.place(),
          "a switch port is either an access port or a trunk",
          "leave out access, or trunk and native");
    }
    var macs = entry.number("macs", 0, STATIONS_MAX);
    return vlans(access, untagged, trunk)
        .reflecting(entry.isSet("reflect"))
        .withStations(macs == null ? 0 : macs.value().intValue());
  }

  private static SwitchPort vlans(
      @Nullable Located<Long> access,
      @Nullable Located<Long> untagged,
      List<Located<Integer>> trunk) {
    if (access != null) {
      return SwitchPort.access(access.value().intValue());
    }
    if (trunk.isEmpty() && untagged == null) {
      return SwitchPort.PLAIN;
    }
    int own = untagged == null ? 1 : untagged.value().intValue();
    return SwitchPort.trunk(own, trunk.stream().map(Located::value).toList());
  }

  private static @Nullable Integer vlan(String text) {
    if (!text.matches("\\d{1,4}")) {
      return null;
    }
    int vlan = Integer.parseInt(text);
    return vlan >= 1 && vlan <= VLAN_MAX ? vlan : null;
  }
}
