package dev.drydock.scenarios.explain;

import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.MatrixReport;
import dev.drydock.scenarios.report.MatrixReport.Answer;
import dev.drydock.scenarios.report.MatrixReport.Cell;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.text.LineDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A running lab in lines that can be compared with those of another: who reaches whom, addresses,
/// and the rules of Docker hosts. Bridges are called by their networks, so that ids do not differ.
public final class Snapshot {
  /// `iptables-save` in front of a policy or a rule (`[packets:bytes]`).
  private static final String COUNTERS = " ?\\[\\d+:\\d+\\]$";

  private final Map<String, List<String>> sections = new LinkedHashMap<>();
  private final LiveLab lab;

  private Snapshot(LiveLab lab) {
    this.lab = lab;
  }

  /// One of a lab whose containers run.
  ///
  /// @param plan what it was built from
  /// @throws RunException if it is too large for all flows
  public static Snapshot of(LiveLab lab, Plan plan) throws RunException {
    Snapshot snapshot = new Snapshot(lab);
    Matrix matrix = Matrix.of(lab);
    snapshot.sections.put("who reaches whom", flows(matrix.ask(lab, plan)));
    for (MachinePlan machine : plan.machines()) {
      if (machine.hasDocker()) {
        snapshot.host(machine.name());
      }
    }
    return snapshot;
  }

  /// A part in which two labs differ.
  ///
  /// @param title what it is: `host: iptables`
  /// @param lines those of one only, after `-`, and of the other only, after `+`
  public record Change(String title, List<String> lines) {
    /// Copies the lines.
    public Change {
      lines = List.copyOf(lines);
    }
  }

  /// How another one differs from this.
  public List<Change> changesTo(Snapshot other) {
    Set<String> titles = new LinkedHashSet<>(sections.keySet());
    titles.addAll(other.sections.keySet());
    List<Change> changes = new ArrayList<>();
    for (String title : titles) {
      List<String> before = sections.getOrDefault(title, List.of());
      List<String> after = other.sections.getOrDefault(title, List.of());
      List<String> lines = LineDiff.between(before, after);
      if (!lines.isEmpty()) {
        changes.add(new Change(title, lines));
      }
    }
    return changes;
  }

  /// Times of answers are left out.
  private static List<String> flows(MatrixReport matrix) {
    List<String> lines = new ArrayList<>();
    for (int sender = 0; sender < matrix.senders().size(); sender++) {
      for (int target = 0; target < matrix.targets().size(); target++) {
        Cell cell = matrix.cell(sender, target);
        if (cell.answer() != Answer.ITSELF) {
          lines.add(
              "%s -> %s: %s"
                  .formatted(
                      matrix.senders().get(sender),
                      matrix.targets().get(target),
                      cell.answer().word()));
        }
      }
    }
    return lines;
  }

  private void host(String machine) {
    List<String> bridges = at(machine, "docker network ls --format '{{.ID}} {{.Name}}'");
    Map<String, String> names = new LinkedHashMap<>();
    for (String bridge : bridges) {
      int space = bridge.indexOf(' ');
      names.put("br-" + bridge.substring(0, space), "br-" + bridge.substring(space + 1));
    }
    sections.put(
        machine + ": containers",
        at(
            machine,
            "docker ps -a -q | xargs -r docker inspect --format '{{.Name}}"
                + "{{range $n, $e := .NetworkSettings.Networks}} {{$n}} {{$e.IPAddress}}"
                + " by {{$e.Gateway}}{{end}}'"));
    sections.put(machine + ": iptables", rules(machine, "iptables-save", names));
    sections.put(machine + ": ip6tables", rules(machine, "ip6tables-save", names));
  }

  private List<String> rules(String machine, String command, Map<String, String> names) {
    List<String> lines = new ArrayList<>();
    String table = "";
    for (String line : at(machine, command)) {
      if (line.startsWith("*")) {
        table = line.substring(1);
      }
      if (line.startsWith(":") || line.startsWith("-")) {
        String rule = line.replaceFirst(COUNTERS, "");
        for (Map.Entry<String, String> name : names.entrySet()) {
          rule = rule.replace(name.getKey(), name.getValue());
        }
        lines.add(table + " " + rule);
      }
    }
    return lines;
  }

  private List<String> at(String machine, String command) {
    StringBuilder text = new StringBuilder();
    lab.run(
        Prompt.parse(machine + "$ " + command), (part, error) -> text.append(error ? "" : part));
    return text.toString().lines().toList();
  }
}
