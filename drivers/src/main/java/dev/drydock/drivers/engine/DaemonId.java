package dev.drydock.drivers.engine;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The id that a daemon gives itself (moby `daemon/id.go`): a UUID, here made from the name of its
/// machine.
public final class DaemonId {
  private DaemonId() {}

  /// The id of the daemon on a machine.
  public static String of(String machine) {
    return UUID.nameUUIDFromBytes(machine.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
