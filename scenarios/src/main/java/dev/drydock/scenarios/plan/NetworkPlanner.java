package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.compose.Network;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans the networks that services use, the implicit `default` among them.
final class NetworkPlanner {

  /// The key of the network that services without networks join.
  static final String DEFAULT = "default";

  /// Networks that every engine has; compose cannot make them.
  private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");

  private final Scenario scenario;
  private final Diagnostics diagnostics;

  NetworkPlanner(Scenario scenario) {
    this.scenario = scenario;
    this.diagnostics = scenario.diagnostics();
  }

  /// Every network of the file by key, used or not, and the implicit one.
  Map<String, NetworkPlan> plan() {
    var plans = new LinkedHashMap<String, NetworkPlan>();
    var isDeclared =
        scenario.file().networks().stream().anyMatch(n -> n.key().value().equals(DEFAULT));
    if (!isDeclared) {
      plans.put(DEFAULT, implicit());
    }
    var names = new LinkedHashMap<String, String>();
    for (var network : scenario.file().networks()) {
      var plan = network(network);
      plans.put(plan.key(), plan);
      checkName(network, plan, names);
    }
    return plans;
  }

  /// Those of them that services use, in the order of creation.
  static List<NetworkPlan> used(Map<String, NetworkPlan> all, List<Service> services) {
    var keys = new LinkedHashSet<String>();
    for (var service : services) {
      if (service.runs().isProvided()) {
        continue;
      }
      if (usesDefault(service)) {
        keys.add(DEFAULT);
      }
      service.joins().networks().forEach(each -> keys.add(each.key().value()));
    }
    return all.values().stream().filter(plan -> keys.contains(plan.key())).toList();
  }

  /// Whether a service joins the implicit network.
  static boolean usesDefault(Service service) {
    return service.joins().networkMode() == null && service.joins().networks().isEmpty();
  }

  private NetworkPlan implicit() {
    return new NetworkPlan(
        DEFAULT,
        scenario.project() + "_" + DEFAULT,
        "bridge",
        new NetworkPlan.Flags(false, true, false, false, false),
        DEFAULT,
        List.of(),
        Map.of(),
        labels(DEFAULT, Map.of()));
  }

  private NetworkPlan network(Network network) {
    var key = network.key().value();
    var switches = network.switches();
    return new NetworkPlan(
        key,
        realName(network),
        network.driver() == null ? "bridge" : network.driver().value(),
        new NetworkPlan.Flags(
            switches.internal(),
            isOn(switches.ipv4(), true),
            isOn(switches.ipv6(), false),
            switches.attachable(),
            switches.external()),
        network.ipamDriver() == null ? DEFAULT : network.ipamDriver().value(),
        new PoolPlanner(network, scenario).pools(),
        plain(network.options()),
        switches.external() ? Map.of() : labels(key, network.labels()));
  }

  private String realName(Network network) {
    var name = network.name();
    if (name != null) {
      return name.value();
    }
    var key = network.key().value();
    return network.switches().external() ? key : scenario.project() + "_" + key;
  }

  private static boolean isOn(@Nullable Located<Boolean> flag, boolean otherwise) {
    return flag == null ? otherwise : flag.value();
  }

  /// The values without their places.
  static Map<String, String> plain(Map<String, Located<String>> located) {
    var plain = new LinkedHashMap<String, String>();
    located.forEach((name, value) -> plain.put(name, value.value()));
    return plain;
  }

  private Map<String, String> labels(String key, Map<String, Located<String>> own) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("com.docker.compose.network", key);
    labels.put("com.docker.compose.project", scenario.project());
    labels.put("com.docker.compose.version", ComposeVersion.TEXT);
    labels.putAll(plain(own));
    return labels;
  }

  private void checkName(Network network, NetworkPlan plan, Map<String, String> names) {
    var place = network.name() == null ? network.key().place() : network.name().place();
    var isExternal = plan.flags().external();
    if (PREDEFINED.contains(plan.name()) && !isExternal) {
      diagnostics.error(
          place,
          "operation is not permitted on predefined " + plan.name() + " network",
          "give it another name, or external: true to use the engine's own");
    }
    var other = names.putIfAbsent(plan.name(), plan.key());
    if (other != null) {
      diagnostics.error(
          place,
          "network with name " + plan.name() + " already exists: it is networks." + other,
          "give one of them another name");
    }
  }

  /// Pools of one engine must not overlap. `used` in the order of creation.
  void checkOverlaps(List<NetworkPlan> used) {
    var earlier = new ArrayList<Taken>();
    for (var network : scenario.file().networks()) {
      var isUsed = used.stream().anyMatch(plan -> plan.key().equals(network.key().value()));
      if (!isUsed || network.switches().external()) {
        continue;
      }
      for (var entry : network.ipam()) {
        if (entry.subnet() != null) {
          checkOverlap(new Taken(network.key().value(), entry.subnet()), earlier);
        }
      }
    }
  }

  private record Taken(String key, Located<IpPrefix> subnet) {}

  private void checkOverlap(Taken taken, List<Taken> earlier) {
    for (var other : earlier) {
      if (other.subnet().value().overlaps(taken.subnet().value())) {
        diagnostics.error(
            Refuser.ENGINE,
            taken.subnet().place(),
            "invalid pool request: Pool overlaps with other one on this address space",
            "%s of networks.%s overlaps %s of networks.%s"
                .formatted(
                    taken.subnet().value(), taken.key(), other.subnet().value(), other.key()));
        return;
      }
    }
    earlier.add(taken);
  }
}
