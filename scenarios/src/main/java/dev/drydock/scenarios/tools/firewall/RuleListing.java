package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Target;
import java.util.List;
import java.util.Locale;

/// The table that `iptables -L` prints (`iptables/xshared.c`, `print_header` and
/// `print_rule_details`).
///
/// ```
/// Chain DOCKER (1 references)
/// num  target     prot opt source               destination
/// 1    ACCEPT     6    --  0.0.0.0/0            172.17.0.2           tcp dpt:80
/// ```
final class RuleListing {
  private static final long PLAIN_MAX = 99_999;
  private static final long SCALED_MAX = 9_999;

  private final Table table;
  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private RuleListing(Table table, Style style) {
    this.table = table;
    this.style = style;
  }

  /// How it is printed: `-n`, `-v`, `-x`, `--line-numbers`.
  record Style(boolean numeric, boolean verbose, boolean exact, boolean lineNumbers) {}

  /// Prints chains, an empty line between them.
  ///
  /// @param number only this rule, from 1, and no heading; 0 for all
  static String of(Table table, List<Chain> chains, Style style, int number) {
    RuleListing listing = new RuleListing(table, style);
    for (Chain chain : chains) {
      if (number == 0) {
        listing.text.append(listing.text.isEmpty() ? "" : "\n");
        listing.heading(chain);
      }
      for (int i = 0; i < chain.rules().size(); i++) {
        if (number == 0 || number == i + 1) {
          listing.rule(chain.rules().get(i), i + 1);
        }
      }
    }
    return listing.text.toString();
  }

  private void heading(Chain chain) {
    text.append("Chain ").append(chain.name());
    if (chain.isBuiltIn()) {
      text.append(" (policy ").append(chain.policy());
      if (style.verbose) {
        text.append(' ').append(number(chain.policyPackets()).strip()).append(" packets, ");
        text.append(number(chain.policyBytes()).strip()).append(" bytes");
      }
      text.append(")\n");
    } else {
      text.append(" (").append(table.references(chain)).append(" references)\n");
    }
    if (style.lineNumbers) {
      text.append("num  ");
    }
    if (style.verbose) {
      text.append(style.exact ? "    pkts      bytes " : " pkts bytes ");
    }
    text.append("target     prot opt");
    if (style.verbose) {
      text.append(" in     out    ");
    }
    text.append(" source               destination         \n");
  }

  private void rule(Rule rule, int number) {
    RuleHeader header = rule.header();
    if (style.lineNumbers) {
      pad(Integer.toString(number), 4);
    }
    if (style.verbose) {
      text.append(number(rule.packets())).append(' ');
      text.append(number(rule.bytes())).append(' ');
    }
    Target target = rule.target();
    pad(target == null ? "" : target.listName(), 9);
    text.append(header.protocol().negated() ? '!' : ' ');
    pad(protocol(header.protocol().number()), 4);
    text.append(header.fragments() == RuleHeader.Fragments.NOT_LATER ? '!' : '-');
    text.append(header.fragments() == RuleHeader.Fragments.ANY ? '-' : 'f').append(' ');
    if (style.verbose) {
      text.append(' ');
      pad(device(header.in()), 6);
      pad(device(header.out()), 6);
    }
    address(header.source());
    address(header.destination());
    if (rule.isGoto()) {
      text.append("[goto] ");
    }
    for (Match match : rule.matches()) {
      note(match.list(style.numeric));
    }
    if (target != null) {
      note(style.numeric ? target.list() : target.listNamed());
    }
    text.append('\n');
  }

  private void note(String words) {
    if (!words.isEmpty()) {
      text.append(' ').append(words);
    }
  }

  private void pad(String word, int width) {
    text.append(word).append(" ".repeat(Math.max(0, width - word.length()))).append(' ');
  }

  private String protocol(int number) {
    if (style.numeric) {
      return Integer.toString(number);
    }
    return number == 0 ? "all" : Protocols.name(number);
  }

  private String device(RuleHeader.Interface device) {
    if (device.name().isEmpty()) {
      return style.numeric ? "*" : "any";
    }
    return (device.negated() ? "!" : "") + device.name();
  }

  private void address(RuleHeader.Address address) {
    text.append(address.negated() ? '!' : ' ');
    boolean isV6 = table.family() == Family.IPV6;
    String word = address.text();
    if (word.isEmpty() || word.endsWith("/0")) {
      word = !style.numeric ? "anywhere" : isV6 ? "::/0" : "0.0.0.0/0";
    } else if (word.endsWith(isV6 ? "/128" : "/32")) {
      word = word.substring(0, word.indexOf('/'));
    }
    pad(word, 19);
  }

  /// A counter, cut to thousands, millions … where it is long (`xtables_print_num`).
  private String number(long number) {
    if (style.exact) {
      return String.format(Locale.ROOT, "%8d", number);
    }
    if (number <= PLAIN_MAX) {
      return String.format(Locale.ROOT, "%5d", number);
    }
    long scaled = number;
    for (char unit : new char[] {'K', 'M', 'G'}) {
      scaled = (scaled + 500) / 1000;
      if (scaled <= SCALED_MAX) {
        return String.format(Locale.ROOT, "%4d%c", scaled, unit);
      }
    }
    return String.format(Locale.ROOT, "%4dT", (scaled + 500) / 1000);
  }
}
