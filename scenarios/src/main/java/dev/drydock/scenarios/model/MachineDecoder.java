package dev.drydock.scenarios.model;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import java.util.ArrayList;
import java.util.List;

/// Reads an entry of `machines`.
final class MachineDecoder {

  /// if.h: IFNAMSIZ is 16 with the final zero.
  private static final int INTERFACE_NAME_MAX = 15;

  /// RFC 791: every host takes datagrams of 68 octets; the largest IP packet.
  private static final long MTU_MIN = 68;

  private static final long MTU_MAX = 65535;

  private static final List<String> KINDS = List.of("physical", "veth", "vmxnet3");

  private final Fields fields;
  private final Diagnostics diagnostics;

  MachineDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  Machine machine(Located<String> name) {
    return new Machine(
        name,
        fields.has("docker") ? new DaemonDecoder(fields, diagnostics).config() : null,
        nics(),
        fields.flag("forward"),
        fields.text("masquerade"),
        fields.values("nameservers", "an address such as 203.0.113.10", IpAddress::parseOrNull),
        fields.pairs("sysctls"),
        new ServeDecoder(diagnostics).serve(fields),
        new KernelDecoder(diagnostics).kernel(fields));
  }

  private List<Machine.Nic> nics() {
    var nics = new ArrayList<Machine.Nic>();
    var entries = fields.freeFields("nics");
    for (var key : entries.keys()) {
      if (!isInterfaceName(key.value())) {
        diagnostics.error(
            key.place(),
            "\"" + key.value() + "\" is not an interface name",
            "Linux takes 1 to 15 characters without blanks, '/' and ':'");
      }
      nics.add(nic(key, entries.fieldsOrEmpty(key.value(), BlockKeys.NIC)));
    }
    return nics;
  }

  /// The rules of net/core/dev.c, dev_valid_name.
  private static boolean isInterfaceName(String name) {
    return name.length() <= INTERFACE_NAME_MAX
        && name.matches("[^\\s/:]+")
        && !name.equals(".")
        && !name.equals("..");
  }

  private Machine.Nic nic(Located<String> key, Fields entry) {
    return new Machine.Nic(
        key,
        entry.value(
            "kind", "physical, veth or vmxnet3", text -> KINDS.contains(text) ? text : null),
        entry.text("link"),
        entry.value("mac", "a MAC address such as 08:00:27:00:01:29", MacAddress::parse),
        entry.values(
            "address", "an address with its prefix such as 192.168.0.10/24", IpPrefix::parseOrNull),
        entry.values("gateway", "an address such as 192.168.0.1", IpAddress::parseOrNull),
        entry.number("mtu", MTU_MIN, MTU_MAX),
        new PortDecoder(diagnostics).port(entry));
  }
}
