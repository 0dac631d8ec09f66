package dev.drydock.benchmarks;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The hop costs as a picture (SVG): bars of what was measured on the left, of what is declared on
/// the right, in colours and on scales of their own.
final class HopChart {
  private static final int WIDTH = 1000;
  private static final int TOP = 96;
  private static final int ROW = 34;
  private static final int BAR = 18;
  private static final int LEFT = 160;
  private static final int PANEL = 300;
  private static final int RIGHT = 640;
  private static final int RIGHT_PANEL = 230;
  private static final String DEVICE = "#17617d";
  private static final String DECLARED = "#d98e48";

  private final HopCosts costs;
  private final StringBuilder svg = new StringBuilder();

  private HopChart(HopCosts costs) {
    this.costs = costs;
  }

  /// The picture.
  static String of(HopCosts costs, Surroundings where) {
    return new HopChart(costs).draw(where);
  }

  private String draw(Surroundings where) {
    int bottom = TOP + ROW * costs.rows().size();
    int height = bottom + 24 + 17 * HopCosts.sources(where).size();
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
        WIDTH, height, WIDTH, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height);
    text(20, 28, "What a frame costs by driver", "font-size=\"18\" font-weight=\"bold\"");
    text(LEFT, 54, "MEASURED: our data path, ns of a processor", "font-weight=\"bold\"");
    legend(LEFT, DEVICE, "device to device");
    text(RIGHT, 54, "DECLARED: the model, µs of virtual time", "font-weight=\"bold\"");
    legend(RIGHT, DECLARED, "socket to socket, and packets a second");
    // What is far above the others is cut off, so that the others can be compared.
    double most = Math.min(max(HopCosts.Row::deviceNanos), 4 * middle());
    double slowest = max(row -> row.declared().latencyNanos());
    for (int i = 0; i < costs.rows().size(); i++) {
      row(costs.rows().get(i), TOP + ROW * i, most, slowest);
    }
    int y = bottom + 24;
    for (String line : HopCosts.sources(where)) {
      text(20, y, line.strip(), "font-size=\"11\" fill=\"#555555\"");
      y += 17;
    }
    return svg.append("</svg>\n").toString();
  }

  private void row(HopCosts.Row row, int y, double most, double slowest) {
    text(LEFT - 10, y + BAR - 4, row.way().title(), "text-anchor=\"end\" font-weight=\"bold\"");
    double end = bar(LEFT, y, row.deviceNanos() / most * PANEL, DEVICE);
    text((int) (LEFT + end) + 6, y + BAR - 4, HopCosts.number(row.deviceNanos()) + " ns", "");
    double micros = row.declared().latencyNanos() / 1000.0;
    double length = RIGHT_PANEL * row.declared().latencyNanos() / slowest;
    bar(RIGHT, y, length, DECLARED);
    String declared =
        String.format(
            Locale.ROOT, "%.1f µs, %.0f k/s", micros, row.declared().packetsPerSecond() / 1000);
    text((int) (RIGHT + length) + 6, y + BAR - 4, declared, "");
  }

  private void legend(int x, String colour, String words) {
    add("<rect x=\"%d\" y=\"66\" width=\"12\" height=\"12\" fill=\"%s\"/>%n", x, colour);
    text(x + 18, 77, words, "");
  }

  /// A bar, cut off with a mark where it is longer than the panel.
  private double bar(int x, int y, double wanted, String colour) {
    double length = Math.min(wanted, PANEL);
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
        x, y, length, BAR, colour);
    if (wanted > PANEL) {
      int cut = x + PANEL - 24;
      add("<path d=\"M%d %d l6 -%d h5 l-6 %d z\" fill=\"#ffffff\"/>%n", cut, y + BAR, BAR, BAR);
    }
    return length;
  }

  private void text(int x, int y, String words, String style) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
    add("<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, style, escaped);
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form.replace("%n", "\n"), values));
  }

  private double middle() {
    double[] sorted =
        costs.rows().stream().mapToDouble(HopCosts.Row::deviceNanos).sorted().toArray();
    return sorted.length == 0 ? 1 : sorted[sorted.length / 2];
  }

  private double max(ToDoubleFunction<HopCosts.Row> figure) {
    return costs.rows().stream().mapToDouble(figure).max().orElse(1);
  }
}
