package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Layout.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Bars above rows of what hangs on them: links above machines, and in a machine its bridges and
/// networks above its containers. Above each row stand the bars that it is on; what is left of the
/// rows joins the parts of a bar that several are on.
///
/// ```
///   | lan =======            a part of lan above the first row
///   |     |     |
///   |  +--+--++-+---+
///   |  | pc  || nas |
///   |  +-----++-----+
///   +=== lan ===             and one above the second
///         |
/// ```
final class BarRows {
  /// Between the lines that join parts.
  private static final int SPINE_GAP = 14;

  /// Room for the words above a bar.
  private static final int WORDS = 16;

  /// What hangs on a bar.
  ///
  /// @param bar its id
  /// @param isUplink whether it leaves the bar upwards
  record Plug(String bar, Joint joint, boolean isUplink) {}

  /// A bar above one row.
  ///
  /// @param bar without its details where it is drawn once more
  record Part(Bar bar, Line line, int labelX) {}

  /// What joins the parts of a bar: from one height to another.
  record Spine(Bar bar, int x, int top, int bottom) {}

  private final int margin;
  private final List<List<Plug>> rows;
  private final List<List<Bar>> barsOfRows = new ArrayList<>();
  private final List<Bar> shared = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Line> byPath = new HashMap<>();

  /// @param rows at least one; a bar that nobody is on stands above the first
  /// @param margin where the leftmost line may be
  BarRows(List<Bar> bars, List<List<Plug>> rows, int margin) {
    this.margin = margin;
    this.rows = rows;
    rows.forEach(row -> barsOfRows.add(new ArrayList<>()));
    for (Bar bar : bars) {
      List<Integer> on = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        if (rows.get(row).stream().anyMatch(plug -> plug.bar().equals(bar.id()))) {
          on.add(row);
        }
      }
      if (on.isEmpty()) {
        on.add(0);
      } else if (on.size() > 1) {
        shared.add(bar);
      }
      on.forEach(row -> barsOfRows.get(row).add(bar));
    }
  }

  /// Where rows may begin, right of the lines that join parts.
  int left() {
    return margin + shared.size() * SPINE_GAP;
  }

  /// How much room the bars above a row take.
  int height(int row) {
    return barsOfRows.get(row).size() * Layout.BAR_ROW;
  }

  /// Places the bars above a row.
  ///
  /// @param middle where something hangs
  void place(int row, int top, ToIntFunction<Plug> middle) {
    int y = top + WORDS;
    for (Bar bar : barsOfRows.get(row)) {
      List<Plug> plugs =
          rows.get(row).stream().filter(plug -> plug.bar().equals(bar.id())).toList();
      Line own = Layout.line(plugs.stream().map(middle::applyAsInt).toList(), left(), y);
      int index = shared.indexOf(bar);
      Line line = index < 0 ? own : new Line(spineX(index), own.right(), y);
      int labelX = own.left();
      for (Plug plug : plugs) {
        if (plug.isUplink()) {
          labelX = Math.max(labelX, middle.applyAsInt(plug) + 6);
        } else {
          byPath.put(plug.joint().path(), line);
        }
      }
      parts.add(new Part(of(bar).isEmpty() ? bar : bar.withoutDetail(), line, labelX));
      y += Layout.BAR_ROW;
    }
  }

  private int spineX(int index) {
    return margin + index * SPINE_GAP;
  }

  /// All parts, from above.
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /// The parts of a bar, from above.
  List<Part> of(Bar bar) {
    return parts.stream().filter(part -> part.bar().id().equals(bar.id())).toList();
  }

  /// What joins parts.
  List<Spine> spines() {
    List<Spine> spines = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      List<Part> own = of(shared.get(i));
      spines.add(
          new Spine(shared.get(i), spineX(i), own.getFirst().line().y(), own.getLast().line().y()));
    }
    return spines;
  }

  /// The part that something hangs on; of no length, at the height given, for none.
  Line of(Joint joint, int from) {
    return byPath.getOrDefault(joint.path(), new Line(0, 0, from));
  }

  /// How far right bars and their words reach.
  int right() {
    return parts.stream()
        .mapToInt(
            part -> Math.max(part.line().right(), part.labelX() + Layout.labelWidth(part.bar())))
        .max()
        .orElse(0);
  }
}
