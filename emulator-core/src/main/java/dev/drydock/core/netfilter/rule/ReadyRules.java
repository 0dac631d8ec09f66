package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Jump;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleHeader;
import java.util.List;

/// Rules as [RuleReader] would read them, for namespaces that come by the thousand with the same
/// few.
public final class ReadyRules {
  private ReadyRules() {}

  /// `HEADER -j CHAIN`.
  public static Rule jump(RuleHeader header, Chain chain) {
    return new Rule(header, List.of(), new Jump(chain), false);
  }

  /// `HEADER -m PROTOCOL --dport PORT -j DNAT --to-destination RANGE`; the header has a protocol.
  public static Rule dnat(RuleHeader header, int port, NatRange range) {
    return translation(header, PortMatch.Side.ANY, side(port), new Translation("DNAT", range, ""));
  }

  /// `HEADER -m PROTOCOL --sport PORT -j SNAT --to-source RANGE`; the header has a protocol.
  public static Rule snat(RuleHeader header, int port, NatRange range) {
    return translation(header, side(port), PortMatch.Side.ANY, new Translation("SNAT", range, ""));
  }

  private static PortMatch.Side side(int port) {
    return new PortMatch.Side(new PortRange(port, port), false);
  }

  private static Rule translation(
      RuleHeader header, PortMatch.Side source, PortMatch.Side destination, Translation target) {
    String module = Protocols.name(header.protocol().number());
    PortMatch match = new PortMatch(module, source, destination, PortMatch.Flags.ANY);
    return new Rule(header, List.of(match), target, false);
  }
}
