package dev.drydock.scenarios.report;

import java.util.List;

/// Who reaches whom.
///
/// @param scenario the project's name
/// @param engine the engine's version
/// @param seed the seed
/// @param senders who asks: the rows
/// @param targets who is asked: the columns
/// @param cells row by row, one for each sender and target
public record MatrixReport(
    String scenario,
    String engine,
    long seed,
    List<String> senders,
    List<String> targets,
    List<Cell> cells) {

  /// Copies the lists.
  public MatrixReport {
    senders = List.copyOf(senders);
    targets = List.copyOf(targets);
    cells = List.copyOf(cells);
    if (cells.size() != senders.size() * targets.size()) {
      throw new IllegalArgumentException(cells.size() + " cells");
    }
  }

  /// What became of a question.
  public enum Answer {
    YES,
    NO,
    /// Nobody asks itself.
    ITSELF,
    /// This version cannot ask it.
    UNKNOWN;

    /// As reports have it: `yes`.
    public String word() {
      return switch (this) {
        case YES -> "yes";
        case NO -> "no";
        case ITSELF -> "itself";
        case UNKNOWN -> "unknown";
      };
    }
  }

  /// What became of one question.
  ///
  /// @param reason how long the answer took, or what stopped the flow; empty for oneself
  public record Cell(Answer answer, String reason) {}

  /// What became of a question.
  public Cell cell(int sender, int target) {
    return cells.get(sender * targets.size() + target);
  }

  /// How many cells have this answer.
  public long count(Answer answer) {
    return cells.stream().filter(cell -> cell.answer() == answer).count();
  }
}
