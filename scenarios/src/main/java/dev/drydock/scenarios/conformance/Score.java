package dev.drydock.scenarios.conformance;

import dev.drydock.scenarios.text.LineDiff;
import java.util.ArrayList;
import java.util.List;

/// How much of one part of a recording a replay has alike.
///
/// @param part what was compared: `counters`, `rules`, `states`, `frames`
/// @param compared how many
/// @param differences those that are not alike
public record Score(String part, int compared, List<Difference> differences) {
  /// Copies the list.
  public Score {
    differences = List.copyOf(differences);
  }

  /// Something that is not alike.
  ///
  /// @param where the step, the file or the interface
  /// @param lines `-` what the real one has, `+` what ours has
  public record Difference(String where, List<String> lines) {
    /// Copies the list.
    public Difference {
      lines = List.copyOf(lines);
    }
  }

  /// How many are alike.
  public int alike() {
    return compared - differences.size();
  }

  @Override
  public String toString() {
    return part + " " + alike() + "/" + compared;
  }

  /// Counts, and keeps what differs.
  static final class Tally {
    private final String part;
    private final List<Difference> differences = new ArrayList<>();
    private int compared;

    Tally(String part) {
      this.part = part;
    }

    /// Compares with one recorded text or several: being like any of them is enough.
    void compare(String where, List<List<String>> reals, List<String> ours) {
      compared++;
      if (!reals.contains(ours)) {
        differences.add(new Difference(where, LineDiff.between(reals.getFirst(), ours)));
      }
    }

    Score score() {
      return new Score(part, compared, differences);
    }
  }
}
