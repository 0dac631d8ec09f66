package dev.drydock.drivers.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a container is, as far as its health check knows (moby `container/health.go`).
public final class Health {
  private static final int LOG_MAX = 5; // maxLogEntries

  private String status = "starting";
  private int failingStreak;
  private final Deque<Result> log = new ArrayDeque<>();

  Health() {}

  /// One check.
  ///
  /// @param exitCode 0 is healthy; -1 when the command could not be run or took too long
  /// @param output what it wrote
  record Result(long startNanos, long endNanos, int exitCode, String output) {}

  /// `starting`, `healthy` or `unhealthy`.
  public String status() {
    return status;
  }

  /// As `docker ps` shows it.
  public String text() {
    return isStarting() ? "health: starting" : status;
  }

  /// Whether the last check said so.
  public boolean isHealthy() {
    return status.equals("healthy");
  }

  boolean isStarting() {
    return status.equals("starting");
  }

  /// The container was started: nothing is known yet.
  void begin() {
    status = "starting";
    failingStreak = 0;
  }

  /// Nobody asks any more; such a container counts as unhealthy (`CloseMonitorChannel`).
  void end() {
    status = "unhealthy";
  }

  /// Takes a result in (`handleProbeResult`).
  ///
  /// @param counts whether a failure counts
  /// @param retries how many in a row are needed
  void add(Result result, boolean counts, int retries) {
    log.add(result);
    if (log.size() > LOG_MAX) {
      log.removeFirst();
    }
    if (result.exitCode() == 0) {
      failingStreak = 0;
      status = "healthy";
    } else if (counts) {
      failingStreak++;
      status = failingStreak >= retries ? "unhealthy" : status;
    }
  }

  /// As `docker inspect` shows it.
  Map<String, @Nullable Object> fields() {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Result result : log) {
      results.add(
          new Fields()
              .put("Start", Timestamps.text(result.startNanos()))
              .put("End", Timestamps.text(result.endNanos()))
              .put("ExitCode", result.exitCode())
              .put("Output", result.output())
              .map());
    }
    return new Fields()
        .put("Status", status)
        .put("FailingStreak", failingStreak)
        .put("Log", results)
        .map();
  }
}
