package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where everything of a drawing stands, in pixels from the upper left.
///
/// Links are bars above one another, machines stand below them side by side. In a machine its name
/// and its cards are at the top, then its bars, then its boxes side by side. All lines between
/// boxes and bars are vertical; a bar is as long as what is plugged into it asks for.
final class Layout {
  static final int MARGIN = 24;
  static final int TITLE = 44;
  static final int BAR_ROW = 46;
  static final int LINE = 15;
  static final int PAD = 14;

  private static final double LETTER = 6.7;
  private static final double BOLD = 7.6;
  private static final int GAP = 18;
  private static final int BELOW_BARS = 22;

  /// A rectangle.
  record Area(int x, int y, int width, int height) {
    int middle() {
      return x + width / 2;
    }

    int right() {
      return x + width;
    }

    int bottom() {
      return y + height;
    }
  }

  /// A bar from one x to another, at a height.
  record Line(int left, int right, int y) {}

  private final Drawing drawing;
  private final Map<String, Area> areas = new HashMap<>();
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<Joint, Area> uplinks = new HashMap<>();
  private int width;
  private int height;

  Layout(Drawing drawing) {
    this.drawing = drawing;
    int top = TITLE + MARGIN + drawing.links().size() * BAR_ROW + BELOW_BARS;
    int x = MARGIN;
    height = top;
    for (Machine machine : drawing.machines()) {
      Area area = machine(machine, x, top);
      areas.put(machine.id(), area);
      x = area.right() + GAP;
      height = Math.max(height, area.bottom());
    }
    width = x - GAP + MARGIN;
    links();
    height += MARGIN;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// Where a machine, a box, or the cell of a joint by its path stands.
  Area area(String id) {
    Area area = areas.get(id);
    return area == null ? new Area(0, 0, 0, 0) : area;
  }

  /// Where a bar stands.
  Line line(Bar bar) {
    Line line = lines.get(bar.id());
    return line == null ? new Line(0, 0, 0) : line;
  }

  /// Where the line from a bar reaches a card: its x, and the height of its name.
  @Nullable Area uplink(Joint joint) {
    return uplinks.get(joint);
  }

  /// Where the words of a bar begin: right of the lines that leave it upwards.
  int labelX(Bar bar) {
    int x = line(bar).left();
    for (Joint joint : bar.uplinks()) {
      Area at = uplinks.get(joint);
      x = at == null ? x : Math.max(x, at.x() + 6);
    }
    return x;
  }

  /// The line of a joint, from one height to the other; where it leads nowhere, of no length.
  Line stem(Joint joint, int from) {
    Line bar = lines.get(joint.to());
    return new Line(from, bar == null ? from : bar.y(), 0);
  }

  // ---- sizes -----------------------------------------------------------------------------

  static int textWidth(String text, boolean isBold) {
    return (int) Math.ceil(text.codePointCount(0, text.length()) * (isBold ? BOLD : LETTER));
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(text -> textWidth(text, false)).max().orElse(0);
  }

  private static int cellWidth(Joint joint) {
    return Math.max(Math.max(textWidth(joint.name(), false), widest(joint.addresses())), 26) + PAD;
  }

  private static int cellHeight(List<Joint> joints) {
    int most = joints.stream().mapToInt(joint -> joint.addresses().size()).max().orElse(-1);
    return most < 0 ? 0 : (1 + most) * LINE + 6;
  }

  private static int cellsWidth(List<Joint> joints) {
    return joints.stream().mapToInt(Layout::cellWidth).sum();
  }

  // ---- machines --------------------------------------------------------------------------

  private Area machine(Machine machine, int x, int y) {
    int header = Math.max(textWidth(machine.name(), true) + 8, widest(machine.details())) + 2 * PAD;
    int cellHeight = cellHeight(machine.cards());
    int cellX = x + header;
    for (Joint card : machine.cards()) {
      areas.put(card.path(), new Area(cellX, y, cellWidth(card), cellHeight));
      cellX += cellWidth(card) + 8;
    }
    int headerHeight = Math.max(cellHeight, LINE * (1 + machine.details().size()) + 12);
    int barsTop = y + headerHeight + GAP;
    int boxesTop =
        barsTop
            + machine.bars().size() * BAR_ROW
            + (machine.boxes().isEmpty() || machine.bars().isEmpty() ? 0 : BELOW_BARS);
    Area boxes = boxes(machine, x + PAD, boxesTop);
    int right = Math.max(cellX, boxes.right());
    right = Math.max(right, bars(machine, x + PAD, barsTop));
    int bottom =
        machine.boxes().isEmpty() && machine.bars().isEmpty()
            ? y + headerHeight + PAD / 2
            : boxes.bottom() + PAD;
    return new Area(x, y, right - x + PAD, bottom - y);
  }

  /// Those on the first bars stand left.
  private Area boxes(Machine machine, int x, int y) {
    List<String> order = machine.bars().stream().map(Bar::id).toList();
    List<Box> sorted = new ArrayList<>(machine.boxes());
    sorted.sort(
        Comparator.comparingInt(box ->
            box.joints().stream()
                .mapToInt(joint -> order.indexOf(joint.to()))
                .filter(index -> index >= 0)
                .min()
                .orElse(Integer.MAX_VALUE)));
    int cellHeight = sorted.stream().mapToInt(box -> cellHeight(box.joints())).max().orElse(0);
    int at = x;
    int most = 0;
    for (Box box : sorted) {
      int own = Math.max(textWidth(box.title(), true), widest(box.details())) + 2 * PAD;
      int cells = cellsWidth(box.joints());
      int boxWidth = Math.max(Math.max(own, cells), 70);
      int boxHeight = cellHeight + LINE * (1 + box.details().size()) + 14;
      areas.put(box.id(), new Area(at, y, boxWidth, boxHeight));
      int cellX = at;
      for (Joint joint : box.joints()) {
        int share = cellWidth(joint) + (boxWidth - cells) / box.joints().size();
        areas.put(joint.path(), new Area(cellX, y, share, cellHeight));
        cellX += share;
      }
      at += boxWidth + GAP;
      most = Math.max(most, boxHeight);
    }
    return new Area(x, y, Math.max(0, at - GAP - x), most);
  }

  /// @return how far right they reach
  private int bars(Machine machine, int x, int top) {
    placeUplinks(machine);
    int y = top + BAR_ROW - 14;
    int right = x;
    for (Bar bar : machine.bars()) {
      List<Integer> at = new ArrayList<>();
      for (Box box : machine.boxes()) {
        box.joints().stream()
            .filter(joint -> joint.to().equals(bar.id()))
            .forEach(joint -> at.add(area(joint.path()).middle()));
      }
      bar.uplinks().stream()
          .map(uplinks::get)
          .filter(Objects::nonNull)
          .forEach(place -> at.add(place.x()));
      Line line = line(at, x, y);
      lines.put(bar.id(), line);
      right = Math.max(right, Math.max(line.right(), labelX(bar) + labelWidth(bar)));
      y += BAR_ROW;
    }
    return right;
  }

  /// Several from one card share its width, their names stand below one another.
  private void placeUplinks(Machine machine) {
    Map<String, List<Joint>> byCard = new LinkedHashMap<>();
    for (Bar bar : machine.bars()) {
      for (Joint joint : bar.uplinks()) {
        if (areas.containsKey(joint.to())) {
          byCard.computeIfAbsent(joint.to(), key -> new ArrayList<>()).add(joint);
        }
      }
    }
    byCard.forEach((path, joints) -> {
      Area card = area(path);
      for (int i = 0; i < joints.size(); i++) {
        int x = card.x() + card.width() * (i + 1) / (joints.size() + 1);
        uplinks.put(joints.get(i), new Area(x, card.bottom() + 13 * (i + 1), 0, 0));
      }
    });
  }

  static int labelWidth(Bar bar) {
    return textWidth(bar.title(), true) + 10 + textWidth(bar.detail(), false);
  }

  private static Line line(List<Integer> at, int x, int y) {
    int left = at.stream().mapToInt(each -> each - 16).min().orElse(x);
    int right = at.stream().mapToInt(each -> each + 16).max().orElse(x + 60);
    return new Line(left, right, y);
  }

  private void links() {
    int y = TITLE + MARGIN + 16;
    for (Bar link : drawing.links()) {
      List<Integer> at = new ArrayList<>();
      for (Machine machine : drawing.machines()) {
        machine.cards().stream()
            .filter(card -> card.to().equals(link.id()))
            .forEach(card -> at.add(area(card.path()).middle()));
      }
      Line line = line(at, MARGIN, y);
      lines.put(link.id(), line);
      width = Math.max(width, line.left() + labelWidth(link) + MARGIN);
      y += BAR_ROW;
    }
    width = Math.max(width, textWidth(drawing.title(), true) * 3 / 2 + 2 * MARGIN);
  }
}
