package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Nat;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import org.jspecify.annotations.Nullable;

/// `-j NETMAP`: one network for another, address by address (Linux `xt_NETMAP.c`). Of the packet's
/// destination, or of its source where packets leave, the bits of the network are replaced and
/// those of the host stay.
record NetworkMap(IpPrefix to) implements Target {
  @Override
  public Verdict apply(Packet packet) {
    boolean source = packet.hook == Hook.POSTROUTING || packet.hook == Hook.INPUT;
    int mask = to.length() == 0 ? 0 : -1 << (32 - to.length());
    int host = (source ? packet.source() : packet.destination()) & ~mask;
    int mapped = (to.address().v4() & mask) | host;
    return Nat.apply(packet, NatRange.address(IpAddress.v4(mapped)))
        ? Verdict.ACCEPT
        : Verdict.DROP;
  }

  @Override
  public String name() {
    return "NETMAP";
  }

  @Override
  public String save() {
    return " --to " + to;
  }

  @Override
  public String list() {
    return "to:" + to;
  }

  /// Reads the options of the target.
  static final class Reader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--to")) {
        return false;
      }
      target = new NetworkMap(Words.prefix(words.value(), Family.IPV4));
      return true;
    }

    @Override
    public Target build() throws RuleException {
      return Guided.required(target, Guided.absent("NETMAP", "--to"));
    }
  }
}
