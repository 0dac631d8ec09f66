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

  /// Makes a network. It waits for its subnets where another one has them.
  SwarmNetwork create(NetworkConfig wanted) {
    check(wanted);
    List<SwarmNetwork.Range> ranges = ranges(wanted);
    SwarmNetwork network = new SwarmNetwork(ids.next(), wanted, revisions.made());
    networks.add(network);
    if (!ranges.isEmpty()) {
      revisions.allotted();
      allocate(network, ranges);
    }
    return network;
  }

  /// The subnets that a network is to have; none where others have one of them.
  private List<SwarmNetwork.Range> ranges(NetworkConfig wanted) {
    List<SwarmNetwork.Range> ranges = new ArrayList<>();
    for (SubnetRequest request : requests(wanted)) {
      SwarmNetwork.Range range = range(request);
      if (range == null) {
        ranges.forEach(each -> space.give(each.addresses().pool()));
        return List.of();
      }
      ranges.add(range);
    }
    return ranges;
  }

  private static List<SubnetRequest> requests(NetworkConfig wanted) {
    List<SubnetRequest> requests = wanted.ipam().subnets();
    return requests.isEmpty()
        ? List.of(new SubnetRequest(null, null, null, new LinkedHashMap<>()))
        : requests;
  }

  private void allocate(SwarmNetwork network, List<SwarmNetwork.Range> ranges) {
    NetworkConfig wanted = network.asked();
    List<SubnetRequest> shown = new ArrayList<>();
    List<SubnetRequest> requests = requests(wanted);
    for (int i = 0; i < ranges.size(); i++) {
      SwarmNetwork.Range range = ranges.get(i);
      IpPrefix subnet = range.addresses().pool().subnet();
      SubnetRequest request = requests.get(i);
      shown.add(
          new SubnetRequest(subnet, request.ipRange(), range.gateway(), request.auxAddresses()));
    }
    Map<String, String> options = new LinkedHashMap<>(wanted.options());
    options.put(OverlayDriver.VNI_LIST, vniList(options, ranges.size()));
    NetworkConfig.Ipam ipam =
        new NetworkConfig.Ipam(wanted.ipam().driver(), wanted.ipam().options(), false, shown);
    network.allocate(
        new NetworkConfig(
            wanted.name(), wanted.driver(), wanted.flags(), ipam, options, wanted.labels()),
        ranges);
  }

  /// Something is free: networks that wait look again, the oldest first.
  ///
  /// @return those that wait no longer
  List<SwarmNetwork> retry() {
    List<SwarmNetwork> allocated = new ArrayList<>();
    for (SwarmNetwork network : networks) {
      List<SwarmNetwork.Range> ranges = network.isAllocated() ? List.of() : ranges(network.asked());
      if (!ranges.isEmpty()) {
        allocate(network, ranges);
        allocated.add(network);
      }
    }
    return allocated;
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

  private SwarmNetwork.@Nullable Range range(SubnetRequest request) {
    IpPrefix subnet = request.subnet();
    Pool pool =
        subnet == null
            ? space.takeDefault(List.of(), false)
            : space.take(subnet, request.ipRange());
    if (pool == null) {
      return null;
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
    if (!network.isAllocated()) {
      return;
    }
    network.ranges().forEach(range -> space.give(range.addresses().pool()));
    String list = network.config().options().getOrDefault(OverlayDriver.VNI_LIST, "");
    for (String word : list.split(",", -1)) {
      vnis.remove(Integer.parseInt(word));
    }
  }
}
