package dev.drydock.core.app;

/// Something that runs on a machine in virtual time and comes to an end.
public interface Program {
  /// Begins. Everything further happens by events.
  void start();

  /// Whether it has ended.
  boolean isDone();

  /// Ends it early, as Ctrl-C does.
  void interrupt();
}
