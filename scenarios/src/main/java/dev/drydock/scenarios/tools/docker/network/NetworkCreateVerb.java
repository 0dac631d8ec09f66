package dev.drydock.scenarios.tools.docker.network;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.NetworkSpec;
import dev.drydock.drivers.engine.Networks;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker network create`.
public final class NetworkCreateVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    boolean hasIpv4 = call.client().knowsNetworksWithoutIpv4();
    Flags.Given given =
        new Flags(call.verb())
            .values("d|driver", "subnet", "gateway", "ip-range", "aux-address", "o|opt", "label")
            .values("ipam-driver", "ipam-opt", "scope", "config-from")
            .switches("internal", "ipv6", "attachable", "ingress", "config-only")
            .switches(hasIpv4 ? new String[] {"ipv4"} : new String[0])
            .read(call.arguments());
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    boolean isGiven = hasIpv4 && !given.all("ipv4").isEmpty();
    NetworkSpec.Flags flags =
        new NetworkSpec.Flags(
            given.has("internal"),
            given.has("attachable"),
            given.has("ingress"),
            isGiven ? given.has("ipv4") : null,
            given.all("ipv6").isEmpty() ? null : given.has("ipv6"));
    NetworkSpec spec =
        new NetworkSpec(
            given.words().get(0),
            given.last("driver", "bridge"),
            flags,
            given.last("ipam-driver", "default"),
            FlagValues.pairs(given.all("ipam-opt")),
            pools(given),
            FlagValues.pairs(given.all("opt")),
            FlagValues.pairs(given.all("label")));
    SwarmNode node = call.invocation().place().box().swarm();
    boolean isInSwarm = node != null && node.isActive();
    String scope = given.last("scope", "");
    if (scope.equals("local") && given.last("driver", "").equals("overlay")) {
      throw new EngineException("cannot downgrade network scope for overlay networks");
    }
    if (scope.equals("swarm") && !isInSwarm) {
      throw new EngineException("cannot create a swarm scoped network when swarm is not active");
    }
    call.out(create(call.engine().networks(), given, spec));
    return 0;
  }

  private static String create(Networks networks, Flags.Given given, NetworkSpec spec) {
    String from = given.last("config-from", "");
    if (!given.has("config-only")) {
      return from.isEmpty() ? networks.create(spec) : networks.createFrom(from, spec);
    }
    if (!from.isEmpty()) {
      throw new EngineException(
          "a configuration network cannot depend on another configuration network");
    }
    return networks.createConfiguration(spec);
  }

  /// One `--subnet` while its companions are found.
  private static final class Pool {
    final String subnet;
    final @Nullable IpPrefix prefix;
    String ipRange = "";
    String gateway = "";
    final Map<String, String> aux = new LinkedHashMap<>();

    Pool(String subnet) {
      this.subnet = subnet;
      this.prefix = IpPrefix.parseOrNull(subnet);
    }

    boolean overlaps(Pool other) {
      return prefix != null && other.prefix != null && prefix.overlaps(other.prefix);
    }

    boolean holds(String address) {
      int slash = address.indexOf('/');
      IpAddress parsed = IpAddress.parseOrNull(slash < 0 ? address : address.substring(0, slash));
      return prefix != null && parsed != null && prefix.contains(parsed);
    }
  }

  /// Ranges, gateways and auxiliary addresses go to the subnet that holds them (`consolidateIpam`).
  private static List<NetworkSpec.Pool> pools(Flags.Given given) throws Failure {
    List<Pool> pools = new ArrayList<>();
    for (String subnet : commas(given.all("subnet"))) {
      Pool pool = new Pool(subnet);
      if (pools.stream().anyMatch(pool::overlaps)) {
        throw new Failure("multiple overlapping subnet configuration is not supported", 1);
      }
      pools.add(pool);
    }
    for (String range : commas(given.all("ip-range"))) {
      Pool pool = find(pools, range, "no matching subnet for range " + range);
      pool.ipRange = range;
    }
    for (String gateway : commas(given.all("gateway"))) {
      Pool pool = find(pools, gateway, "no matching subnet for gateway " + gateway);
      pool.gateway = gateway;
    }
    for (Map.Entry<String, String> aux :
        FlagValues.pairs(commas(given.all("aux-address"))).entrySet()) {
      String address = aux.getValue();
      Pool pool = find(pools, address, "no matching subnet for aux-address " + address);
      pool.aux.put(aux.getKey(), address);
    }
    List<NetworkSpec.Pool> specs = new ArrayList<>();
    for (Pool pool : pools) {
      specs.add(new NetworkSpec.Pool(pool.subnet, pool.ipRange, pool.gateway, pool.aux));
    }
    return specs;
  }

  private static List<String> commas(List<String> values) {
    List<String> all = new ArrayList<>();
    for (String value : values) {
      all.addAll(List.of(value.split(",", -1)));
    }
    return all;
  }

  private static Pool find(List<Pool> pools, String address, String complaint) throws Failure {
    for (Pool pool : pools) {
      if (pool.holds(address)) {
        return pool;
      }
    }
    if (pools.isEmpty()) {
      throw new Failure("every ip-range or gateway must have a corresponding subnet", 1);
    }
    throw new Failure(complaint, 1);
  }
}
