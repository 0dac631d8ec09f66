package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Tables;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `iptables` and `ip6tables`.
final class IptablesTool implements Tool {
  private final Programs programs;

  IptablesTool(Programs programs) {
    this.programs = programs;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      String program = programs.program();
      IptablesOptions options = IptablesOptions.parse(program, invocation.arguments());
      Netfilter netfilter = programs.netfilter(invocation.place().namespace());
      if (options.command() == 'V') {
        boolean isLegacy = netfilter.tables().isLegacy();
        invocation.out(program + " v1.8.9 (" + (isLegacy ? "legacy" : "nf_tables") + ")");
        return 0;
      }
      Table table = table(netfilter.tables(), kind(program, options.table()), options);
      run(options, table, netfilter.tables().isLegacy(), invocation);
      return 0;
    } catch (CommandFailure e) {
      return e.end(invocation);
    }
  }

  /// Looking at a table makes it in the legacy variant alone (`nft_xt_fake_builtin_chains`); nor do
  /// checks, emptying and zeroing.
  private static Table table(Tables tables, Table.Kind kind, IptablesOptions options) {
    boolean leavesNothing = !tables.isLegacy() && "LSCFZ".indexOf(options.command()) >= 0;
    return leavesNothing && tables.find(kind) == null ? tables.sketch(kind) : tables.open(kind);
  }

  private void run(IptablesOptions options, Table table, boolean isLegacy, Invocation invocation)
      throws CommandFailure {
    TableEditor editor = new TableEditor(programs.program(), table);
    String name = options.chain();
    switch (options.command()) {
      case 'L' -> {
        RuleListing.Style style =
            new RuleListing.Style(
                options.numeric(), options.verbose(), options.exact(), options.lineNumbers());
        List<Chain> chains =
            name == null ? table.chains() : List.of(listed(options, table, isLegacy));
        invocation.output().write(RuleListing.of(table, chains, style, options.number()), false);
      }
      case 'S' -> {
        List<Chain> chains =
            name == null ? table.chains() : List.of(listed(options, table, isLegacy));
        invocation
            .output()
            .write(RuleDump.commands(chains, options.number(), options.verbose()), false);
      }
      default -> editor.edit(options);
    }
  }

  /// A chain that is not there is one of somebody else's to the nf_tables variant
  /// (`nft_assert_table_compatible`).
  private Chain listed(IptablesOptions options, Table table, boolean isLegacy)
      throws CommandFailure {
    String name = String.valueOf(options.chain());
    Chain chain = table.chain(name);
    if (chain == null && !isLegacy) {
      String where = "chain `" + name + "' in table `" + options.table() + "'";
      throw IptablesErrors.of(
          programs.program(), new RuleException(where + " is incompatible, use 'nft' tool.", 1));
    }
    return chain == null ? new TableEditor(programs.program(), table).chain(name) : chain;
  }

  /// The table of this name.
  static Table.Kind kind(String program, String word) throws CommandFailure {
    Table.Kind kind = Table.Kind.of(word);
    if (kind == null) {
      throw IptablesErrors.of(
          program,
          new RuleException(
              "table '"
                  + word
                  + "' does not exist\nPerhaps "
                  + program
                  + " or your kernel needs to be upgraded.",
              3));
    }
    return kind;
  }
}
