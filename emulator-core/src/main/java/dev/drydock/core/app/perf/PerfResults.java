package dev.drydock.core.app.perf;

import java.util.List;

/// What a test came to.
///
/// @param sockets the numbers of the streams, as they are printed
/// @param sent the sender's view of each stream; empty when it is not known here
/// @param received the receiver's
public record PerfResults(
    PerfParameters parameters,
    List<Integer> sockets,
    List<PerfTotal> sent,
    List<PerfTotal> received) {
  /// Copies the lists.
  public PerfResults {
    sockets = List.copyOf(sockets);
    sent = List.copyOf(sent);
    received = List.copyOf(received);
  }
}
