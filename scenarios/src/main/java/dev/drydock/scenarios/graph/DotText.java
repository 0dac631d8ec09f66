package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Machine;
import java.util.ArrayList;
import java.util.List;

/// Writes a drawing in the language of Graphviz: `dot -Tpng`.
public final class DotText {
  private static final String ROUND =
      ", shape=box, style=\"rounded,filled\", fillcolor=\"#dceaf2\"";

  private final StringBuilder text = new StringBuilder();

  private DotText() {}

  /// The text.
  public static String of(Drawing drawing) {
    DotText dot = new DotText();
    dot.write(drawing);
    return dot.text.toString();
  }

  private void write(Drawing drawing) {
    line(0, "graph " + quoted(drawing.title()) + " {");
    line(1, "label=" + quoted(drawing.title()) + "; labelloc=t; fontname=\"sans-serif\";");
    line(
        1,
        "node [fontname=\"sans-serif\", fontsize=11]; edge [fontname=\"sans-serif\", fontsize=9];");
    for (Bar link : drawing.links()) {
      node(1, link.id(), List.of(link.title(), link.detail()), ROUND);
    }
    for (Machine machine : drawing.machines()) {
      machine(machine);
    }
    for (Machine machine : drawing.machines()) {
      machine.cards().forEach(card -> edge(card.path(), card, false));
      machine.bars().forEach(bar -> bar.uplinks().forEach(joint -> edge(bar.id(), joint, true)));
      machine.boxes().forEach(box -> box.joints().forEach(joint -> edge(box.id(), joint, true)));
    }
    line(0, "}");
  }

  private void machine(Machine machine) {
    line(1, "subgraph " + quoted("cluster " + machine.id()) + " {");
    line(2, "label=" + quoted(lines(machine.name(), machine.details())) + ";");
    for (Joint card : machine.cards()) {
      node(2, card.path(), lines(card.name(), card.addresses()), ", shape=box");
    }
    for (Bar bar : machine.bars()) {
      node(2, bar.id(), List.of(bar.title(), bar.detail()), ROUND);
    }
    for (Box box : machine.boxes()) {
      node(2, box.id(), lines(box.title(), box.details()), ", shape=box");
    }
    line(1, "}");
  }

  private void node(int depth, String id, List<String> label, String look) {
    line(depth, quoted(id) + " [label=" + quoted(label) + look + "];");
  }

  private void edge(String from, Joint joint, boolean isNamed) {
    if (!joint.to().isEmpty()) {
      String label =
          isNamed ? " [label=" + quoted(lines(joint.name(), joint.addresses())) + "]" : "";
      line(1, quoted(joint.to()) + " -- " + quoted(from) + label + ";");
    }
  }

  private static List<String> lines(String first, List<String> others) {
    List<String> lines = new ArrayList<>(List.of(first));
    lines.addAll(others);
    return lines;
  }

  private void line(int depth, String words) {
    text.append("  ".repeat(depth)).append(words).append('\n');
  }

  private static String quoted(List<String> lines) {
    return "\"" + String.join("\\n", lines.stream().map(DotText::escaped).toList()) + "\"";
  }

  private static String quoted(String words) {
    return "\"" + escaped(words) + "\"";
  }

  private static String escaped(String words) {
    return words.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
