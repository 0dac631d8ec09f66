package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.BarRows.Part;
import dev.drydock.scenarios.graph.BarRows.Spine;
import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Machine;
import dev.drydock.scenarios.graph.Layout.Area;
import dev.drydock.scenarios.graph.Layout.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes a drawing as a picture (SVG 1.1). What a device sees is drawn in groups of the class
/// `joint` with the device's name in captures as `data-path`.
public final class SvgText {
  private static final List<String> COLOURS =
      List.of(
          "#2a78a8", "#c9622c", "#4d8f3a", "#8a5bb0", "#b08a1e", "#b8446e", "#2f8f86", "#6c6f7a");
  private static final String LINK = "#3c4654";
  private static final String INK = "#1d2733";
  private static final String SOFT = "#5a6675";

  private static final int BAR_THICK = 6;

  /// Lines behind words leave a gap.
  private static final String HALO = "paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\"";

  private final Drawing drawing;
  private final Layout layout;
  private final List<String> networks;
  private final StringBuilder svg = new StringBuilder();

  private SvgText(Drawing drawing) {
    this.drawing = drawing;
    this.layout = new Layout(drawing);
    Set<String> found = new LinkedHashSet<>();
    drawing.machines().forEach(machine -> machine.bars().forEach(bar -> found.add(bar.network())));
    this.networks = new ArrayList<>(found);
  }

