package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Tables;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.netfilter.rule.Quoted;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `iptables-restore [-n] [-c] [-t] [FILE]`, and `ip6tables-restore`. A table is taken whole or not
/// at all: each line is tried on a sketch of the table, and done with the others at `COMMIT`. As
/// 1.8.9 (nf_tables) did in a namespace of Linux 6.18.
final class RestoreTool implements Tool {
  private static final Pattern COUNTED = Pattern.compile("\\[(\\d{1,18}):(\\d{1,18})] ?(.*)");

  private final Programs programs;

  RestoreTool(Programs programs) {
    this.programs = programs;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = Clusters.split(invocation.arguments(), "", "cntv46");
    boolean keeps = words.contains("-n") || words.contains("--noflush");
    boolean counters = words.contains("-c") || words.contains("--counters");
    String text = invocation.input();
    for (String word : words) {
      if (!word.startsWith("-")) {
        text = new PlaceFiles(invocation.place()).read(word);
        if (text == null) {
          invocation.err("Can't open \"" + word + "\": No such file or directory");
          return 1;
        }
      }
    }
    Tables tables = programs.netfilter(invocation.place().namespace()).tables();
    Restoring restoring = new Restoring(programs.restore(), tables, keeps, counters);
    restoring.tests = words.contains("-t") || words.contains("--test");
    try {
      restoring.read(text);
      return 0;
    } catch (CommandFailure e) {
      return e.end(invocation);
    }
  }

  /// One run over a file.
  private static final class Restoring {
    private final String program;
    private final Tables tables;
    private final boolean keeps;
    private final boolean counters;
    private final List<String> pending = new ArrayList<>();
    private boolean tests;
    private @Nullable Table sketch;

    Restoring(String program, Tables tables, boolean keeps, boolean counters) {
      this.program = program;
      this.tables = tables;
      this.keeps = keeps;
      this.counters = counters;
    }

    void read(String text) throws CommandFailure {
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        try {
          line(line.strip());
        } catch (CommandFailure e) {
          throw IptablesErrors.atLine(e, program, number);
        }
      }
      if (sketch != null) {
        throw new CommandFailure(1, program + ": COMMIT expected at line " + (number + 1));
      }
    }

    private void line(String line) throws CommandFailure {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      Table open = sketch;
      if (line.startsWith("*")) {
        pending.clear();
        pending.add(line);
        sketch = tables.sketch(kind(line));
        if (!keeps) {
          sketch.restart();
        }
      } else if (open == null) {
        throw IptablesErrors.kernel(program, "line failed");
      } else if (line.equals("COMMIT")) {
        sketch = null;
        commit();
      } else {
        change(open, line);
        pending.add(line);
      }
    }

    private Table.Kind kind(String line) throws CommandFailure {
      return IptablesTool.kind(program, line.substring(1));
    }

    private void change(Table table, String line) throws CommandFailure {
      if (line.startsWith(":")) {
        chain(table, line.substring(1).split(" ", -1));
      } else {
        rule(table, line);
      }
    }

    private void commit() throws CommandFailure {
      if (tests) {
        return;
      }
      Table table = tables.open(kind(pending.removeFirst()));
      if (!keeps) {
        table.restart();
      }
      for (String line : pending) {
        change(table, line);
      }
    }

    private void chain(Table table, String[] words) throws CommandFailure {
      Chain chain = table.chain(words[0]);
      if (chain == null) {
        chain = table.newChain(words[0]);
      } else if (!chain.isBuiltIn()) {
        chain.flush();
      }
      if (chain == null || words.length < 2 || words[1].equals("-")) {
        return;
      }
      Verdict policy = TableEditor.policy(words[1]);
      if (policy == null) {
        throw IptablesErrors.usage(
            program, "Can't set policy `" + words[1] + "' on `" + words[0] + "'");
      }
      chain.setPolicy(policy);
      Matcher counted = COUNTED.matcher(words.length > 2 ? words[2] : "");
      if (counters && counted.matches()) {
        chain.setPolicyCounters(Long.parseLong(counted.group(1)), Long.parseLong(counted.group(2)));
      }
    }

    private void rule(Table table, String line) throws CommandFailure {
      Matcher counted = COUNTED.matcher(line);
      boolean hasCounters = counted.matches();
      String command = hasCounters ? counted.group(3) : line;
      IptablesOptions options = IptablesOptions.parse(program, Quoted.words(command));
      new TableEditor(program, table).edit(options);
      String name = options.chain();
      Chain chain = name == null ? null : table.chain(name);
      if (hasCounters && counters && chain != null && options.command() == 'A') {
        Rule last = chain.rules().getLast();
        last.setCounters(Long.parseLong(counted.group(1)), Long.parseLong(counted.group(2)));
      }
    }
  }
}
