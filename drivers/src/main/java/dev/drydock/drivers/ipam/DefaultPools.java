package dev.drydock.drivers.ipam;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The subnets that networks without `--subnet` are made from, in order (libnetwork
/// `ipamutils/utils.go`).
///
/// @param blocks what they are cut from
public record DefaultPools(List<Block> blocks) {
  /// 31 subnets: 172.17 to 172.31 as /16, then sixteen /20 of 192.168.
  public static final DefaultPools LOCAL =
      new DefaultPools(
          List.of(
              block("172.17.0.0/16", 16),
              block("172.18.0.0/16", 16),
              block("172.19.0.0/16", 16),
              block("172.20.0.0/14", 16),
              block("172.24.0.0/14", 16),
              block("172.28.0.0/14", 16),
              block("192.168.0.0/16", 20)));

  /// The /24 of 10.0.0.0/8, for networks of a swarm.
  public static final DefaultPools GLOBAL = new DefaultPools(List.of(block("10.0.0.0/8", 24)));

  /// Subnets of IPv6 that are looked at in one block, all of a /48 cut into /64.
  private static final int TRIES_MAX = 65_536;

  /// Copies the list.
  public DefaultPools {
    blocks = List.copyOf(blocks);
  }

  /// A prefix cut into subnets.
  ///
  /// @param base what is cut
  /// @param size the length of the subnets' prefixes
  public record Block(IpPrefix base, int size) {
    /// Checks the size.
    public Block {
      if (size < base.length() || size > base.address().bits()) {
        throw new IllegalArgumentException("invalid pools size: " + size);
      }
    }

    /// The first subnet.
    IpPrefix first() {
      return new IpPrefix(base.first(), size);
    }
  }

  private static Block block(String base, int size) {
    return new Block(IpPrefix.parse(base), size);
  }

  /// Whether there is a block of IPv6.
  public boolean hasIpv6() {
    return blocks.stream().anyMatch(block -> block.base.isV6());
  }

  /// The same with the /64 of a prefix that is unique to a daemon: fd00::/8 and 40 bits
  /// (`deriveULABaseNetwork`).
  public DefaultPools withLocalIpv6(long globalId) {
    IpAddress base = new IpAddress((0xfdL << 56) | (globalId << 16), 0, true);
    List<Block> more = new ArrayList<>(blocks);
    more.add(new Block(new IpPrefix(base, 48), 64));
    return new DefaultPools(more);
  }

  /// The first subnet of IPv6 that fits. There are too many to list them.
  @Nullable IpPrefix firstIpv6(Predicate<IpPrefix> fits) {
    for (Block block : blocks) {
      if (!block.base.isV6()) {
        continue;
      }
      IpPrefix subnet = block.first();
      for (int i = 0; i < TRIES_MAX; i++) {
        if (fits.test(subnet)) {
          return subnet;
        }
        if (subnet.last().equals(block.base.last())) {
          break;
        }
        subnet = new IpPrefix(subnet.last().next(), block.size);
      }
    }
    return null;
  }

  /// The subnets of one address family, in order.
  List<IpPrefix> subnets(boolean isV6) {
    List<IpPrefix> subnets = new ArrayList<>();
    for (Block block : blocks) {
      if (block.base.isV6() != isV6) {
        continue;
      }
      IpPrefix subnet = block.first();
      while (true) {
        subnets.add(subnet);
        IpAddress last = subnet.last();
        if (last.equals(block.base.last())) {
          break;
        }
        subnet = new IpPrefix(last.next(), block.size);
      }
    }
    return subnets;
  }
}
