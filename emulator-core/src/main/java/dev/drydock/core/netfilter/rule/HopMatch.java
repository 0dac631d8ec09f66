package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How many routers a packet may still pass: `-m ttl` of IPv4, `-m hl` of IPv6
/// (`net/netfilter/xt_hl.c`).
///
/// @param module `ttl` or `hl`
/// @param how `eq`, `lt` or `gt`
record HopMatch(String module, String how, int value, boolean negated) implements Match {
  private static final String HOP_LIMIT = "hl";

  @Override
  public boolean matches(Packet packet) {
    int hops =
        module.equals(HOP_LIMIT)
            ? Ipv6.hopLimit(packet.data(), packet.at())
            : Ipv4.ttl(packet.data(), packet.at());
    return switch (how) {
      case "lt" -> hops < value;
      case "gt" -> hops > value;
      default -> (hops == value) != negated;
    };
  }

  @Override
  public String save() {
    return "-m " + module + (negated ? " !" : "") + " --" + module + "-" + how + " " + value;
  }

  @Override
  public String list(boolean numeric) {
    String name = module.toUpperCase(Locale.ROOT);
    String sign = how.equals("lt") ? "<" : how.equals("gt") ? ">" : negated ? "!=" : "==";
    return name + " match " + name + " " + sign + " " + value;
  }

  static final class TtlReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      String how = how("ttl", option.equals("--ttl") ? "--ttl-eq" : option, negated);
      if (how.isEmpty()) {
        return false;
      }
      match = new HopMatch("ttl", how, Guided.number("ttl", option, words.value(), 255), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(
          match, "TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt");
    }
  }

  static final class HopLimitReader implements Matches.Reader {
    private @Nullable HopMatch match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      String how = how(HOP_LIMIT, option, negated);
      if (how.isEmpty()) {
        return false;
      }
      if (match != null && !match.how.equals(how)) {
        throw RuleException.usage(
            "hl: option \""
                + option
                + "\" cannot be used together with \"--hl-"
                + match.how
                + "\".\n");
      }
      int value = Guided.number(HOP_LIMIT, option, words.value(), 255);
      match = new HopMatch(HOP_LIMIT, how, value, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(
          match, "HL match: You must specify one of `--hl-eq', `--hl-lt', `--hl-gt'");
    }
  }

  /// What an option asks for; empty when it is none of these.
  ///
  /// @throws RuleException for `!` where it has no place
  private static String how(String module, String option, boolean negated) throws RuleException {
    String begin = "--" + module + "-";
    String how = option.startsWith(begin) ? option.substring(begin.length()) : "";
    return switch (how) {
      case "eq" -> how;
      case "lt", "gt" -> {
        Guided.straight(module, option, negated);
        yield how;
      }
      default -> "";
    };
  }
}
