package dev.drydock.drivers.ipam;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;

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
