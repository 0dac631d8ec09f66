package dev.drydock.drivers.network;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.AddressSpace;
import dev.drydock.drivers.ipam.Pool;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.MacPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives networks their subnets and endpoints their addresses (libnetwork `ipamAllocate`).
final class AddressPlan {
  private static final String IN_USE = "Address already in use";

  /// From here on an IPv4 subnet has no address between its first and its last.
  private static final int SMALL_BITS = 31;

  /// What is left of an IPv6 address is as long as a MAC.
  private static final int MAC_PREFIX_BITS_MAX = 80;

  private final AddressSpace space;
  private final HostPrefixes host;
  private final EngineProfile profile;

  AddressPlan(AddressSpace space, HostPrefixes host, EngineProfile profile) {
    this.space = space;
    this.host = host;
    this.profile = profile;
  }

  /// Gives a network its subnets.
  ///
  /// @throws EngineException with nothing taken
  void allocate(Network network) {
    NetworkConfig config = network.config();
    if (!network.driver().hasAddresses() || config.ipam().driver().equals("null")) {
      return;
    }
    try {
      for (SubnetRequest request : requests(config, false)) {
        network.addSubnet(subnet(request, false, network));
      }
      for (SubnetRequest request : requests(config, true)) {
        network.addSubnet(subnet(request, true, network));
      }
    } catch (EngineException e) {
      release(network);
      throw e;
    }
  }

  /// What the engine makes of a network of before when it starts: all its subnets and gateways
  /// count as asked for, so that an address may be asked for too (libnetwork `reservePools`, which
  /// left that with 29).
  void reread(Network network) {
    List<SubnetRequest> known = new ArrayList<>();
    for (Subnet subnet : network.subnets()) {
      IpPrefix range = null;
      for (SubnetRequest request : network.config().ipam().subnets()) {
        IpPrefix asked = request.subnet();
        if (asked != null && asked.masked().equals(subnet.prefix())) {
          range = request.ipRange();
        }
      }
      known.add(new SubnetRequest(subnet.prefix(), range, subnet.gateway(), subnet.auxAddresses()));
    }
    if (!known.isEmpty()) {
      network.setConfig(network.config().withSubnets(known));
    }
  }

  private static List<SubnetRequest> requests(NetworkConfig config, boolean isV6) {
    if (!(isV6 ? config.flags().ipv6() : config.flags().ipv4())) {
      return List.of();
    }
    List<SubnetRequest> requests = new ArrayList<>();
    for (SubnetRequest request : config.ipam().subnets()) {
      IpPrefix subnet = request.subnet();
      if (subnet == null ? !isV6 : subnet.isV6() == isV6) {
        requests.add(request);
      }
    }
    return requests.isEmpty() ? List.of(new SubnetRequest(null, null, null, Map.of())) : requests;
  }

  private Subnet subnet(SubnetRequest request, boolean isV6, Network network) {
    Pool pool = pool(request, isV6);
    try {
      IpAddress gateway = gateway(request, pool, network);
      Map<String, IpAddress> auxiliary = new LinkedHashMap<>();
      request
          .auxAddresses()
          .forEach((name, address) -> {
            takeAuxiliary(pool, name, address);
            auxiliary.put(name, address);
          });
      return new Subnet(pool, gateway, auxiliary);
    } catch (EngineException e) {
      space.give(pool);
      throw e;
    }
  }

  private Pool pool(SubnetRequest request, boolean isV6) {
    IpPrefix subnet = request.subnet();
    if (subnet == null) {
      if (request.ipRange() != null) {
        throw new EngineException(
            "failed to parse pool request for address space \"LocalDefault\" pool \"\" subpool \""
                + request.ipRange()
                + "\": "
                + profile.texts().network().invalidSubPool());
      }
      Pool pool = space.takeDefault(host.reserved(), isV6);
      if (pool == null) {
        throw new EngineException(profile.texts().noDefaultPool(isV6));
      }
      return pool;
    }
    Pool pool = space.take(subnet.masked(), request.ipRange());
    if (pool == null) {
      throw new EngineException(profile.texts().network().overlap());
    }
    return pool;
  }

