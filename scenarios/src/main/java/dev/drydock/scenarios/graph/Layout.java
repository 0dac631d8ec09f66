package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.BarRows.Plug;
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
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Where everything of a drawing stands, in pixels from the upper left.
///
/// Links are bars above one another, machines stand below them side by side, in rows if they are
/// many. In a machine its name and its cards are at the top, then its bars, then its boxes side by
/// side, again in rows. All lines between boxes and bars are vertical; a bar is as long as what is
/// plugged into it asks for.
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

  /// So wide, all machines, or the boxes of one, stand in one row: what a page shows is still good
  /// to read then.
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

  private final BarRows links;
  private final Map<String, BarRows> bars = new HashMap<>();
  private final Map<String, Area> areas = new HashMap<>();
  private final Map<Joint, Area> uplinks = new HashMap<>();
  private int width;
  private int height;

  Layout(Drawing drawing) {
    List<List<Machine>> rows =
        inRows(drawing.machines(), machine -> machine(machine, 0, 0).width());
    links = new BarRows(drawing.links(), rows.stream().map(Layout::cards).toList(), MARGIN);
    int top = TITLE + MARGIN;
    for (int row = 0; row < rows.size(); row++) {
      row(row, rows.get(row), top);
      top = height + GAP;
    }
    width = Math.max(width, links.right()) + MARGIN;
    width = Math.max(width, textWidth(drawing.title(), true) * 3 / 2 + 2 * MARGIN);
    height += MARGIN;
  }

  /// What stands side by side; a row at least, be it empty.
  private static <T> List<List<T>> inRows(List<T> all, ToIntFunction<T> width) {
    int sum = 2 * MARGIN + all.stream().mapToInt(each -> width.applyAsInt(each) + GAP).sum();
    int most = sum <= ONE_ROW_MOST ? ONE_ROW_MOST : ROW_MOST;
    List<List<T>> rows = new ArrayList<>();
    rows.add(new ArrayList<>());
    int right = MARGIN;
    for (T each : all) {
      int wide = width.applyAsInt(each);
      if (right + wide > most && !rows.getLast().isEmpty()) {
        rows.add(new ArrayList<>());
        right = MARGIN;
      }
      rows.getLast().add(each);
      right += wide + GAP;
    }
    return rows;
  }

  private static List<Plug> cards(List<Machine> row) {
    return row.stream()
        .flatMap(machine -> machine.cards().stream())
        .map(card -> new Plug(card.to(), card, false))
        .toList();
  }

  private void row(int row, List<Machine> machines, int top) {
    int y = top + links.height(row) + BELOW_BARS;
    int x = links.left();
    height = Math.max(height, y);
    for (Machine machine : machines) {
      Area area = machine(machine, x, y);
      areas.put(machine.id(), area);
      x = area.right() + GAP;
      height = Math.max(height, area.bottom());
      width = Math.max(width, area.right());
    }
    links.place(row, top, this::middle);
  }

  private int middle(Plug plug) {
    Area uplink = plug.isUplink() ? uplinks.get(plug.joint()) : null;
    return uplink == null ? area(plug.joint().path()).middle() : uplink.x();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// The links above its rows.
  BarRows links() {
    return links;
  }

  /// The bars of a machine.
  BarRows bars(Machine machine) {
    return Objects.requireNonNull(bars.get(machine.id()), machine.id());
  }

  /// Where a machine, a box, or the cell of a joint by its path stands.
  Area area(String id) {
    Area area = areas.get(id);
    return area == null ? new Area(0, 0, 0, 0) : area;
  }

  /// Where the line from a bar reaches a card: its x, and the height of its name.
  @Nullable Area uplink(Joint joint) {
    return uplinks.get(joint);
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
    List<List<Box>> rows = inRows(sorted(machine), Layout::boxWidth);
    BarRows own = new BarRows(machine.bars(), plugs(machine, rows), x + PAD);
    bars.put(machine.id(), own);
    int right = Math.max(cellX, isBare ? x + PAD + words : 0);
    int bottom = isBare ? y + headerHeight + PAD / 2 - PAD : barsTop;
    int top = barsTop;
    for (int row = 0; row < rows.size() && !isBare; row++) {
      boolean isGap = !rows.get(row).isEmpty() && own.height(row) > 0;
      int boxesTop = top + own.height(row) + (isGap ? BELOW_BARS : 0);
      Area boxes = boxes(rows.get(row), own.left(), boxesTop);
      if (row == 0) {
        placeUplinks(machine, rows.getFirst());
      }
      own.place(row, top + BAR_ROW - 30, this::middle);
      right = Math.max(right, boxes.right());
      bottom = boxes.bottom();
      top = bottom + GAP;
    }
    right = Math.max(right, own.right());
    return new Area(x, y, right - x + PAD, bottom + PAD - y);
  }

  /// What hangs on the bars of a machine: its boxes from below, in the first row its cards from
  /// above.
  private List<List<Plug>> plugs(Machine machine, List<List<Box>> rows) {
    List<List<Plug>> plugs = new ArrayList<>();
    for (List<Box> row : rows) {
      List<Plug> own = new ArrayList<>();
      row.forEach(box -> box.joints().forEach(each -> own.add(new Plug(each.to(), each, false))));
      plugs.add(own);
    }
    for (Bar bar : machine.bars()) {
      bar.uplinks().stream()
          .filter(uplink -> areas.containsKey(uplink.to()))
          .forEach(uplink -> plugs.getFirst().add(new Plug(bar.id(), uplink, true)));
    }
    return plugs;
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
  private static List<Box> sorted(Machine machine) {
    List<String> order = machine.bars().stream().map(Bar::id).toList();
    List<Box> sorted = new ArrayList<>(machine.boxes());
    sorted.sort(
        Comparator.comparingInt(box ->
            box.joints().stream()
                .mapToInt(joint -> order.indexOf(joint.to()))
                .filter(index -> index >= 0)
                .min()
                .orElse(Integer.MAX_VALUE)));
    return sorted;
  }

  private static int boxWidth(Box box) {
    int own = Math.max(textWidth(box.title(), true), widest(box.details())) + 2 * PAD;
    return Math.max(Math.max(own, cellsWidth(box.joints())), 70);
  }

  private Area boxes(List<Box> row, int x, int y) {
    int cellHeight = row.stream().mapToInt(box -> cellHeight(box.joints())).max().orElse(0);
    int at = x;
    int most = 0;
    for (Box box : row) {
      int boxWidth = boxWidth(box);
      int boxHeight = cellHeight + LINE * (1 + box.details().size()) + 14;
      areas.put(box.id(), new Area(at, y, boxWidth, boxHeight));
      int cellX = at;
      int room = boxWidth - cellsWidth(box.joints());
      for (Joint joint : box.joints()) {
        int share = cellWidth(joint) + room / box.joints().size();
        areas.put(joint.path(), new Area(cellX, y, share, cellHeight));
        cellX += share;
      }
      at += boxWidth + GAP;
      most = Math.max(most, boxHeight);
    }
    return new Area(x, y, Math.max(0, at - GAP - x), most);
  }

  /// Several from one card share its width, their names stand below one another.
  private void placeUplinks(Machine machine, List<Box> row) {
    Map<String, List<Joint>> byCard = new LinkedHashMap<>();
    for (Bar bar : machine.bars()) {
      for (Joint joint : bar.uplinks()) {
        if (areas.containsKey(joint.to())) {
          byCard.computeIfAbsent(joint.to(), key -> new ArrayList<>()).add(joint);
        }
      }
    }
    List<Integer> taken = new ArrayList<>();
    for (Box box : row) {
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
