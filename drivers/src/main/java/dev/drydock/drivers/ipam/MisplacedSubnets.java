package dev.drydock.drivers.ipam;

import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The list of subnets of engines 27.0.0 to 27.0.2 (`address_space.go`, mended in 27.0.3): who
/// looks for a free subnet walks along it and the default pools, and a subnet that fills a gap is
/// put one place too late. The gap is seen again, and the same subnet is given out once more.
final class MisplacedSubnets {
  private final List<IpPrefix> allocated = new ArrayList<>();

  /// Puts a subnet that was asked for where it belongs, as far as the list is in order.
  void insert(IpPrefix subnet) {
    int at = Collections.binarySearch(allocated, subnet);
    allocated.add(at < 0 ? -at - 1 : at, subnet);
  }

  /// Takes a subnet out, where a search finds it.
  void remove(IpPrefix subnet) {
    int at = Collections.binarySearch(allocated, subnet);
    if (at >= 0) {
      allocated.remove(at);
    }
  }

  /// Takes the first subnet of the default pools for which the walk finds room.
  ///
  /// @return null when there is none
  @Nullable IpPrefix takeNext(DefaultPools pools, List<IpPrefix> reserved) {
    Walk walk = new Walk(allocated, reserved);
    for (DefaultPools.Block block : pools.blocks()) {
      if (block.base().isV6()) {
        continue;
      }
      IpPrefix found = walk.roomIn(block);
      if (found != null) {
        allocated.add(walk.place, found);
        return found;
      }
    }
    return null;
  }

  /// A walk along what was given out and what the machine uses itself, as if both were in order.
  private static final class Walk {
    private final List<IpPrefix> allocated;
    private final List<IpPrefix> reserved;
    private int place;
    private int reservedPlace;

    Walk(List<IpPrefix> allocated, List<IpPrefix> reserved) {
      this.allocated = allocated;
      this.reserved = reserved.stream().sorted().toList();
    }

    private @Nullable IpPrefix peek() {
      IpPrefix one = place < allocated.size() ? allocated.get(place) : null;
      IpPrefix other = reservedPlace < reserved.size() ? reserved.get(reservedPlace) : null;
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.compareTo(other) <= 0 ? one : other;
    }

    private void advance(IpPrefix passed) {
      if (place < allocated.size() && allocated.get(place).equals(passed)) {
        place++;
      } else {
        reservedPlace++;
      }
    }

    /// The first room in a block; the walk is then one subnet further than it should be.
    @Nullable IpPrefix roomIn(DefaultPools.Block block) {
      IpPrefix before = null;
      IpPrefix next = peek();
      while (next != null) {
        boolean isInside = next.overlaps(block.base());
        if (!isInside && (before != null || block.base().compareTo(next) < 0)) {
          return candidate(block, before);
        }
        advance(next);
        if (isInside) {
          if (next.length() <= block.base().length()) {
            return null;
          }
          IpPrefix candidate = candidate(block, before);
          if (candidate != null && candidate.last().compareTo(next.first()) < 0) {
            return candidate;
          }
          if (next.last().equals(block.base().last())) {
            return null;
          }
          before = next;
        }
        next = peek();
      }
      return candidate(block, before);
    }

    /// What follows a subnet in a block, or its first one; null behind its end.
    private static @Nullable IpPrefix candidate(
        DefaultPools.Block block, @Nullable IpPrefix before) {
      if (before == null) {
        return block.first();
      }
      IpPrefix next = new IpPrefix(before.last().next(), block.size()).masked();
      return next.overlaps(block.base()) ? next : null;
    }
  }
}
