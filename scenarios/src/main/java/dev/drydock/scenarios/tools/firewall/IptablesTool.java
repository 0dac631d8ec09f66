package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `iptables`.
final class IptablesTool implements Tool {
  static final String NAME = "iptables";

  @Override
  public int run(Invocation invocation) {
    try {
      IptablesOptions options = IptablesOptions.parse(NAME, invocation.arguments());
      if (options.command() == 'V') {
        invocation.out("iptables v1.8.9 (nf_tables)");
        return 0;
      }
      Table table =
          invocation.place().namespace().ipv4().netfilter().tables().open(kind(options.table()));
      run(options, table, invocation);
      return 0;
    } catch (Refusal e) {
      invocation.err(e.text());
      return e.status();
    }
  }

  private static void run(IptablesOptions options, Table table, Invocation invocation)
      throws Refusal {
    TableEditor editor = new TableEditor(NAME, table);
    String name = options.chain();
    switch (options.command()) {
      case 'L' -> {
        RuleListing.Style style =
            new RuleListing.Style(
                options.numeric(), options.verbose(), options.exact(), options.lineNumbers());
        List<Chain> chains = name == null ? table.chains() : List.of(editor.chain(name));
        invocation.output().write(RuleListing.of(table, chains, style, options.number()), false);
      }
      case 'S' -> {
        List<Chain> chains = name == null ? table.chains() : List.of(editor.chain(name));
        invocation
            .output()
            .write(RuleDump.commands(chains, options.number(), options.verbose()), false);
      }
      default -> editor.edit(options);
    }
  }

  /// The table of this name.
  static Table.Kind kind(String word) throws Refusal {
    Table.Kind kind = Table.Kind.of(word);
    if (kind == null) {
      throw Refusal.of(
          NAME,
          new RuleException(
              "can't initialize iptables table `"
                  + word
                  + "': Table does not exist (do you need to insmod?)\n"
                  + "Perhaps iptables or your kernel needs to be upgraded.",
              3));
    }
    return kind;
  }
}
