package dev.drydock.cli;

import java.util.List;

/// A command of `drydock`, the word that follows the program's name.
interface Verb {
  /// The word.
  String name();

  /// What it does, in one line without a full stop.
  String summary();

  /// Adds its options and parameters.
  void declare(Syntax syntax);

  /// Lines to show below its options.
  default List<String> examples() {
    return List.of();
  }

  /// Does it.
  ///
  /// @return the exit status
  int run(Arguments arguments, Streams streams) throws UserError;
}