  private @Nullable IpAddress gateway(SubnetRequest request, Pool pool, Network network) {
    IpAddress wanted = request.gateway();
    if (wanted != null) {
      if (!pool.take(wanted)) {
        throw new EngineException("failed to allocate gateway (" + wanted + "): " + IN_USE);
      }
      return wanted;
    }
    if (!network.driver().takesGateway(network.config(), pool.subnet().isV6())) {
      return null;
    }
    boolean isTooSmall =
        profile.addressing().gatewayIsInside()
            && !pool.subnet().isV6()
            && pool.subnet().length() >= SMALL_BITS;
    IpAddress lowest = isTooSmall ? null : pool.takeLowest();
    if (lowest == null) {
      throw new EngineException(
          "failed to allocate gateway (): No available addresses on this pool");
    }
    return lowest;
  }

  private static void takeAuxiliary(Pool pool, String name, IpAddress address) {
    String pair = "(" + name + ":" + address + ")";
    if (!pool.subnet().contains(address)) {
      throw new EngineException(
          "auxiliary address: " + pair + " must belong to the master pool: " + pool.subnet());
    }
    if (!pool.take(address)) {
      throw new EngineException("failed to allocate secondary ip address " + pair + ": " + IN_USE);
    }
  }

  /// Gives the subnets of a network back.
  void release(Network network) {
    if (network.driver().scope() == DataScope.SWARM) {
      return; // its subnets are the swarm's
    }
    for (Subnet subnet : network.subnets()) {
      IpAddress gateway = subnet.gateway();
      if (gateway != null) {
        subnet.pool().give(gateway);
      }
      subnet.auxAddresses().values().forEach(subnet.pool()::give);
      space.give(subnet.pool());
    }
  }

  /// Gives an endpoint its addresses. Where there is none for IPv6, that for IPv4 stays taken until
  /// the network goes: what gives it back is set up later (libnetwork `createEndpoint`; seen with
  /// 20.10.24 and 28.5.2).
  ///
  /// @throws EngineException if one is missing
  void allocate(Endpoint endpoint, Sandbox sandbox) {
    Network network = endpoint.network();
    if (network.ipv4() != null) {
      endpoint.setAddress(address(network, endpoint.request().ipv4(), false));
    }
    Subnet ipv6 = network.ipv6();
    boolean looks = profile.givesIpv6OnlyWhereItIsOn();
    if (ipv6 != null && !(looks && !sandbox.hasIpv6())) {
      IpAddress wanted = endpoint.request().ipv6();
      if (wanted == null && network.isDefault()) {
        wanted = fromMac(endpoint, ipv6.prefix());
      }
      endpoint.setAddress(address(network, wanted, true));
    }
  }

  /// On the default network, engines that make MACs of IPv4 addresses make IPv6 addresses of MACs
  /// where the prefix leaves room for one (daemon `deferIPv6Alloc`).
  private @Nullable IpAddress fromMac(Endpoint endpoint, IpPrefix prefix) {
    IpPrefix ipv4 = endpoint.ipv4();
    if (profile.links().containerMac() != MacPolicy.FROM_IPV4
        || prefix.length() > MAC_PREFIX_BITS_MAX
        || ipv4 == null) {
      return null;
    }
    long given = endpoint.request().mac();
    long mac = given != 0 ? given : MacPolicy.of(ipv4.address().v4());
    IpAddress first = prefix.masked().address();
    return new IpAddress(first.high(), first.low() | mac, true);
  }

  private IpPrefix address(Network network, @Nullable IpAddress wanted, boolean isV6) {
    for (Subnet subnet : network.subnets()) {
      IpPrefix prefix = subnet.prefix();
      if (prefix.isV6() != isV6 || (wanted != null && !prefix.contains(wanted))) {
        continue;
      }
      if (wanted != null) {
        if (subnet.pool().isExhausted()) { // comes first (libnetwork `ipam.getAddress`)
          throw new EngineException("No available addresses on this pool");
        }
        if (!subnet.pool().take(wanted)) {
          throw new EngineException(IN_USE);
        }
        return new IpPrefix(wanted, prefix.length());
      }
      IpAddress lowest = subnet.pool().takeLowest();
      if (lowest != null) {
        return new IpPrefix(lowest, prefix.length());
      }
    }
    if (wanted != null) {
      throw new EngineException(
          "Invalid address " + wanted + ": It does not belong to any of this network's subnets");
    }
    throw network.exhausted(isV6);
  }

  /// Gives the addresses of an endpoint back.
  void release(Endpoint endpoint) {
    give(endpoint.network(), endpoint.ipv4());
    give(endpoint.network(), endpoint.ipv6());
  }

  private static void give(Network network, @Nullable IpPrefix address) {
    if (address == null) {
      return;
    }
    for (Subnet subnet : network.subnets()) {
      if (subnet.prefix().contains(address.address())) {
        subnet.pool().give(address.address());
        return;
      }
    }
  }
}
