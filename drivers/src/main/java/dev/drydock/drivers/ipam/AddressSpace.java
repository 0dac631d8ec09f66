package dev.drydock.drivers.ipam;

import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.profile.SubnetChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which subnets are taken (libnetwork `ipam/allocator.go`, `ipams/defaultipam/address_space.go`).
public final class AddressSpace {
  private DefaultPools defaults;
  private final SubnetChoice choice;

  /// Subnet → who holds it; ordered by address.
  private final TreeMap<IpPrefix, Holders> taken = new TreeMap<>();

  /// For [SubnetChoice#MISPLACED]: what was given out.
  private final MisplacedSubnets misplaced = new MisplacedSubnets();

  /// For [SubnetChoice#ROTATING]: where the next search begins.
  private int nextIndex;

  /// An address space that is free.
  public AddressSpace(DefaultPools defaults, SubnetChoice choice) {
    this.defaults = defaults;
    this.choice = choice;
  }

  /// Other pools from now on; the search in them begins anew.
  public void setDefaults(DefaultPools newDefaults) {
    defaults = newDefaults;
    nextIndex = 0;
  }

  /// Those who hold a subnet: one for all of it, or several for different ranges of it.
  private record Holders(Pool first, List<Pool> pools) {}

  /// Takes a subnet, or shares one that others hold for other ranges of it.
  ///
  /// @param range where addresses come from; null for all of the subnet
  /// @return null when it overlaps one that is taken
  public @Nullable Pool take(IpPrefix subnet, @Nullable IpPrefix range) {
    Holders holders = taken.get(subnet);
    if (range == null) {
      return overlaps(subnet) ? null : holdInOrder(new Pool(subnet, null));
    }
    if (holders == null) {
      misplaced.insert(subnet);
      return hold(new Pool(subnet, range));
    }
    for (Pool other : holders.pools) {
      if (other.range().equals(range)) {
        return null;
      }
    }
    Pool pool = holders.first.sharing(range);
    holders.pools.add(pool);
    return pool;
  }

  private Pool holdInOrder(Pool pool) {
    misplaced.insert(pool.subnet());
    return hold(pool);
  }

  private Pool hold(Pool pool) {
    Holders twice = taken.get(pool.subnet()); // only as MISPLACED has it
    if (twice != null) {
      twice.pools.add(pool);
      return pool;
    }
    List<Pool> pools = new ArrayList<>();
    pools.add(pool);
    taken.put(pool.subnet(), new Holders(pool, pools));
    return pool;
  }

  private boolean overlaps(IpPrefix subnet) {
    return taken.keySet().stream().anyMatch(t -> t.overlaps(subnet));
  }

  /// Takes one of the default subnets.
  ///
  /// @param reserved prefixes the machine itself uses
  /// @return null when none is left
  public @Nullable Pool takeDefault(List<IpPrefix> reserved, boolean isV6) {
    if (isV6) {
      IpPrefix free =
          defaults.firstIpv6(s -> !overlaps(s) && reserved.stream().noneMatch(r -> r.overlaps(s)));
      return free == null ? null : hold(new Pool(free, null));
    }
    if (choice == SubnetChoice.MISPLACED) {
      IpPrefix next = misplaced.takeNext(defaults, reserved);
      return next == null ? null : hold(new Pool(next, null));
    }
    List<IpPrefix> subnets = defaults.subnets(false);
    for (int i = 0; i < subnets.size(); i++) {
      int index = choice == SubnetChoice.ROTATING ? (nextIndex + i) % subnets.size() : i;
      IpPrefix subnet = subnets.get(index);
      if (!overlaps(subnet) && reserved.stream().noneMatch(r -> r.overlaps(subnet))) {
        nextIndex = (index + 1) % subnets.size();
        return hold(new Pool(subnet, null));
      }
    }
    return null;
  }

  /// The first default subnet that does not overlap what the machine itself uses; it is not taken.
  public @Nullable IpPrefix firstDefault(List<IpPrefix> reserved) {
    for (IpPrefix subnet : defaults.subnets(false)) {
      if (reserved.stream().noneMatch(r -> r.overlaps(subnet))) {
        return subnet;
      }
    }
    return null;
  }

  /// Gives a subnet back.
  public void give(Pool pool) {
    Holders holders = taken.get(pool.subnet());
    if (holders != null && holders.pools.remove(pool) && holders.pools.isEmpty()) {
      taken.remove(pool.subnet());
      misplaced.remove(pool.subnet());
    }
  }
}
