package dev.drydock.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param quick fewer and shorter rounds, the largest sizes left out: does it run, not how fast
/// @param help only say how it is used
/// @param json where to write the results, if anywhere
/// @param svg where to draw the hop costs, if anywhere
/// @param filter a part of the names of the benchmarks to run, in any case; null for all
record Arguments(
    boolean quick, boolean help, @Nullable Path json, @Nullable Path svg, @Nullable String filter) {
  static final String USAGE =
      """
      usage: drydock bench [--quick] [--json FILE] [--svg FILE] [FILTER]

        --quick      every benchmark, in less than a minute; the figures are rough
        --json FILE  write the results and the machine they were measured on
        --svg FILE   draw what a hop costs by each driver (with the benchmark `Hop`)
        FILTER       only benchmarks whose name has this in it, such as `EventQueue`
      """;

  /// Reads the command line.
  ///
  /// @throws IllegalArgumentException if it is not understood; the message says why
  static Arguments parse(List<String> words) {
    boolean quick = false;
    boolean help = false;
    Path json = null;
    Path svg = null;
    String filter = null;
    ArrayDeque<String> left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      switch (word) {
        case "--quick" -> quick = true;
        case "--help", "-h" -> help = true;
        case "--json" -> json = file(word, left);
        case "--svg" -> svg = file(word, left);
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + word);
          }
          if (filter != null) {
            throw new IllegalArgumentException(
                "one filter at most, not " + filter + " and " + word);
          }
          filter = word;
        }
      }
    }
    return new Arguments(quick, help, json, svg, filter);
  }

  private static Path file(String option, ArrayDeque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a file");
    }
    return Path.of(left.removeFirst());
  }
}
