package dev.drydock.drivers.engine;

import org.jspecify.annotations.Nullable;

/// How a container is to be stopped: `docker stop --signal`, `--time`.
///
/// @param signal what its process is sent, as typed; empty for the container's own stop signal
/// @param seconds how long it has to end by itself; negative for ever, null for the container's own
///   time
public record StopOptions(String signal, @Nullable Integer seconds) {
  /// As the container says itself.
  public static final StopOptions OWN = new StopOptions("", null);

  /// Without any grace.
  public static final StopOptions AT_ONCE = new StopOptions("", 0);
}
