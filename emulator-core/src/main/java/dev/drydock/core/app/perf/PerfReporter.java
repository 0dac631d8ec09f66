package dev.drydock.core.app.perf;

import dev.drydock.core.transport.SocketAddress;
import java.util.List;

/// Who is told how a test goes.
public interface PerfReporter {
  /// Nobody is told.
  PerfReporter NOBODY = new PerfReporter() {};

  /// A server took a client's control connection.
  default void accepted(SocketAddress client) {}

  /// A stream of the test stands.
  ///
  /// @param socket its number, as it is printed
  default void connected(int socket, SocketAddress local, SocketAddress remote) {}

  /// The test begins.
  default void started(PerfParameters parameters) {}

  /// An interval is over: one entry for each stream.
  default void interval(List<PerfInterval> streams) {}

  /// The test is over.
  default void finished(PerfResults results) {}

  /// It did not come to that.
  default void failed(String why) {}
}
