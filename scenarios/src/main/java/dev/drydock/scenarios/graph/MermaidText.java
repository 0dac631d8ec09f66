package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes a drawing as a flowchart for Mermaid, which GitHub and many editors show in Markdown.
public final class MermaidText {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> ids = new HashMap<>();

  private MermaidText() {}

  /// The text.
  public static String of(Drawing drawing) {
    MermaidText mermaid = new MermaidText();
    mermaid.write(drawing);
    return mermaid.text.toString();
  }

  private void write(Drawing drawing) {
    line(0, "---");
    line(0, "title: " + quoted(drawing.title()));
    line(0, "---");
    line(0, "flowchart TB");
    for (Bar link : drawing.links()) {
      line(1, id(link.id()) + "([" + label(List.of(link.title(), link.detail())) + "])");
    }
    drawing.machines().forEach(this::machine);
    for (Machine machine : drawing.machines()) {
      machine.cards().forEach(card -> joint(card.path(), card));
      machine.bars().forEach(bar -> bar.uplinks().forEach(joint -> joint(bar.id(), joint)));
      machine.boxes().forEach(box -> box.joints().forEach(joint -> joint(box.id(), joint)));
    }
  }

  private void machine(Machine machine) {
    String title = label(machine.name(), machine.details());
    line(1, "subgraph " + id(machine.id()) + "[" + title + "]");
    for (Joint card : machine.cards()) {
      line(2, id(card.path()) + "[" + label(card.name(), card.addresses()) + "]");
    }
    for (Bar bar : machine.bars()) {
      line(2, id(bar.id()) + "([" + label(List.of(bar.title(), bar.detail())) + "])");
    }
    for (Box box : machine.boxes()) {
      line(2, id(box.id()) + "[" + label(box.title(), box.details()) + "]");
    }
    line(1, "end");
  }

  /// A card's own name stands in its box, so that its line needs none.
  private void joint(String from, Joint joint) {
    if (joint.to().isEmpty()) {
      return;
    }
    boolean isBare = from.equals(joint.path()) || joint.name().isEmpty();
    String label = isBare ? "" : "|" + label(joint.name(), joint.addresses()) + "|";
    line(1, id(joint.to()) + " ---" + label + " " + id(from));
  }

  private void line(int depth, String words) {
    text.append("  ".repeat(depth)).append(words).append('\n');
  }

  private String id(String of) {
    return ids.computeIfAbsent(of, key -> "n" + ids.size());
  }

  private static String label(String first, List<String> others) {
    return label(Stream.concat(Stream.of(first), others.stream()).toList());
  }

  private static String label(List<String> lines) {
    return quoted(String.join("<br/>", lines.stream().map(MermaidText::escaped).toList()));
  }

  private static String quoted(String words) {
    return "\"" + words.replace("\"", "#quot;") + "\"";
  }

  private static String escaped(String words) {
    return words
        .replace("#", "#35;")
        .replace("&", "#amp;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
