package dev.drydock.scenarios.plan;

import dev.drydock.core.device.link.SwitchPort;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.model.Machine;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.text.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Plans the NICs of all machines and checks that their addresses go together.
final class NicPlanner {

  /// Linux: ETH_DATA_LEN.
  private static final int MTU_DEFAULT = 1500;

  /// The prefix that QEMU gives its guests; the rest comes from the names.
  private static final long MAC_PREFIX = 0x52_54_00_00_00_00L;

  private static final long MAC_SUFFIX_MASK = 0xff_ff_ffL;

  private final Diagnostics diagnostics;
  private final Set<MacAddress> macs = new HashSet<>();
  private final List<Owned> owned = new ArrayList<>();

  /// An address and who has it.
  private record Owned(String machine, String nic, String link, Located<IpPrefix> address) {}

  NicPlanner(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<NicPlan> plan(Machine machine) {
    var plans = new ArrayList<NicPlan>();
    for (var nic : machine.nics()) {
      plans.add(nic(machine.name().value(), nic));
    }
    return plans;
  }

  private NicPlan nic(String machine, Machine.Nic nic) {
    var name = nic.name().value();
    var link = nic.link();
    if (link == null) {
      diagnostics.error(
          nic.name().place(),
          machine + "'s NIC " + name + " is not plugged in",
          "give it a link: link: lan");
    }
    var linkName = link == null ? "" : link.value();
    for (var address : nic.addresses()) {
      owned.add(new Owned(machine, name, linkName, address));
    }
    checkGateways(machine, nic);
    return new NicPlan(
        name,
        kind(nic),
        linkName,
        mac(machine, nic),
        values(nic.addresses()),
        values(nic.gateways()),
        nic.mtu() == null ? MTU_DEFAULT : nic.mtu().value().intValue(),
        nic.port());
  }

  private static NicPlan.Kind kind(Machine.Nic nic) {
    var kind = nic.kind();
    return kind == null
        ? NicPlan.Kind.PHYSICAL
        : NicPlan.Kind.valueOf(kind.value().toUpperCase(Locale.ROOT));
  }

  private static <T> List<T> values(List<Located<T>> located) {
    return located.stream().map(Located::value).toList();
  }

  private void checkGateways(String machine, Machine.Nic nic) {
    var families = new LinkedHashSet<Boolean>();
    for (var gateway : nic.gateways()) {
      var address = gateway.value();
      if (nic.addresses().stream().noneMatch(own -> own.value().contains(address))) {
        diagnostics.error(
            gateway.place(),
            "the gateway "
                + address
                + " is in no subnet of "
                + machine
                + "'s "
                + nic.name().value(),
            "it must be a neighbour: an address of one of " + values(nic.addresses()));
      } else if (nic.addresses().stream().anyMatch(own -> own.value().address().equals(address))) {
        diagnostics.error(
            gateway.place(), "the gateway " + address + " is the NIC's own address", "");
      }
      if (!families.add(address.isV6())) {
        diagnostics.error(
            gateway.place(), "a second gateway of one family", "a NIC has one default route");
      }
    }
  }

  private MacAddress mac(String machine, Machine.Nic nic) {
    var given = nic.mac();
    if (given == null) {
      return chosenMac(machine + "/" + nic.name().value());
    }
    if (given.value().isMulticast() || given.value().bits() == 0) {
      diagnostics.error(
          given.place(),
          given.value() + " is not the address of one NIC",
          "its first octet must be even, and not all may be zero");
    } else if (!macs.add(given.value())) {
      diagnostics.error(
          given.place(), "two NICs have the MAC address " + given.value(), "change one of them");
    }
    return given.value();
  }

  /// Depends on the names alone (FNV-1a), so that adding a machine changes no other's address.
  private MacAddress chosenMac(String name) {
    var hash = 0x811c9dc5;
    for (var index = 0; index < name.length(); index++) {
      hash = (hash ^ name.charAt(index)) * 0x01000193;
    }
    var mac = new MacAddress(MAC_PREFIX | (hash & MAC_SUFFIX_MASK));
    while (!macs.add(mac)) {
      hash++;
      mac = new MacAddress(MAC_PREFIX | (hash & MAC_SUFFIX_MASK));
    }
    return mac;
  }

  NicPlan internetNic(String name, String link, List<IpPrefix> addresses) {
    return new NicPlan(
        name,
        NicPlan.Kind.PHYSICAL,
        link,
        chosenMac("internet/" + name),
        new ArrayList<>(new LinkedHashSet<>(addresses)),
        List.of(),
        MTU_DEFAULT,
        SwitchPort.PLAIN);
  }

  /// One address twice on a link or on a machine is a mistake; behind different routers it is not.
  void checkAddresses() {
    var byPlace = new HashMap<List<Object>, Owned>();
    for (var one : owned) {
      var address = one.address().value().address();
      var onLink = byPlace.putIfAbsent(List.of("link", one.link(), address), one);
      var onMachine = byPlace.putIfAbsent(List.of("machine", one.machine(), address), one);
      var other = onLink == null ? onMachine : onLink;
      if (other != null) {
        diagnostics.error(
            one.address().place(),
            "%s/%s and %s/%s have one address, %s"
                .formatted(other.machine(), other.nic(), one.machine(), one.nic(), address),
            "change one of them");
      }
    }
  }

  /// Where a NIC's link is written, by link name, the first one.
  static Map<String, List<Place>> linkUses(List<Machine> machines) {
    var uses = new LinkedHashMap<String, List<Place>>();
    for (var machine : machines) {
      for (var nic : machine.nics()) {
        var link = nic.link();
        if (link != null) {
          uses.computeIfAbsent(link.value(), name -> new ArrayList<>()).add(link.place());
        }
      }
    }
    return uses;
  }
}
