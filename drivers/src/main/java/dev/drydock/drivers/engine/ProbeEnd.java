package dev.drydock.drivers.engine;

/// Who wants to know how a health command has ended. Told once.
public interface ProbeEnd {
  /// It has run to its end.
  void ended(int status, String output);

  /// It could not be run.
  void notRun(String why);
}
