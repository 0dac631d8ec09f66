package dev.drydock.drivers.swarm;

import dev.drydock.core.device.KernelOption;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.firewall.SwarmRules;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.overlay.Peer;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.swarm.gossip.EndpointRecord;
import dev.drydock.drivers.swarm.gossip.ServiceRecord;
import dev.drydock.drivers.swarm.gossip.ServiceRecord.IngressPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The load balancers of one node: which services it knows, each of which takes a mark, and the
/// rules and servers for those with a virtual address in the balancers' sandboxes (libnetwork
/// `service_common.go`, `service_linux.go`).
final class ServiceBalancers {
  /// The first mark a node gives (`fwMarkCtr`).
  private static final int MARK_FIRST = 0x100;

  private final Engine engine;
  private final Map<Key, Balanced> known = new LinkedHashMap<>();
  private int nextMark = MARK_FIRST;

  ServiceBalancers(Engine engine) {
    this.engine = engine;
  }

  private record Key(String service, String network) {}

  /// A service on a network.
  private static final class Balanced {
    final int mark;
    ServiceRecord service;
    final Set<IpAddress> tasks = new LinkedHashSet<>();
    final Set<IpAddress> disabled = new LinkedHashSet<>();
    @Nullable Sandbox programmed;

    Balanced(int mark, ServiceRecord service) {
      this.mark = mark;
      this.service = service;
    }

    Set<IpAddress> of(EndpointRecord record) {
      return record.isDisabled() ? disabled : tasks;
    }
  }

  /// A task came or went.
  ///
  /// @param sandbox the balancer of its network here; null while the network is not in use
  void tell(EndpointRecord record, @Nullable Sandbox sandbox, boolean isThere) {
    ServiceRecord service = record.service();
    if (service == null) {
      return;
    }
    Key key = new Key(service.id(), record.peer().network());
    Balanced balanced = known.get(key);
    if (isThere) {
      if (balanced == null) {
        balanced = new Balanced(nextMark++, service);
        known.put(key, balanced);
      } else if (isRenewed(balanced.service, service)) {
        renew(balanced, service, sandbox);
      }
      balanced.of(record).add(record.peer().address());
      program(balanced, sandbox);
    } else if (balanced != null) {
      balanced.of(record).remove(record.peer().address());
      program(balanced, sandbox);
      if (balanced.tasks.isEmpty() && balanced.disabled.isEmpty()) {
        known.remove(key);
      }
    }
  }

  /// A balancer keeps the virtual address that it began with, or none.
  private static boolean isRenewed(ServiceRecord old, ServiceRecord service) {
    return old.vip() != null && service.vip() != null && !old.equals(service);
  }

  /// Sorts the endpoints of a network by service. Those without a name are not told of: balancers,
  /// and tasks that are not to be found.
  List<KnownService> services(String network, List<EndpointRecord> records) {
    Map<String, List<EndpointRecord>> byService = new TreeMap<>();
    for (EndpointRecord record : records) {
      ServiceRecord service = record.service();
      if (service == null && record.names().isEmpty()) {
        continue;
      }
      String name = service == null ? "" : service.name();
      byService.computeIfAbsent(name, n -> new ArrayList<>()).add(record);
    }
    List<KnownService> found = new ArrayList<>();
    byService.forEach((name, same) -> found.add(service(network, name, same)));
    return found;
  }

  private KnownService service(String network, String name, List<EndpointRecord> records) {
    List<KnownService.Member> members = new ArrayList<>();
    for (EndpointRecord each : records) {
      Peer peer = each.peer();
      String task = each.names().isEmpty() ? "" : each.names().getFirst();
      members.add(new KnownService.Member(task, peer.endpoint(), peer.address(), peer.tunnelEnd()));
    }
    ServiceRecord service = records.getFirst().service();
    if (service == null) {
      return new KnownService(name, null, List.of(), 0, members);
    }
    Balanced balanced = known.get(new Key(service.id(), network));
    List<String> ports = new ArrayList<>();
    for (IngressPort port : service.ports()) {
      ports.add("Target: " + port.target().port() + ", Publish: " + port.published());
    }
    int mark = balanced == null ? 0 : balanced.mark;
    return new KnownService(name, service.vip(), ports, mark, members);
  }

