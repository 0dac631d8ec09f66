package dev.drydock.core.app.perf;

import dev.drydock.core.transport.StreamInfo;

/// One stream of a test: a connection, or datagrams from one port to another.
interface PerfStream {
  PerfCounts counts();

  /// The test begins: what came before is read now.
  void begin();

  /// Sends one block, or as much of it as there is room for.
  ///
  /// @return false when there is no room now; then [PerfRun#roomy] is called when there is
  boolean sendBlock();

  /// What the kernel knows of the connection.
  StreamInfo info();

  void close();
}
