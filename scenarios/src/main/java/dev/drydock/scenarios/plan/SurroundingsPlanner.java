package dev.drydock.scenarios.plan;

import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.model.DaemonConfig;
import dev.drydock.scenarios.model.DrydockBlock;
import dev.drydock.scenarios.model.Machine;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plans the machines: the file's own, or the home surroundings, and the internet.
final class SurroundingsPlanner {

  private static final String INTERNET = "internet";
  private static final String FORWARD = "net.ipv4.ip_forward";
  private static final String FORWARD_6 = "net.ipv6.conf.all.forwarding";

  private final DrydockBlock block;
  private final List<Machine> machines;
  private final Diagnostics diagnostics;
  private final NicPlanner nics;

  SurroundingsPlanner(DrydockBlock block, List<Machine> machines, Diagnostics diagnostics) {
    this.block = block;
    this.machines = machines;
    this.diagnostics = diagnostics;
    this.nics = new NicPlanner(diagnostics);
  }

  List<MachinePlan> plan() {
    var planned = new LinkedHashMap<String, List<NicPlan>>();
    for (var machine : machines) {
      planned.put(machine.name().value(), nics.plan(machine));
    }
    nics.checkAddresses();
    var internet = internet(planned);
    var plans = new ArrayList<MachinePlan>();
    for (var machine : machines) {
      plans.add(
          machine(machine, planned.getOrDefault(machine.name().value(), List.of()), internet));
    }
    if (internet != null) {
      plans.add(internet);
    }
    return plans;
  }

  private MachinePlan machine(
      Machine machine, List<NicPlan> itsNics, @Nullable MachinePlan internet) {
    return new MachinePlan(
        machine.name().value(),
        MachinePlan.Role.MACHINE,
        itsNics,
        masquerade(machine, itsNics),
        nameservers(machine, internet),
        sysctls(machine),
        machine.docker() == null ? null : docker(machine.docker()),
        machine.serve().stream().map(SurroundingsPlanner::withServer).toList(),
        kernel(machine.kernel()));
  }

  private @Nullable String masquerade(Machine machine, List<NicPlan> itsNics) {
    var wanted = machine.masquerade();
    if (wanted == null) {
      return null;
    }
    var names = itsNics.stream().map(NicPlan::name).toList();
    if (!names.contains(wanted.value())) {
      diagnostics.error(
          wanted.place(),
          machine.name().value() + " has no NIC \"" + wanted.value() + "\" to masquerade on",
          diagnostics.hint(wanted.value(), names));
    }
    return wanted.value();
  }

  private static List<IpAddress> nameservers(Machine machine, @Nullable MachinePlan internet) {
    var own = machine.nameservers().stream().map(Located::value).toList();
    return own.isEmpty() && internet != null
        ? List.of(internet.nics().getFirst().addresses().getFirst().address())
        : own;
  }

  private Map<String, String> sysctls(Machine machine) {
    var sysctls = new LinkedHashMap<String, String>();
    block.sysctls().forEach((key, value) -> sysctls.put(dotted(key), value.value()));
    machine.sysctls().forEach((key, value) -> sysctls.put(dotted(key), value.value()));
    var forward = machine.forward();
    if (forward != null) {
      sysctls.put(FORWARD, forward.value() ? "1" : "0");
      if (usesIpv6(machine)) {
        sysctls.put(FORWARD_6, forward.value() ? "1" : "0");
      }
    }
    return sysctls;
  }

  private static boolean usesIpv6(Machine machine) {
    return machine.nics().stream()
        .flatMap(nic -> nic.addresses().stream())
        .anyMatch(address -> address.value().address().isV6());
  }

  /// `net/ipv4/ip_forward` is `net.ipv4.ip_forward`, as for sysctl(8).
  private static String dotted(String key) {
    return key.indexOf('/') >= 0 ? key.replace('/', '.') : key;
  }

  private static DockerPlan docker(DaemonConfig config) {
    var pools =
        config.addressPools().stream()
            .map(pool -> new DockerPlan.AddressPool(pool.base(), pool.size()))
            .toList();
    return new DockerPlan(config.settings(), config.lists(), pools, config.networkOptions());
  }

  /// The programs of the recordings, where the file names none.
  static Serve withServer(Serve serve) {
    return switch (serve) {
      case Serve.Http http when http.server().isEmpty() ->
          new Serve.Http(http.port(), "busybox-httpd", http.files());
      case Serve.Dns dns when dns.server().isEmpty() ->
          new Serve.Dns(dns.port(), "dnsmasq", dns.hosts(), dns.local());
      default -> serve;
    };
  }

  /// A public gateway that no machine owns is the internet's.
  private @Nullable MachinePlan internet(Map<String, List<NicPlan>> planned) {
    var byLink = new LinkedHashMap<String, List<IpPrefix>>();
    var all = planned.values().stream().flatMap(List::stream).toList();
    for (var nic : all) {
      for (var gateway : nic.gateways()) {
        var owned = all.stream().anyMatch(other -> owns(other, gateway));
        if (!owned && !gateway.isLocalUse()) {
          var addresses = byLink.computeIfAbsent(nic.link(), link -> new ArrayList<>());
          addresses.add(new IpPrefix(gateway, prefixLength(nic, gateway)));
        }
      }
    }
    if (byLink.isEmpty() || planned.containsKey(INTERNET)) {
      return null;
    }
    var itsNics = new ArrayList<NicPlan>();
    byLink.forEach((link, addresses) ->
        itsNics.add(nics.internetNic("eth" + itsNics.size(), link, addresses)));
    return new MachinePlan(
        INTERNET,
        MachinePlan.Role.INTERNET,
        itsNics,
        null,
        List.of(),
        sysctlsOfInternet(),
        null,
        List.of(),
        kernel(null));
  }

  private KernelBuild kernel(@Nullable KernelBuild own) {
    KernelBuild common = block.kernel() == null ? KernelBuild.USUAL : block.kernel();
    return own == null ? common : own;
  }

  private Map<String, String> sysctlsOfInternet() {
    var sysctls = new LinkedHashMap<String, String>();
    block.sysctls().forEach((key, value) -> sysctls.put(dotted(key), value.value()));
    return sysctls;
  }

  private static boolean owns(NicPlan nic, IpAddress address) {
    return nic.addresses().stream().anyMatch(own -> own.address().equals(address));
  }

  private static int prefixLength(NicPlan nic, IpAddress gateway) {
    return nic.addresses().stream()
        .filter(own -> own.contains(gateway))
        .mapToInt(IpPrefix::length)
        .findFirst()
        .orElse(gateway.bits());
  }
}
