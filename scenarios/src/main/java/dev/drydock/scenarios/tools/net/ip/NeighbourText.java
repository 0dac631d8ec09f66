package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.JsonWriter;
import java.util.List;
import java.util.Locale;

/// A neighbour as `ip neigh` shows it (`print_neigh` of `ip/ipneigh.c`).
final class NeighbourText {
  private final IpContext context;
  private final boolean showsDevice;

  /// How neighbours are shown.
  ///
  /// @param showsDevice whether the device is named: not when one device was asked for
  NeighbourText(IpContext context, boolean showsDevice) {
    this.context = context;
    this.showsDevice = showsDevice;
  }

  Fields of(Neighbour neighbour) {
    Fields fields = new Fields();
    String address = address(neighbour);
    String device = neighbour.device().name();
    String mac = neighbour.state().isValid() ? Mac.format(neighbour.mac()) : "";
    fields.put("dst", address);
    fields.say(context.brief ? String.format(Locale.ROOT, "%-39s ", address) : address + " ");
    if (showsDevice) {
      fields.put("dev", device);
      String brief = String.format(Locale.ROOT, "%-16s ", device);
      fields.say(context.brief ? brief : "dev " + device + " ");
    }
    if (!mac.isEmpty()) {
      boolean isBrief = context.brief;
      fields.add("lladdr", mac, isBrief ? "" : "lladdr ", isBrief ? "" : " ");
    }
    if (context.brief) {
      return fields;
    }
    if (neighbour.isRouter()) {
      fields.say("router ").put("router", new JsonWriter.Literal("null"));
    }
    if (context.statistics > 0) {
      times(neighbour, fields);
    }
    return fields
        .say(neighbour.state().name() + " ")
        .put("state", List.of(neighbour.state().name()));
  }

  /// The address in the text of its family.
  static String address(Neighbour neighbour) {
    return neighbour.isIpv6()
        ? neighbour.ipv6Address().toString()
        : Ipv4Address.format(neighbour.address());
  }

  private void times(Neighbour neighbour, Fields fields) {
    long now = context.nowNanos();
    if (neighbour.isPending()) {
      fields.add("refcnt", 1, " ref ", "");
    }
    fields.add("used", (now - neighbour.usedNanos()) / Nanos.SECOND, " used ", "/");
    fields.add("confirmed", (now - neighbour.confirmedNanos()) / Nanos.SECOND, "", "/");
    fields.add("updated", (now - neighbour.updatedNanos()) / Nanos.SECOND, "", "");
    fields.add("probes", neighbour.probes(), "probes ", " ");
  }
}
