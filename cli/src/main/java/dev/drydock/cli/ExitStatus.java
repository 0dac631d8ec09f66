package dev.drydock.cli;

/// What `drydock` tells the shell that started it.
final class ExitStatus {
  /// All good.
  static final int OK = 0;

  /// An expectation or a check failed.
  static final int FAILED = 1;

  /// Wrong usage, or input that cannot be used.
  static final int USAGE = 2;

  /// A bug of ours.
  static final int BUG = 3;

  /// Ended by Ctrl-C: 128 and the number of the signal, as every shell has it.
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