  /// A service was updated: what was made for it as it was goes.
  private void renew(Balanced balanced, ServiceRecord service, @Nullable Sandbox sandbox) {
    IpAddress vip = balanced.service.vip();
    if (sandbox != null && vip != null && balanced.programmed == sandbox) {
      configure(balanced, sandbox, vip, false);
      sandbox.namespace().ipv4().netfilter().virtualServices().remove(balanced.mark);
      balanced.programmed = null;
    }
    balanced.service = service;
  }

  /// A network is in use here from now on.
  void opened(String network, Sandbox sandbox) {
    for (Map.Entry<Key, Balanced> entry : new ArrayList<>(known.entrySet())) {
      if (entry.getKey().network().equals(network)) {
        program(entry.getValue(), sandbox);
      }
    }
  }

  /// Brings a balancer up to date.
  private void program(Balanced balanced, @Nullable Sandbox sandbox) {
    IpAddress vip = balanced.service.vip();
    boolean canBalance = engine.machine().softnet().kernel().has(KernelOption.IP_VS);
    if (sandbox == null || vip == null || !canBalance) {
      balanced.programmed = null; // without IPVS, not even the address is given (addLBBackend)
      return;
    }
    Netfilter netfilter = sandbox.namespace().ipv4().netfilter();
    if (balanced.tasks.isEmpty()) {
      if (balanced.programmed == sandbox) {
        configure(balanced, sandbox, vip, false);
        netfilter.virtualServices().remove(balanced.mark);
      }
      balanced.programmed = null;
      return;
    }
    var services = netfilter.virtualServices();
    if (balanced.programmed != sandbox) {
      services.add(balanced.mark);
      configure(balanced, sandbox, vip, true);
      balanced.programmed = sandbox;
    }
    List<Integer> wanted = balanced.tasks.stream().map(IpAddress::v4).toList();
    for (var server : services.servers(balanced.mark)) {
      if (!wanted.contains(server.address())) {
        services.removeServer(balanced.mark, server.address());
      }
    }
    wanted.forEach(address -> services.addServer(balanced.mark, address));
  }

  private void configure(Balanced balanced, Sandbox sandbox, IpAddress vip, boolean isThere) {
    Endpoint endpoint = sandbox.endpoints().getFirst();
    var own = endpoint.ipv4();
    var device = endpoint.attachment().device();
    if (own == null || device == null) {
      return;
    }
    var interfaces = sandbox.namespace().ipv4().interfaces();
    Ipv4Prefix single = new Ipv4Prefix(vip.v4(), 32);
    SwarmRules rules = new SwarmRules(sandbox.namespace().ipv4().netfilter());
    if (isThere) {
      interfaces.addAddress(device, single, 0);
      rules.translateBalanced(own, own.address());
    } else {
      interfaces.removeAddress(device, single);
    }
    rules.mark(vip, balanced.mark, isThere);
    for (IngressPort port : balanced.service.ports()) {
      ContainerPort published = new ContainerPort(port.published(), port.target().protocol());
      rules.mark(published, balanced.mark, isThere);
      publish(published, sandbox, isThere);
    }
  }

  /// Leads a port of the machine to the mesh's leg on docker_gwbridge.
  private void publish(ContainerPort port, Sandbox sandbox, boolean isThere) {
    var root = engine.machine().root();
    for (Endpoint endpoint : sandbox.endpoints()) {
      var address = endpoint.ipv4();
      if (endpoint.isWayOutOnly() && address != null && engine.config().iptables()) {
        root.sysctls().set("net.ipv4.conf.docker_gwbridge.route_localnet", "1");
        new SwarmRules(root.ipv4().netfilter())
            .publish(port, address.address(), engine.profile().ports().mesh(), isThere);
      }
    }
  }
}
