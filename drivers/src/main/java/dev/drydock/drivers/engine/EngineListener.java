package dev.drydock.drivers.engine;

/// Somebody who runs what containers hold: servers begin when a container starts and end with it.
public interface EngineListener {
  /// The container runs; its namespace and interfaces are there.
  default void started(Container container) {}

  /// The container's process ends; its namespace is still there.
  default void stopping(Container container) {}
}
