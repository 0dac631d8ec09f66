package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.compose.Network;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans the address pools of one network. Errors are those of moby's `ValidateIPAM`.
final class PoolPlanner {

  private final Network network;
  private final Diagnostics diagnostics;

  PoolPlanner(Network network, Scenario scenario) {
    this.network = network;
    this.diagnostics = scenario.diagnostics();
  }

  List<NetworkPlan.Pool> pools() {
    var pools = new ArrayList<NetworkPlan.Pool>();
    for (var entry : network.ipam()) {
      check(entry);
      var aux = new LinkedHashMap<String, IpAddress>();
      entry.auxAddresses().forEach((name, address) -> aux.put(name, address.value()));
      pools.add(
          new NetworkPlan.Pool(
              valueOf(entry.subnet()), valueOf(entry.ipRange()), valueOf(entry.gateway()), aux));
    }
    return pools;
  }

  private static <T> @Nullable T valueOf(@Nullable Located<T> located) {
    return located == null ? null : located.value();
  }

  private void check(Network.IpamEntry entry) {
    var subnet = entry.subnet();
    if (subnet == null) {
      checkNothingElse(entry);
      return;
    }
    checkMasked("subnet", subnet);
    if (entry.ipRange() != null) {
      checkRange(entry.ipRange(), subnet.value());
    }
    if (entry.gateway() != null) {
      checkAddress("gateway " + entry.gateway().value(), entry.gateway(), subnet.value());
    }
    entry
        .auxAddresses()
        .forEach((name, aux) -> checkAddress("auxiliary address " + name, aux, subnet.value()));
  }

  private void checkRange(Located<IpPrefix> range, IpPrefix subnet) {
    checkMasked("ip-range", range);
    if (range.value().length() < subnet.length()) {
      diagnostics.error(
          Refuser.ENGINE,
          range.place(),
          "invalid ip-range %s: CIDR block is bigger than its parent subnet %s"
              .formatted(range.value(), subnet),
          "choose a part of " + subnet);
    } else if (!subnet.contains(range.value())) {
      diagnostics.error(
          Refuser.ENGINE,
          range.place(),
          "invalid ip-range %s: parent subnet %s doesn't contain ip-range"
              .formatted(range.value(), subnet),
          "choose a part of " + subnet);
    }
  }

  private void checkAddress(String what, Located<IpAddress> address, IpPrefix subnet) {
    if (!subnet.contains(address.value())) {
      diagnostics.error(
          Refuser.ENGINE,
          address.place(),
          "invalid %s: parent subnet %s doesn't contain this address".formatted(what, subnet),
          "choose an address of " + subnet.masked());
    }
  }

  private void checkNothingElse(Network.IpamEntry entry) {
    if (entry.ipRange() != null || entry.gateway() != null || !entry.auxAddresses().isEmpty()) {
      diagnostics.error(
          Refuser.ENGINE,
          entry.place(),
          "every ip-range or gateway must have a corresponding subnet",
          "add a subnet to networks." + network.key().value() + ".ipam.config");
    }
  }

  private void checkMasked(String what, Located<IpPrefix> written) {
    var subnet = written.value().masked();
    if (!subnet.equals(written.value())) {
      diagnostics.error(
          Refuser.ENGINE,
          written.place(),
          "invalid " + what + " " + written.value() + ": it should be " + subnet,
          "a subnet begins with its network address");
    }
  }
}
