package dev.drydock.scenarios.run;

import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.text.ExposedPort;
import org.jspecify.annotations.Nullable;

/// What can be asked in a running lab: a port, or an end that is pinged.
///
/// @param name what people call it: `web:80/tcp`, `pc`
/// @param end who is asked
/// @param byItself whom that end itself asks: for a port that is published on a loopback address
///   another than `end`
/// @param port null for a ping
public record AskedEnd(String name, FlowEnd end, FlowEnd byItself, @Nullable ExposedPort port) {
  /// Asked by everybody in the same way.
  AskedEnd(String name, FlowEnd end, @Nullable ExposedPort port) {
    this(name, end, end, port);
  }
}
