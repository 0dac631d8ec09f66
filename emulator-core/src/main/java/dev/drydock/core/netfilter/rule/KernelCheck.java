package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Jump;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.wire.Ipv4;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the kernel takes a rule that iptables has understood (Linux `net/netfilter/x_tables.c`,
/// `xt_check_match` and `xt_check_target`): tables, hooks and protocols that matches and targets
/// insist on.
public final class KernelCheck {
  private static final String INVALID = "Invalid argument";

  private KernelCheck() {}

  /// Chains that call each other deeper than the kernel follows.
  private static final int DEPTH_MAX = 16; // NFT_JUMP_STACK_SIZE

  /// Why a chain of a table may not have a rule, in the words of the kernel's error; empty for no
  /// reason.
  public static String refusal(Rule rule, Table.Kind table, Chain chain) {
    if (rule.target() instanceof Jump jump && jump.chain().isBuiltIn()) {
      return "Operation not supported";
    }
    if (rule.matches().stream().anyMatch(KernelCheck::isUnknownSearch)) {
      return "No such file or directory";
    }
    if (chain.hook() == null) {
      return fits(rule, table, null) ? "" : INVALID;
    }
    return refusal(rule, table, chain, 0);
  }

  /// A search for text by a way the kernel does not have.
  private static boolean isUnknownSearch(Match match) {
    return match instanceof TextMatch text && !TextMatch.isKnown(text.search().algorithm());
  }

  private static String refusal(Rule rule, Table.Kind table, Chain from, int depth) {
    if (depth > DEPTH_MAX) {
      return "Too many links";
    }
    if (!fits(rule, table, from.hook())) {
      return INVALID;
    }
    if (rule.target() instanceof Jump jump) {
      for (Rule further : jump.chain().rules()) {
        String why = refusal(further, table, from, depth + 1);
        if (!why.isEmpty()) {
          return why;
        }
      }
    }
    return "";
  }

  private static boolean fits(Rule rule, Table.Kind table, @Nullable Hook hook) {
    for (Match match : rule.matches()) {
      if (hook != null && !hooksOf(match).contains(hook)) {
        return false;
      }
      if (!fits(match, rule.header(), table)) {
        return false;
      }
    }
    Target target = rule.target();
    if (target == null) {
      return true;
    }
    Table.Kind only = tableOf(target.name());
    return (only == null || only == table)
        && (hook == null || hooksOf(target).contains(hook))
        && (!needsTcp(target) || isTcp(rule.header()));
  }

  private static boolean fits(Match match, RuleHeader header, Table.Kind table) {
    if (match instanceof PathMatches.ReversePath) {
      return table == Table.Kind.RAW || table == Table.Kind.MANGLE;
    }
    if (match instanceof HashLimitMatch limit && !limit.fitsAddresses()) {
      return false;
    }
    if (match instanceof CongestionRules.Ecn ecn && ecn.isAboutTcp() && !isTcp(header)) {
      return false;
    }
    boolean isPlain = !header.protocol().negated();
    return !(match instanceof HeaderMatches6.SecurityIndex index)
        || (isPlain && index.fits(header.protocol().number()));
  }

  private static boolean needsTcp(Target target) {
    return target instanceof SimpleTargets.ClampMss
        || (target instanceof CongestionRules.SetEcn ecn && ecn.isAboutTcp())
        || (target instanceof Reject reject && reject.with().equals(Reject.TCP_RESET));
  }

  private static boolean isTcp(RuleHeader header) {
    return header.protocol().number() == Ipv4.TCP && !header.protocol().negated();
  }

  private static Set<Hook> hooksOf(Match match) {
    if (match instanceof StationMatches.SourceMac) {
      return EnumSet.of(Hook.PREROUTING, Hook.INPUT, Hook.FORWARD);
    }
    if (match instanceof PathMatches.ReversePath) {
      return EnumSet.of(Hook.PREROUTING);
    }
    if (match instanceof StationMatches.Owner) {
      return EnumSet.of(Hook.OUTPUT, Hook.POSTROUTING);
    }
    return EnumSet.allOf(Hook.class);
  }

  private static Table.@Nullable Kind tableOf(String target) {
    return switch (target) {
      case "REJECT" -> Table.Kind.FILTER;
      case "TTL", "HL", "DSCP", "TOS", "ECN", "CHECKSUM" -> Table.Kind.MANGLE;
      case "CT", "NOTRACK" -> Table.Kind.RAW;
      case "DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP" -> Table.Kind.NAT;
      default -> null;
    };
  }

  private static Set<Hook> hooksOf(Target target) {
    return switch (target.name()) {
      case "DNAT", "REDIRECT" -> EnumSet.of(Hook.PREROUTING, Hook.OUTPUT);
      case "SNAT" -> EnumSet.of(Hook.POSTROUTING, Hook.INPUT);
      case "MASQUERADE" -> EnumSet.of(Hook.POSTROUTING);
      case "CLASSIFY" -> EnumSet.of(Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING);
      case "TCPMSS" ->
          target instanceof SimpleTargets.ClampMss clamp && clamp.mss() == 0
              ? EnumSet.of(Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING)
              : EnumSet.allOf(Hook.class);
      default -> EnumSet.allOf(Hook.class);
    };
  }
}
