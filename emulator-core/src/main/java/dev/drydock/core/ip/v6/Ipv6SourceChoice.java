package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.Ipv6;
import org.jspecify.annotations.Nullable;

/// The choice of a source address (RFC 6724 section 5; Linux `ipv6_dev_get_saddr`). Rules about
/// home and temporary addresses are left out, as there are none.
final class Ipv6SourceChoice {
  /// Scopes as in multicast addresses; `::1` counts as on the link (`__ipv6_addr_type`).
  private static final int LINK = 2;

  private static final int GLOBAL = 14;

  private Ipv6SourceChoice() {}

  /// The best address towards the destination of a flow.
  ///
  /// @param device the one it leaves by
  /// @return null when there is none
  static @Nullable Ipv6InterfaceAddress choose(
      Ipv6Interfaces interfaces, @Nullable NetDevice device, Ipv6Flow flow) {
    boolean near = Ipv6.isMulticast(flow.destinationHigh) || Ipv6.isLinkLocal(flow.destinationHigh);
    Ipv6InterfaceAddress best = null;
    for (Ipv6Interface in : interfaces.on(near ? device : null)) {
      for (Ipv6InterfaceAddress candidate : in.addresses()) {
        boolean usable = !candidate.isTentative() && !in.config().disableIpv6;
        if (usable && (best == null || isBetter(candidate, best, flow, device))) {
          best = candidate;
        }
      }
    }
    return best;
  }

  private static boolean isBetter(
      Ipv6InterfaceAddress candidate,
      Ipv6InterfaceAddress best,
      Ipv6Flow flow,
      @Nullable NetDevice device) {
    long high = flow.destinationHigh;
    long low = flow.destinationLow;
    // Rule 1: the destination itself.
    int same = compare(isSame(candidate, high, low), isSame(best, high, low));
    if (same != 0) {
      return same > 0;
    }
    // Rule 2: the narrowest scope that reaches the destination.
    int scope = scopeScore(candidate, high) - scopeScore(best, high);
    if (scope != 0) {
      return scope > 0;
    }
    // Rule 3: one that is not deprecated.
    int preferred = compare(best.isDeprecated(), candidate.isDeprecated());
    if (preferred != 0) {
      return preferred > 0;
    }
    // Rule 5: an address of the outgoing device.
    int outgoing = compare(isOn(candidate, device), isOn(best, device));
    if (outgoing != 0) {
      return outgoing > 0;
    }
    // Rule 6: the destination's label.
    int label = label(high, low);
    int labelled = compare(labelOf(candidate) == label, labelOf(best) == label);
    if (labelled != 0) {
      return labelled > 0;
    }
    // Rule 8: the longest prefix in common, within the prefix of the address.
    return common(candidate, high, low) > common(best, high, low);
  }

  private static int compare(boolean one, boolean other) {
    return (one ? 1 : 0) - (other ? 1 : 0);
  }

  private static boolean isSame(Ipv6InterfaceAddress address, long high, long low) {
    return address.address().high() == high && address.address().low() == low;
  }

  private static boolean isOn(Ipv6InterfaceAddress address, @Nullable NetDevice device) {
    return address.owner().device() == device;
  }

  /// Scopes have numbers that grow with their reach: a scope that is wide enough is the better the
  /// narrower, one that is not the better the wider (`ipv6_saddr_scope`).
  private static int scopeScore(Ipv6InterfaceAddress address, long destinationHigh) {
    int reach = address.scope() == Scope.HOST ? LINK : reach(address.address().high());
    int wanted = reach(destinationHigh);
    return reach >= wanted ? -reach : reach - 128;
  }

  private static int reach(long high) {
    if (Ipv6.isMulticast(high)) {
      return (int) (high >>> 48) & 0xf;
    }
    return Ipv6.isLinkLocal(high) ? LINK : GLOBAL;
  }

  private static int labelOf(Ipv6InterfaceAddress address) {
    return label(address.address().high(), address.address().low());
  }

  /// The labels of RFC 6724 section 2.1, as the kernel has them (`addrlabel.c`).
  private static int label(long high, long low) {
    int first = (int) (high >>> 48);
    if (high == 0 && low == 1) {
      return 0;
    }
    if (high == 0) {
      return (low >>> 32) == 0xffff ? 4 : (low >>> 32) == 0 ? 3 : 1;
    }
    if ((first & 0xfe00) == 0xfc00) {
      return 5;
    }
    if (first == 0x2002) {
      return 2;
    }
    return (high >>> 32) == 0x2001_0000L ? 6 : 1;
  }

  private static int common(Ipv6InterfaceAddress address, long high, long low) {
    int bits = Long.numberOfLeadingZeros(address.address().high() ^ high);
    if (bits == 64) {
      bits += Long.numberOfLeadingZeros(address.address().low() ^ low);
    }
    return Math.min(bits, address.prefix().length());
  }
}
