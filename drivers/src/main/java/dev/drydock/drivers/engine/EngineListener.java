package dev.drydock.drivers.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who runs what containers hold: servers begin when a container starts and end with it.
public interface EngineListener {
  /// The daemon runs again.
  default void daemonStarted() {}

  /// The daemon is told to end; its containers have not yet. May be said more than once.
  default void daemonEnding() {}

  /// The daemon's containers are over, and it ends.
  default void daemonStopped() {}

  /// The container runs; its namespace and interfaces are there.
  default void started(Container container) {}

  /// The container's processes stand still.
  default void paused(Container container) {}

  /// The container's processes go on.
  default void unpaused(Container container) {}

  /// The container's process ends; its namespace is still there.
  default void stopping(Container container) {}

  /// What is known of the container's health has changed.
  default void healthChanged(Container container) {}

  /// A health command is to run in the container.
  ///
  /// @param end who is told when it has ended
  /// @return what ends it before its time; null when it is not run here
  default @Nullable Runnable probe(Container container, List<String> command, ProbeEnd end) {
    return null;
  }
}
