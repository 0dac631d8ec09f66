package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.drivers.engine.GoString;
import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.scenarios.tools.Invocation;
import java.time.temporal.ChronoUnit;

/// What a command line program logs by the logrus library where no terminal is.
///
/// @param level `warning`, `error`
/// @param message what it says
public record LogLine(String level, String message) {
  /// Writes it with the time of the lab.
  public void to(Invocation invocation) {
    var now = Timestamps.at(invocation.lab().loop().nowNanos()).truncatedTo(ChronoUnit.SECONDS);
    invocation.err("time=\"" + now + "\" level=" + level + " msg=" + GoString.quoted(message));
  }
}
