package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Machine;
import dev.drydock.scenarios.graph.Layout.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// The links of a drawing whose machines stand in rows: above each row the links that its machines
/// are on, and at the left margin what joins the parts of a link that several rows are on.
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
final class LinkRows {
  /// Between the lines at the margin.
  private static final int SPINE_GAP = 14;

  /// A link above one row.
  ///
  /// @param isFirst whether no row above has a part of it
  record Part(Bar link, Line line, int labelX, boolean isFirst) {}

  /// What joins the parts of a link: from one height to another.
  record Spine(int x, int top, int bottom) {}

  private final List<List<Bar>> rows = new ArrayList<>();
  private final List<Bar> shared = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Line> byCard = new HashMap<>();

  LinkRows(Drawing drawing, List<List<Machine>> machines) {
    for (List<Machine> row : machines) {
      rows.add(drawing.links().stream().filter(link -> isOn(row, link)).toList());
    }
    for (Bar link : drawing.links()) {
      long count = rows.stream().filter(row -> row.contains(link)).count();
      if (count > 1) {
        shared.add(link);
      } else if (count == 0) {
        aboveTheFirst(link);
      }
    }
  }

  private static boolean isOn(List<Machine> machines, Bar link) {
    return machines.stream()
        .flatMap(machine -> machine.cards().stream())
        .anyMatch(card -> card.to().equals(link.id()));
  }

  /// For one that nobody is on.
  private void aboveTheFirst(Bar link) {
    List<Bar> first = rows.isEmpty() ? new ArrayList<>() : new ArrayList<>(rows.removeFirst());
    first.add(link);
    rows.addFirst(first);
  }

  /// Where machines may begin, right of the lines at the margin.
  int left() {
    return Layout.MARGIN + shared.size() * SPINE_GAP;
  }

  /// How much room the links above a row take.
  int height(int row) {
    return row < rows.size() ? rows.get(row).size() * Layout.BAR_ROW : 0;
  }

  /// Places the links above a row.
  ///
  /// @param middle where a card stands
  void place(int row, int top, List<Machine> machines, ToIntFunction<Joint> middle) {
    int y = top + 16;
    for (Bar link : row < rows.size() ? rows.get(row) : List.<Bar>of()) {
      List<Joint> cards = new ArrayList<>();
      for (Machine machine : machines) {
        machine.cards().stream().filter(card -> card.to().equals(link.id())).forEach(cards::add);
      }
      Line own = Layout.line(cards.stream().map(middle::applyAsInt).toList(), left(), y);
      int index = shared.indexOf(link);
      Line line = index < 0 ? own : new Line(spineX(index), own.right(), y);
      cards.forEach(card -> byCard.put(card.path(), line));
      parts.add(new Part(link, line, own.left(), isNew(link)));
      y += Layout.BAR_ROW;
    }
  }

  private boolean isNew(Bar link) {
    return parts.stream().noneMatch(part -> part.link().equals(link));
  }

  private static int spineX(int index) {
    return Layout.MARGIN + index * SPINE_GAP;
  }

  /// All parts, from above.
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /// What joins them.
  List<Spine> spines() {
    List<Spine> spines = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      Bar link = shared.get(i);
      List<Integer> heights =
          parts.stream()
              .filter(part -> part.link().equals(link))
              .map(part -> part.line().y())
              .toList();
      spines.add(new Spine(spineX(i), heights.getFirst(), heights.getLast()));
    }
    return spines;
  }

  /// The part that a card is plugged into; of no length for none.
  Line of(Joint card, int from) {
    return byCard.getOrDefault(card.path(), new Line(0, 0, from));
  }

  /// How far right bars and their words reach.
  int right() {
    return parts.stream()
        .mapToInt(part -> part.labelX() + Layout.labelWidth(part.link()))
        .max()
        .orElse(0);
  }
}
