package dev.drydock.junit;

/// What became of a command.
///
/// @param exit its exit status
/// @param stdout what it wrote
/// @param stderr what it wrote to its error output
public record CommandResult(int exit, String stdout, String stderr) {
  /// Whether its exit status is 0.
  public boolean succeeds() {
    return exit == 0;
  }

  /// All of it, for the messages of assertions.
  @Override
  public String toString() {
    return "exit status " + exit + "\n" + stdout + stderr;
  }
}
