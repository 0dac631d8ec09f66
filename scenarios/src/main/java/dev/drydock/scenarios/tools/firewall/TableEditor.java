package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.netfilter.rule.KernelCheck;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes a table as a command line of iptables says (`iptables/nft.c`).
final class TableEditor {
  private static final String NO_CHAIN = "No chain/target/match by that name";
  private static final String BAD_RULE = "Bad rule (does a matching rule exist in that chain?)";

  private final String program;
  private final Table table;

  TableEditor(String program, Table table) {
    this.program = program;
    this.table = table;
  }

  /// Does one of the commands that change something, or `-C`.
  void edit(IptablesOptions options) throws CommandFailure {
    String name = options.chain();
    if (name == null) {
      editAll(options.command());
      return;
    }
    switch (options.command()) {
      case 'C', 'D' -> {
        check(table.chain(name) != null, BAD_RULE);
        editRule(options, chain(name));
      }
      case 'A', 'I', 'R' -> editRule(options, chain(name));
      case 'N' -> newChain(name);
      case 'X' -> removeChain(chain(name));
      case 'E' -> rename(chain(name), options.extra());
      case 'P' -> setPolicy(name, options.extra());
      case 'F' -> {
        chain(name).open();
        chain(name).flush();
      }
      default -> zero(chain(name), options.number());
    }
  }

  private void editAll(char command) throws CommandFailure {
    switch (command) {
      case 'F' -> table.chains().forEach(Chain::flush);
      case 'Z' -> table.chains().forEach(Chain::zero);
      default -> {
        List<Chain> users = table.chains().stream().filter(c -> !c.isBuiltIn()).toList();
        for (Chain chain : users) {
          checkUnused(chain);
        }
        table.removeChains();
      }
    }
  }

  /// The chain with this name.
  Chain chain(String name) throws CommandFailure {
    Chain chain = table.chain(name);
    if (chain == null) {
      throw IptablesErrors.kernel(program, NO_CHAIN);
    }
    return chain;
  }

  private void editRule(IptablesOptions options, Chain chain) throws CommandFailure {
    int number = options.number();
    int count = chain.rules().size();
    if (options.command() == 'D' && number > 0) {
      check(number <= count, "Index of deletion too big");
      chain.remove(number - 1);
      return;
    }
    List<Rule> rules = new ArrayList<>();
    for (List<String> words : new Addresses(program, options.rule()).each()) {
      rules.add(read(words, chain));
    }
    switch (options.command()) {
      case 'A' -> rules.forEach(chain::append);
      case 'I' -> {
        check(number <= count + 1, "Index of insertion too big");
        rules.forEach(rule -> chain.insert(Math.max(0, number - 1), rule));
      }
      case 'R' -> {
        if (rules.size() > 1) {
          throw IptablesErrors.usage(program, "Replacement rule does not specify a unique address");
        }
        check(number <= count, "Index of replacement too big");
        chain.replace(number - 1, rules.get(0));
      }
      default -> {
        for (Rule rule : rules) {
          int place = chain.find(rule);
          check(place >= 0, BAD_RULE);
          if (options.command() == 'D') {
            chain.remove(place);
          }
        }
      }
    }
  }

  /// Reads a rule for a chain, which the kernel must take there.
  private Rule read(List<String> words, Chain chain) throws CommandFailure {
    Rule rule = read(words);
    String name = chain.name();
    boolean incoming = name.equals("INPUT") || name.equals("PREROUTING");
    boolean outgoing = name.equals("OUTPUT") || name.equals("POSTROUTING");
    if (incoming && !rule.header().out().equals(RuleHeader.Interface.ANY)) {
      throw IptablesErrors.usage(program, "Can't use -o with " + name + "\n");
    }
    if (outgoing && !rule.header().in().equals(RuleHeader.Interface.ANY)) {
      throw IptablesErrors.usage(program, "Can't use -i with " + name + "\n");
    }
    String why = KernelCheck.refusal(rule, table.kind(), chain);
    if (!why.isEmpty()) {
      throw IptablesErrors.rule(program, why, name);
    }
    return rule;
  }

  /// Reads a rule for this table.
  Rule read(List<String> words) throws CommandFailure {
    try {
      Rule rule = RuleReader.read(words, table);
      var target = rule.target();
      if (table.kind() == Table.Kind.NAT && target != null && target.name().equals("DROP")) {
        throw new RuleException(
            "\nThe \"nat\" table is not intended for filtering, the use of DROP is therefore"
                + " inhibited.\n\n",
            2);
      }
      return rule;
    } catch (RuleException e) {
      throw IptablesErrors.of(program, e);
    }
  }

  private void check(boolean holds, String otherwise) throws CommandFailure {
    if (!holds) {
      throw IptablesErrors.kernel(program, otherwise);
    }
  }

  private void newChain(String name) throws CommandFailure {
    try {
      RuleReader.checkChainName(name);
    } catch (RuleException e) {
      throw IptablesErrors.of(program, e);
    }
    check(table.newChain(name) != null, "Chain already exists");
  }

  private void removeChain(Chain chain) throws CommandFailure {
    checkUnused(chain);
    table.removeChain(chain);
  }

  private void checkUnused(Chain chain) throws CommandFailure {
    if (chain.isBuiltIn() || !chain.rules().isEmpty() || table.references(chain) > 0) {
      throw IptablesErrors.busy(program, chain.name());
    }
  }

  private void rename(Chain chain, String newName) throws CommandFailure {
    check(table.chain(newName) == null, "File exists");
    table.renameChain(chain, newName);
  }

  private void setPolicy(String name, String word) throws CommandFailure {
    Chain chain = table.chain(name);
    if (chain == null || !chain.isBuiltIn()) {
      throw IptablesErrors.kernel(program, "Bad built-in chain name");
    }
    Verdict policy = policy(word);
    if (policy == null) {
      throw IptablesErrors.kernel(program, "Bad policy name. Run `dmesg' for more information");
    }
    chain.setPolicy(policy);
  }

  /// The policy of this name; null when there is none.
  static @Nullable Verdict policy(String word) {
    return switch (word) {
      case "ACCEPT" -> Verdict.ACCEPT;
      case "DROP" -> Verdict.DROP;
      default -> null;
    };
  }

  private static void zero(Chain chain, int number) {
    if (number == 0) {
      chain.zero();
      return;
    }
    if (number <= chain.rules().size()) {
      chain.rules().get(number - 1).setCounters(0, 0);
    }
  }
}
