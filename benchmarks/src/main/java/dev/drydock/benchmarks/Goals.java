package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Goal.Bound;
import java.util.List;

/// The goals that a run of the benchmarks alone can judge; the others compare with programs that
/// run beside it, see `docs/performance.md`.
final class Goals {
  private static final String WHEEL = "EventQueue.wheel";
  private static final String HEAP = "EventQueue.priorityQueue";

  private static final String BRIDGE = "Bridge.frame";
  private static final String CAPTURE = "Capture.write";

  /// Bytes a pcapng packet block of ours adds to a frame padded to four bytes.
  private static final int BLOCK_BYTES = 28 + 20 + 8;

  static final List<Goal> ALL =
      List.of(
          new Goal(
              1,
              BRIDGE,
              "bridges=9 stations=1",
              Bound.atMost(46, 23, "ns a hop"),
              results ->
                  (results.score(BRIDGE, "bridges=9 stations=1")
                          - results.score(BRIDGE, "bridges=1 stations=1"))
                      / 8),
          new Goal(
              21,
              BRIDGE,
              "bridges=9 stations=1",
              Bound.atMost(1, 0.1, "B a hop"),
              results -> results.allocatedBytes(BRIDGE, "bridges=9 stations=1") / 9),
          new Goal(
              16,
              EndpointHeap.NAME,
              EndpointHeap.PARAMETERS,
              Bound.atMost(2048, 1024, "B"),
              results -> results.score(EndpointHeap.NAME, EndpointHeap.PARAMETERS)),
          capture(64, 64, Bound.atLeast(968, 1936, "MB/s")),
          capture(1514, 1516, Bound.atLeast(1638, 2457, "MB/s")),
          new Goal(
              14,
              WHEEL,
              "pending=1000000",
              Bound.atLeast(0.5, 0.9, "of the rate at 1000"),
              results ->
                  results.score(WHEEL, "pending=1000") / results.score(WHEEL, "pending=1000000")),
          new Goal(
              15,
              WHEEL,
              "pending=100000",
              Bound.atLeast(3, 5, "x"),
              results ->
                  results.score(HEAP, "pending=100000") / results.score(WHEEL, "pending=100000")));

  private Goals() {}

  private static Goal capture(int bytes, int paddedBytes, Bound bound) {
    String parameters = "bytes=" + bytes;
    return new Goal(
        11,
        CAPTURE,
        parameters,
        bound,
        results -> (paddedBytes + BLOCK_BYTES) * 1000.0 / results.score(CAPTURE, parameters));
  }
}
