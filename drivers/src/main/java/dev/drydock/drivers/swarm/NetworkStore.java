package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Vxlan;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.AddressSpace;
import dev.drydock.drivers.ipam.Pool;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.SubnetRequest;
import dev.drydock.drivers.overlay.OverlayDriver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The networks of a swarm and what they are given: subnets and VXLAN identifiers, one after the
/// other (swarmkit `manager/allocator`, libnetwork `drivers/overlay/ovmanager`).
final class NetworkStore {
  /// The first identifier: those below are left to hand-made networks (`vxlanIDStart`).
  private static final int VNI_FIRST = 4096;

  private final Revisions revisions;
  private final SwarmIds ids;
  private final AddressSpace space;
  private final List<SwarmNetwork> networks = new ArrayList<>();
  private final TreeSet<Integer> vnis = new TreeSet<>();
  private int nextVni = VNI_FIRST;

  NetworkStore(Revisions revisions, SwarmIds ids, AddressSpace space) {
    this.revisions = revisions;
    this.ids = ids;
    this.space = space;
  }

  List<SwarmNetwork> all() {
    return List.copyOf(networks);
  }

  /// The network with this id or name; null when there is none.
  @Nullable SwarmNetwork find(String reference) {
    for (SwarmNetwork network : networks) {
      if (network.id().equals(reference)) {
        return network;
      }
    }
    for (SwarmNetwork network : networks) {
      if (network.name().equals(reference)) {
        return network;
      }
    }
    return null;
  }

  /// The network that published ports lead to; null when it was removed.
  @Nullable SwarmNetwork ingress() {
    return networks.stream().filter(SwarmNetwork::isIngress).findFirst().orElse(null);
  }

  SwarmNetwork create(NetworkConfig wanted) {
    check(wanted);
    List<SwarmNetwork.Range> ranges = new ArrayList<>();
    List<SubnetRequest> shown = new ArrayList<>();
    try {
      List<SubnetRequest> requests = wanted.ipam().subnets();
      if (requests.isEmpty()) {
        requests = List.of(new SubnetRequest(null, null, null, new LinkedHashMap<>()));
      }
      for (SubnetRequest request : requests) {
        SwarmNetwork.Range range = range(request);
        ranges.add(range);
        IpPrefix subnet = range.addresses().pool().subnet();
        shown.add(
            new SubnetRequest(subnet, request.ipRange(), range.gateway(), request.auxAddresses()));
      }
    } catch (EngineException e) {
      ranges.forEach(range -> space.give(range.addresses().pool()));
      throw e;
    }
    Map<String, String> options = new LinkedHashMap<>(wanted.options());
    options.put(OverlayDriver.VNI_LIST, vniList(options, ranges.size()));
    NetworkConfig.Ipam ipam =
        new NetworkConfig.Ipam(wanted.ipam().driver(), wanted.ipam().options(), false, shown);
    NetworkConfig config =
        new NetworkConfig(
            wanted.name(), wanted.driver(), wanted.flags(), ipam, options, wanted.labels());
    SwarmNetwork network =
        new SwarmNetwork(
            ids.next(), new SwarmNetwork.Spec(wanted, config), ranges, revisions.made());
    networks.add(network);
    return network;
  }

  /// There is one ingress network at most (swarmkit `manager/controlapi/network.go`).
  private void check(NetworkConfig wanted) {
    ServiceChecks.checkName(wanted.name());
    if (!wanted.flags().ingress()) {
      return;
    }
    if (wanted.flags().attachable()) {
      throw SwarmTexts.invalid("ingress network cannot be attachable");
    }
    SwarmNetwork known = ingress();
    if (known != null) {
      throw new EngineException(
          "rpc error: code = AlreadyExists desc = ingress network ("
              + known.id()
              + ") is already present");
    }
  }

  private SwarmNetwork.Range range(SubnetRequest request) {
    IpPrefix subnet = request.subnet();
    Pool pool =
        subnet == null
            ? space.takeDefault(List.of(), false)
            : space.take(subnet, request.ipRange());
    if (pool == null) {
      throw SwarmTexts.invalid("Pool overlaps with other one on this address space");
    }
    SerialPool addresses = new SerialPool(pool);
    IpAddress gateway = request.gateway();
    if (gateway == null) {
      gateway = addresses.takeNext();
    } else {
      addresses.take(gateway);
    }
    request.auxAddresses().values().forEach(addresses::take);
    return new SwarmNetwork.Range(addresses, gateway);
  }

  private String vniList(Map<String, String> options, int count) {
    String given = options.getOrDefault(OverlayDriver.VNI_LIST, "");
    List<String> list = new ArrayList<>();
    for (String word : given.split(",", -1)) {
      if (word.matches("\\d{1,8}")) {
        int vni = Integer.parseInt(word);
        if (!vnis.add(vni)) {
          throw new EngineException(
              "rpc error: code = Unknown desc = could not assign vxlan id " + vni);
        }
        list.add(word);
      }
    }
    while (list.size() < count) {
      list.add(Integer.toString(nextVni()));
    }
    return String.join(",", list);
  }

  private int nextVni() {
    while (!vnis.add(nextVni)) {
      nextVni = nextVni == Vxlan.VNI_MAX ? VNI_FIRST : nextVni + 1;
    }
    return nextVni++;
  }

  void remove(SwarmNetwork network) {
    networks.remove(network);
    network.ranges().forEach(range -> space.give(range.addresses().pool()));
    String list = network.config().options().getOrDefault(OverlayDriver.VNI_LIST, "");
    for (String word : list.split(",", -1)) {
      vnis.remove(Integer.parseInt(word));
    }
  }
}
