package dev.drydock.core.app.perf;

/// The states that a server tells its client in one byte, and a few that the client tells (iperf3
/// `iperf.h`).
final class PerfState {
  static final int TEST_START = 1;
  static final int TEST_RUNNING = 2;
  static final int TEST_END = 4;
  static final int PARAM_EXCHANGE = 9;
  static final int CREATE_STREAMS = 10;
  static final int CLIENT_TERMINATE = 12;
  static final int EXCHANGE_RESULTS = 13;
  static final int DISPLAY_RESULTS = 14;
  static final int IPERF_DONE = 16;
  static final int ACCESS_DENIED = -1;

  private PerfState() {}
}
