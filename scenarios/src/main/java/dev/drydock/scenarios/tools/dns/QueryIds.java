package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.scenarios.tools.Invocation;
import org.jspecify.annotations.Nullable;

/// Where tools draw what must be hard to guess in a query.
final class QueryIds {
  private @Nullable RandomStream random;

  QueryIds() {}

  /// The stream of the lab that the tools work in.
  RandomStream stream(Invocation invocation) {
    if (random == null) {
      random = invocation.lab().random("resolver");
    }
    return random;
  }

  /// An identification, 0 to 65535.
  int next(Invocation invocation) {
    return stream(invocation).nextInt(1 << 16);
  }
}
