package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Jump;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Target;
import org.jspecify.annotations.Nullable;

/// Reads targets and their options.
final class Targets {
  private Targets() {}

  /// A target while its options are read.
  static final class Reader {
    private final String name;
    private final Table table;
    private String reject = "port-unreach";
    private String prefix = "";
    private int level = 4;
    private int mark;
    private int markMask = -1;
    private boolean marked;
    private int mss = -1;
    private String translation = "";
    private String ports = "";
    private final StringBuilder flags = new StringBuilder();
    private boolean random;
    private boolean noTrack;

    Reader(String name, Table table) {
      this.name = name;
      this.table = table;
    }

    /// Reads one option and its values.
    ///
    /// @return false when the target has no such option
    boolean option(String option, Words words) throws RuleException {
      return switch (name) {
        case "REJECT" -> {
          reject = option.equals("--reject-with") ? words.value() : reject;
          yield option.equals("--reject-with");
        }
        case "LOG" -> logOption(option, words);
        case "MARK" -> markOption(option, words);
        case "TCPMSS" -> mssOption(option, words);
        case "CT" -> {
          noTrack |= option.equals("--notrack");
          yield option.equals("--notrack");
        }
        case "DNAT", "SNAT", "MASQUERADE", "REDIRECT" -> translationOption(option, words);
        default -> false;
      };
    }

    private boolean logOption(String option, Words words) throws RuleException {
      switch (option) {
        case "--log-prefix" -> prefix = words.value();
        case "--log-level" -> level = (int) Words.number(words.value());
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean markOption(String option, Words words) throws RuleException {
      if (!option.equals("--set-mark") && !option.equals("--set-xmark")) {
        return false;
      }
      String[] parts = words.value().split("/", 2);
      mark = (int) Words.number(parts[0]);
      markMask = parts.length == 2 ? (int) Words.number(parts[1]) : -1;
      if (option.equals("--set-mark")) {
        markMask |= mark;
      }
      marked = true;
      return true;
    }

    private boolean mssOption(String option, Words words) throws RuleException {
      switch (option) {
        case "--set-mss" -> mss = (int) Words.number(words.value());
        case "--clamp-mss-to-pmtu" -> mss = 0;
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean translationOption(String option, Words words) throws RuleException {
      switch (option) {
        case "--to-destination", "--to-source" -> {
          if (!option.equals(name.equals("DNAT") ? "--to-destination" : "--to-source")) {
            return false;
          }
          translation = words.value();
        }
        case "--to-ports" -> ports = words.value();
        case "--random", "--random-fully", "--persistent" -> {
          flags.append(' ').append(option);
          random |= !option.equals("--persistent");
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    /// The target that was read.
    Target build() throws RuleException {
      return switch (name) {
        case "ACCEPT" -> Standard.ACCEPT;
        case "DROP" -> Standard.DROP;
        case "RETURN" -> Standard.RETURN;
        case "REJECT" -> Reject.parse(reject, table.family());
        case "LOG" -> new SimpleTargets.Log(prefix, level);
        case "TRACE" -> new SimpleTargets.Trace();
        case "NOTRACK" -> new SimpleTargets.NoTrack();
        case "CT" -> conntrackTarget();
        case "MARK" -> markTarget();
        case "TCPMSS" -> mssTarget();
        case "DNAT", "SNAT" -> addressTarget();
        case "MASQUERADE", "REDIRECT" -> portTarget();
        default -> jump();
      };
    }

    private Target conntrackTarget() throws RuleException {
      if (!noTrack) {
        throw RuleException.usage("CT: option \"--notrack\" must be specified");
      }
      return new SimpleTargets.NoTrack();
    }

    private Target markTarget() throws RuleException {
      if (!marked) {
        throw RuleException.usage(
            "MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required");
      }
      return new SimpleTargets.Mark(mark, markMask);
    }

    private Target mssTarget() throws RuleException {
      if (mss < 0) {
        throw RuleException.usage("TCPMSS target: At least one parameter is required");
      }
      return new SimpleTargets.ClampMss(mss);
    }

    private Target addressTarget() throws RuleException {
      if (translation.isEmpty()) {
        String option = name.equals("DNAT") ? "--to-destination" : "--to-source";
        throw RuleException.usage(name + ": option \"" + option + "\" must be specified");
      }
      NatRange range = Translation.parse(translation, table.family(), random);
      return new Translation(name, range, flags.toString());
    }

    private Target portTarget() throws RuleException {
      NatRange range =
          ports.isEmpty()
              ? new NatRange(null, null, 0, 0, random)
              : Translation.ports(ports, random);
      return new Translation(name, range, flags.toString());
    }

    private Target jump() throws RuleException {
      Chain chain = table.chain(name);
      if (chain == null || chain.isBuiltIn()) {
        throw RuleException.usage("Chain '" + name + "' does not exist");
      }
      return new Jump(chain);
    }
  }

  /// Whether a target of this name is a program of the kernel, not a chain.
  static boolean isKnown(@Nullable String name) {
    return name != null
        && switch (name) {
          case "ACCEPT",
              "DROP",
              "RETURN",
              "REJECT",
              "LOG",
              "TRACE",
              "NOTRACK",
              "CT",
              "MARK",
              "TCPMSS",
              "DNAT",
              "SNAT",
              "MASQUERADE",
              "REDIRECT" ->
              true;
          default -> false;
        };
  }
}
