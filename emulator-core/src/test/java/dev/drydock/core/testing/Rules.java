package dev.drydock.core.testing;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import java.util.List;
import java.util.Objects;

/// Rules of the firewall for tests.
public final class Rules {
  private Rules() {}

  /// Appends a rule to a chain, which is made when there is none.
  ///
  /// @param words what follows `iptables -A CHAIN`
  public static Rule append(Netfilter netfilter, Table.Kind kind, String chain, String words) {
    Table table = netfilter.tables().open(kind);
    Chain existing = table.chain(chain);
    Chain at = existing != null ? existing : Objects.requireNonNull(table.newChain(chain));
    try {
      Rule rule = RuleReader.read(List.of(words.split(" ", -1)), table);
      at.append(rule);
      return rule;
    } catch (RuleException e) {
      throw new AssertionError(words, e);
    }
  }
}
