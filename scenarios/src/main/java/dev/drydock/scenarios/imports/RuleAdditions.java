package dev.drydock.scenarios.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules of a host that Docker did not make: what `iptables-save` says there and does not say
/// where only Docker was at work. Each becomes the command that puts it to its place.
final class RuleAdditions {
  private static final String COUNTERS = "^\\[\\d+:\\d+\\] |(?<=[A-Z-]) \\[\\d+:\\d+\\]$";

  private final String tool;
  private final List<String> commands = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /// A table's chains: name → policy or `-`, then its rules.
  private static final class Table {
    private final Map<String, String> policies = new LinkedHashMap<>();
    private final Map<String, List<String>> rules = new LinkedHashMap<>();
  }

  private RuleAdditions(String tool) {
    this.tool = tool;
  }

  /// @param tool `iptables` or `ip6tables`
  /// @param saved on the host
  /// @param made where only Docker was at work
  static RuleAdditions of(String tool, String saved, String made) {
    RuleAdditions additions = new RuleAdditions(tool);
    Map<String, Table> before = tables(made);
    tables(saved)
        .forEach(
            (name, table) -> additions.table(name, table, before.getOrDefault(name, new Table())));
    return additions;
  }

  /// What adds them.
  List<String> commands() {
    return commands;
  }

  /// Rules that Docker makes and the host does not have.
  List<String> missing() {
    return missing;
  }

  private static Map<String, Table> tables(String saved) {
    Map<String, Table> tables = new LinkedHashMap<>();
    Table open = new Table();
    for (String line : saved.lines().toList()) {
      String text = line.replaceAll(COUNTERS, "").strip();
      if (text.startsWith("*")) {
        open = tables.computeIfAbsent(text.substring(1), name -> new Table());
      } else if (text.startsWith(":")) {
        int space = text.indexOf(' ');
        open.policies.put(text.substring(1, space), text.substring(space + 1));
      } else if (text.startsWith("-A ")) {
        int space = text.indexOf(' ', 3);
        String chain = text.substring(3, space < 0 ? text.length() : space);
        open.rules
            .computeIfAbsent(chain, name -> new ArrayList<>())
            .add(space < 0 ? "" : text.substring(space + 1));
      }
    }
    return tables;
  }

  private void table(String name, Table saved, Table made) {
    String start = tool + (name.equals("filter") ? " " : " -t " + name + " ");
    saved.policies.forEach((chain, policy) -> {
      String usual = made.policies.getOrDefault(chain, policy.equals("-") ? "" : "ACCEPT");
      if (usual.isEmpty()) {
        commands.add(start + "-N " + chain);
      } else if (!usual.equals(policy)) {
        commands.add(start + "-P " + chain + " " + policy);
      }
    });
    saved.rules.forEach(
        (chain, rules) -> chain(start, chain, rules, made.rules.getOrDefault(chain, List.of())));
    made.rules.forEach((chain, rules) -> {
      List<String> left = new ArrayList<>(rules);
      saved.rules.getOrDefault(chain, List.of()).forEach(left::remove);
      left.forEach(rule -> missing.add(start + "-A " + chain + " " + rule));
    });
  }

  /// Walks both lists; what only the host has is inserted where the walk stands.
  private void chain(String start, String chain, List<String> saved, List<String> made) {
    List<String> now = new ArrayList<>(made);
    List<String> open = new ArrayList<>(made);
    int at = 0;
    for (String rule : saved) {
      if (open.remove(rule)) {
        at = Math.max(at, now.indexOf(rule) + 1);
        continue;
      }
      commands.add(
          at == now.size()
              ? start + "-A " + chain + " " + rule
              : start + "-I " + chain + " " + (at + 1) + " " + rule);
      now.add(at, rule);
      at++;
    }
  }
}