  /// The text, a document of its own.
  public static String of(Drawing drawing) {
    return new SvgText(drawing).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
        layout.width(), layout.height(), layout.width(), layout.height());
    add("<title>%s</title>%n", Markup.escaped(drawing.title()));
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n");
    text(Layout.MARGIN, 32, drawing.title(), "font-size=\"17\" font-weight=\"bold\"");
    drawing.machines().forEach(this::frame);
    for (Machine machine : drawing.machines()) {
      machine.cards().forEach(card -> stem(layout.links(), card, LINK));
      machine.bars().forEach(bar -> bar.uplinks().forEach(joint -> uplink(machine, bar, joint)));
      for (Box box : machine.boxes()) {
        box.joints().forEach(joint -> stem(layout.bars(machine), joint, colour(machine, joint)));
      }
    }
    bars(layout.links());
    for (Machine machine : drawing.machines()) {
      bars(layout.bars(machine));
      machine.cards().forEach(card -> cell(card, LINK));
      machine.bars().forEach(bar -> bar.uplinks().forEach(joint -> uplinkName(bar, joint)));
      machine.boxes().forEach(box -> box(machine, box));
    }
    return svg.append("</svg>\n").toString();
  }

  private String colour(Bar bar) {
    if (bar.kind() == Drawing.Kind.LINK) {
      return LINK;
    }
    return COLOURS.get(Math.max(0, networks.indexOf(bar.network())) % COLOURS.size());
  }

  private String colour(Machine machine, Joint joint) {
    for (Bar bar : machine.bars()) {
      if (bar.id().equals(joint.to())) {
        return colour(bar);
      }
    }
    return SOFT;
  }

  // ---- parts -----------------------------------------------------------------------------

  private void frame(Machine machine) {
    Area area = layout.area(machine.id());
    rect(area, "#f4f6f9", "#aab4c0", 8);
    text(
        area.x() + Layout.PAD,
        area.y() + 20,
        machine.name(),
        "font-size=\"14\" font-weight=\"bold\"");
    int cells =
        machine.cards().isEmpty() ? 0 : layout.area(machine.cards().getFirst().path()).height();
    int y = area.y() + 5 + Layout.detailsTop(machine, cells);
    for (String detail : machine.details()) {
      y += Layout.LINE;
      text(area.x() + Layout.PAD, y, detail, "fill=\"" + SOFT + "\"");
    }
  }

  private void box(Machine machine, Box box) {
    Area area = layout.area(box.id());
    rect(area, box.isRunning() ? "#ffffff" : "#e9ebee", "#7d8896", 4);
    box.joints().forEach(joint -> cell(joint, colour(machine, joint)));
    int cells = box.joints().isEmpty() ? 0 : layout.area(box.joints().getFirst().path()).height();
    int y = area.y() + cells + 18;
    text(area.middle(), y, box.title(), "text-anchor=\"middle\" font-weight=\"bold\"");
    for (String detail : box.details()) {
      y += Layout.LINE;
      text(area.middle(), y, detail, "text-anchor=\"middle\" fill=\"" + SOFT + "\"");
    }
  }

  /// An interface: its name and its addresses.
  private void cell(Joint joint, String colour) {
    Area area = layout.area(joint.path());
    add("<g class=\"joint\" data-path=\"%s\">%n", Markup.escaped(joint.path()));
    add("<title>%s</title>%n", Markup.escaped(joint.path()));
    rect(area, "#ffffff", colour, 3);
    int y = area.y() + 14;
    text(area.middle(), y, joint.name(), "text-anchor=\"middle\" fill=\"" + colour + "\"");
    for (String address : joint.addresses()) {
      y += Layout.LINE;
      text(area.middle(), y, address, "text-anchor=\"middle\"");
    }
    add("</g>%n");
  }

  private void stem(BarRows bars, Joint joint, String colour) {
    Area cell = layout.area(joint.path());
    Line bar = bars.of(joint, cell.y());
    if (bar.y() != cell.y()) {
      vertical(joint, cell.middle(), new Line(cell.y(), bar.y(), 0), colour);
    }
  }

  private void bars(BarRows bars) {
    for (Spine spine : bars.spines()) {
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"%d\""
              + " stroke-linecap=\"square\"/>%n",
          spine.x(), spine.top(), spine.x(), spine.bottom(), colour(spine.bar()), BAR_THICK);
    }
    for (Part part : bars.parts()) {
      bar(part.bar(), part.line(), colour(part.bar()));
      words(part.bar(), part.labelX(), part.line().y(), colour(part.bar()));
    }
  }

  private void uplink(Machine machine, Bar bar, Joint joint) {
    Area place = layout.uplink(joint);
    if (place != null) {
      int bottom = layout.area(joint.to()).bottom();
      Part end = layout.bars(machine).of(bar).getFirst();
      vertical(joint, place.x(), new Line(bottom, end.line().y(), 0), colour(bar));
    }
  }

  private void uplinkName(Bar bar, Joint joint) {
    Area place = layout.uplink(joint);
    if (place != null && !joint.name().isEmpty()) {
      text(place.x() + 5, place.y(), joint.name(), HALO + filled(colour(bar)));
    }
  }

  private void vertical(Joint joint, int x, Line heights, String colour) {
    add(
        "<line class=\"joint\" data-path=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\""
            + " stroke=\"%s\" stroke-width=\"2\"/>%n",
        Markup.escaped(joint.path()), x, heights.left(), x, heights.right(), colour);
    add("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/>%n", x, heights.right(), colour);
  }

  private void bar(Bar bar, Line line, String colour) {
    String dashes = bar.kind() == Drawing.Kind.OVERLAY ? " stroke-dasharray=\"10 4\"" : "";
    add(
        "<line class=\"bar\" data-bar=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\""
            + " stroke-width=\"%d\"%s/>%n",
        Markup.escaped(bar.id()),
        line.left(),
        line.y(),
        line.right(),
        line.y(),
        colour,
        BAR_THICK,
        dashes);
  }

  /// What a bar is, above it.
  private void words(Bar bar, int x, int barY, String colour) {
    int y = barY - 8;
    text(x, y, bar.title(), HALO + " font-weight=\"bold\"" + filled(colour));
    text(x + Layout.textWidth(bar.title(), true) + 8, y, bar.detail(), HALO + filled(SOFT));
  }

  // ---- words -----------------------------------------------------------------------------

  private void rect(Area area, String fill, String stroke, int round) {
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\""
            + " stroke=\"%s\"/>%n",
        area.x(), area.y(), area.width(), area.height(), round, fill, stroke);
  }

  private void text(int x, int y, String words, String look) {
    String fill = look.contains("fill=") ? "" : filled(INK);
    add("<text x=\"%d\" y=\"%d\" %s%s>%s</text>%n", x, y, look, fill, Markup.escaped(words));
  }

  private static String filled(String colour) {
    return " fill=\"" + colour + "\"";
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }
}
