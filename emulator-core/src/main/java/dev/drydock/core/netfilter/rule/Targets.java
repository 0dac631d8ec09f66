package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Jump;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Target;
import org.jspecify.annotations.Nullable;

/// Reads targets and their options.
final class Targets {
  private Targets() {}

  /// A target while its options are read.
  interface Options {
    /// Reads one option and its values.
    ///
    /// @return false when the target has no such option
    boolean option(String option, boolean negated, Words words) throws RuleException;

    /// The target that was read.
    Target build() throws RuleException;
  }

  /// The reader of a target: a program of the kernel, or a chain.
  static Options of(String name, Table table) {
    Options options = ofKernel(name, table.family());
    return options != null ? options : chain(name, table);
  }

  /// A chain to go to.
  static Options chain(String name, Table table) {
    return new Plain(() -> {
      Chain chain = table.chain(name);
      if (chain == null || chain.isBuiltIn()) {
        throw RuleException.usage("Chain '" + name + "' does not exist");
      }
      return new Jump(chain);
    });
  }

  private static @Nullable Options ofKernel(String name, Family family) {
    return switch (name) {
      case "ACCEPT" -> new Plain(() -> Standard.ACCEPT);
      case "DROP" -> new Plain(() -> Standard.DROP);
      case "RETURN" -> new Plain(() -> Standard.RETURN);
      case "TRACE" -> new Plain(SimpleTargets.Trace::new);
      case "NOTRACK" -> new Plain(() -> new SimpleTargets.NoTrack("NOTRACK"));
      case "CT" -> new TargetOptions.Untracked();
      case "REJECT" -> new TargetOptions.Rejecting(family);
      case "LOG" -> new TargetOptions.Logging();
      case "MARK" -> new TargetOptions.Marking();
      case "CONNMARK" -> new ConnectionMarks.ChangeReader();
      case "TCPMSS" -> new TargetOptions.Segments();
      case "DSCP" -> new HeaderTargets.DscpReader();
      case "TOS" -> new HeaderTargets.TosReader();
      case "NFLOG" -> new SideTargets.NetlinkLogReader();
      case "CLASSIFY" -> new SideTargets.ClassifyReader();
      case "TEE" -> new SideTargets.CopyReader(family);
      case "HL" -> family == Family.IPV6 ? new HopTargets.HopLimitReader() : null;
      case "CHECKSUM" -> new HeaderTargets.FillChecksumReader();
      case "DNAT", "SNAT", "MASQUERADE", "REDIRECT" -> new TranslationOptions(name, family);
      case "TTL" -> family == Family.IPV6 ? null : new HopTargets.TtlReader();
      case "ECN" -> family == Family.IPV6 ? null : new CongestionRules.SetEcnReader();
      case "NETMAP" -> family == Family.IPV6 ? null : new NetworkMap.Reader();
      default -> null;
    };
  }

  private interface Maker {
    Target make() throws RuleException;
  }

  /// A target without options.
  private record Plain(Maker maker) implements Options {
    @Override
    public boolean option(String option, boolean negated, Words words) {
      return false;
    }

    @Override
    public Target build() throws RuleException {
      return maker.make();
    }
  }

  /// Whether a target of this name is a program of the kernel, not a chain.
  static boolean isKnown(String name) {
    return ofKernel(name, Family.IPV4) != null || ofKernel(name, Family.IPV6) != null;
  }
}
