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
/// Links are bars above one another, machines stand below them side by side, in rows if they are
/// many. In a machine its name and its cards are at the top, then its bars, then its boxes side by
/// side. All lines between boxes and bars are vertical; a bar is as long as what is plugged into it
/// asks for.
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

  /// So wide, all machines stand in one row: what a page shows is still good to read then.
  private static final int ONE_ROW_MOST = 1400;

  /// Of several rows, each ends before a machine that would reach further.
  private static final int ROW_MOST = 1200;

  /// So far from one another are lines that have nothing to do with each other.
  private static final int APART = 9;

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

  private final LinkRows links;
  private final Map<String, Area> areas = new HashMap<>();
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<Joint, Area> uplinks = new HashMap<>();
  private int width;
  private int height;

  Layout(Drawing drawing) {
    List<List<Machine>> rows = rows(drawing);
    links = new LinkRows(drawing, rows);
    int top = TITLE + MARGIN;
    height = top + links.height(0) + BELOW_BARS;
    for (int row = 0; row < rows.size(); row++) {
      row(row, rows.get(row), top);
      top = height + GAP;
    }
    width = Math.max(width, links.right()) + MARGIN;
    width = Math.max(width, textWidth(drawing.title(), true) * 3 / 2 + 2 * MARGIN);
    height += MARGIN;
  }

  /// Which machines stand side by side.
  private List<List<Machine>> rows(Drawing drawing) {
    List<Integer> widths = new ArrayList<>();
    drawing.machines().forEach(machine -> widths.add(machine(machine, 0, 0).width()));
    int all = 2 * MARGIN + widths.stream().mapToInt(wide -> wide + GAP).sum();
    int most = all <= ONE_ROW_MOST ? ONE_ROW_MOST : ROW_MOST;
    List<List<Machine>> rows = new ArrayList<>();
    int right = most;
    for (int i = 0; i < widths.size(); i++) {
      if (right + widths.get(i) > most) {
        rows.add(new ArrayList<>());
        right = MARGIN;
      }
      rows.getLast().add(drawing.machines().get(i));
      right += widths.get(i) + GAP;
    }
    return rows;
  }

  private void row(int row, List<Machine> machines, int top) {
    int y = top + links.height(row) + BELOW_BARS;
    int x = links.left();
    for (Machine machine : machines) {
      Area area = machine(machine, x, y);
      areas.put(machine.id(), area);
      x = area.right() + GAP;
      height = Math.max(height, area.bottom());
      width = Math.max(width, area.right());
    }
    links.place(row, top, machines, card -> area(card.path()).middle());
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// The links of its rows.
  LinkRows links() {
    return links;
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

  /// The line of a box's joint, from one height to the other; where it leads nowhere, of no length.
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
    boolean isBare = isBare(machine);
    int words = widest(machine.details());
    int header = Math.max(textWidth(machine.name(), true) + 8, isBare ? 0 : words) + 2 * PAD;
    int cellHeight = cellHeight(machine.cards());
    int cellX = x + header;
    for (Joint card : machine.cards()) {
      areas.put(card.path(), new Area(cellX, y, cellWidth(card), cellHeight));
      cellX += cellWidth(card) + 8;
    }
    int headerHeight = detailsTop(machine, cellHeight) + LINE * machine.details().size() + 12;
    headerHeight = Math.max(headerHeight, cellHeight);
    int barsTop = y + headerHeight + GAP;
    int boxesTop =
        barsTop
            + machine.bars().size() * BAR_ROW
            + (machine.boxes().isEmpty() || machine.bars().isEmpty() ? 0 : BELOW_BARS);
    Area boxes = boxes(machine, x + PAD, boxesTop);
    int right = Math.max(cellX, boxes.right());
    right = Math.max(right, isBare ? x + PAD + words : 0);
    right = Math.max(right, bars(machine, x + PAD, barsTop));
    int bottom = isBare ? y + headerHeight + PAD / 2 : boxes.bottom() + PAD;
    return new Area(x, y, right - x + PAD, bottom - y);
  }

  /// Of a machine with nothing below its cards, the words about it stand there.
  private static boolean isBare(Machine machine) {
    return machine.boxes().isEmpty() && machine.bars().isEmpty();
  }

  /// How far below its upper edge the words about a machine begin.
  static int detailsTop(Machine machine, int cellHeight) {
    return isBare(machine) && !machine.details().isEmpty() ? Math.max(cellHeight, LINE) : LINE;
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
    List<Integer> taken = new ArrayList<>();
    for (Box box : machine.boxes()) {
      box.joints().forEach(joint -> taken.add(area(joint.path()).middle()));
    }
    byCard.forEach((path, joints) -> {
      Area card = area(path);
      for (int i = 0; i < joints.size(); i++) {
        int x = free(card.x() + card.width() * (i + 1) / (joints.size() + 1), taken);
        taken.add(x);
        uplinks.put(joints.get(i), new Area(x, card.bottom() + 13 * (i + 1), 0, 0));
      }
    });
  }

  /// The place nearest to one wanted that lines elsewhere leave free.
  private static int free(int wanted, List<Integer> taken) {
    for (int off = 0; off <= 2 * APART; off++) {
      for (int x : List.of(wanted + off, wanted - off)) {
        if (taken.stream().noneMatch(other -> Math.abs(other - x) < APART)) {
          return x;
        }
      }
    }
    return wanted;
  }

  static int labelWidth(Bar bar) {
    return textWidth(bar.title(), true) + 10 + textWidth(bar.detail(), false);
  }

  static Line line(List<Integer> at, int x, int y) {
    int left = at.stream().mapToInt(each -> each - 16).min().orElse(x);
    int right = at.stream().mapToInt(each -> each + 16).max().orElse(x + 60);
    return new Line(left, right, y);
  }
}
