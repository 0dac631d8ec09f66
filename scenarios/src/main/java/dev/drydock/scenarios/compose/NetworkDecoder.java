package dev.drydock.scenarios.compose;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads one entry of the top-level `networks`.
final class NetworkDecoder {

  private final Fields fields;
  private final Diagnostics diagnostics;

  NetworkDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  Network network(Located<String> key) {
    var ipam = fields.fields("ipam", ComposeKeys.IPAM);
    var external = external();
    var name = fields.text("name");
    return new Network(
        key,
        name == null ? externalName() : name,
        fields.text("driver"),
        new Network.Switches(
            external,
            fields.isSet("internal"),
            fields.flag("enable_ipv4"),
            fields.flag("enable_ipv6"),
            fields.isSet("attachable")),
        ipam == null ? null : ipam.text("driver"),
        ipam == null ? List.of() : ipamEntries(ipam),
        fields.pairs("driver_opts"),
        fields.pairs("labels"),
        fields.node(ComposeKeys.DRYDOCK));
  }

  /// `external: true`, or the old `external: { name: N }`; nothing but a name may stand beside it.
  private boolean external() {
    var isOldForm = fields.node("external") instanceof Node.Mapping;
    if (!isOldForm && !fields.isSet("external")) {
      return false;
    }
    for (var other : ComposeKeys.NETWORK.all()) {
      if (fields.has(other) && !other.equals("external") && !other.equals("name")) {
        diagnostics.error(
            fields.place(),
            fields.path() + ": conflicting parameters \"external\" and \"" + other + "\" specified",
            "an external network is only named; whoever made it chose the rest");
      }
    }
    return true;
  }

  private @Nullable Located<String> externalName() {
    if (fields.node("external") instanceof Node.Mapping old) {
      return new Fields(old, fields.pathOf("external"), diagnostics).text("name");
    }
    return null;
  }

  private List<Network.IpamEntry> ipamEntries(Fields ipam) {
    var entries = new ArrayList<Network.IpamEntry>();
    for (var node : ipam.list("config")) {
      var path = ipam.pathOf("config");
      if (node instanceof Node.Mapping mapping) {
        var entry = new Fields(mapping, path, diagnostics).checkKeys(ComposeKeys.IPAM_ENTRY);
        entries.add(ipamEntry(entry));
      } else {
        diagnostics.error(
            node.place(),
            path + " must hold mappings, not " + node.describe(),
            "write - subnet: 172.28.0.0/16");
      }
    }
    return entries;
  }

  private static Network.IpamEntry ipamEntry(Fields entry) {
    return new Network.IpamEntry(
        entry.place(),
        given(entry, "subnet", "a subnet such as 172.28.0.0/16", IpPrefix::parseOrNull),
        given(entry, "ip_range", "a range such as 172.28.5.0/24", IpPrefix::parseOrNull),
        given(entry, "gateway", "an address such as 172.28.0.1", IpAddress::parseOrNull),
        auxAddresses(entry));
  }

  /// A value that counts as missing where it is empty, as of `${SUBNET}` that nobody set
  /// (docker/compose `pkg/compose/create.go`, `parseIPAMPool`).
  private static <T> @Nullable Located<T> given(
      Fields entry, String key, String kind, Function<String, @Nullable T> parser) {
    boolean isEmpty = entry.node(key) instanceof Node.Scalar scalar && scalar.text().isEmpty();
    return isEmpty ? null : entry.value(key, kind, parser);
  }

  private static Map<String, Located<IpAddress>> auxAddresses(Fields entry) {
    var addresses = new LinkedHashMap<String, Located<IpAddress>>();
    var aux = entry.freeFields("aux_addresses");
    for (var key : aux.keys()) {
      var address = aux.value(key.value(), "an address such as 172.28.0.9", IpAddress::parseOrNull);
      if (address != null) {
        addresses.put(key.value(), address);
      }
    }
    return addresses;
  }
}
