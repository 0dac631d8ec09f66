package dev.drydock.scenarios.tools;

/// Where a command writes. Both streams come in the order of writing, so that whoever merges them
/// shows what a terminal would.
public interface Output {
  /// Writes some text, line ends included.
  ///
  /// @param error true for standard error
  void write(String text, boolean error);
}
