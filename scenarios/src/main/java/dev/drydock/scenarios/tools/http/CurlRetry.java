package dev.drydock.scenarios.tools.http;

import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;
import java.util.Locale;

/// `curl --retry`: whether a transfer is tried again, and when (curl 7.88 `src/tool_operate.c`,
/// `post_per_transfer`). A `Retry-After` header is not heeded.
final class CurlRetry {
  private static final int TIMED_OUT = 28;
  private static final int NOT_RESOLVED = 6;

  /// Answers that may be others soon.
  private static final List<Integer> PASSING = List.of(408, 429, 500, 502, 503, 504);

  /// `RETRY_SLEEP_MAX`: ten minutes.
  private static final long SLEEP_SECONDS_MAX = 600;

  /// A terminal's 79 columns without the words in front.
  private static final int COLUMNS = 69;

  private final Invocation invocation;
  private final CurlOptions options;
  private final long startNanos;
  private long left;
  private long sleepSeconds;

  CurlRetry(Invocation invocation, CurlOptions options) {
    this.invocation = invocation;
    this.options = options;
    this.startNanos = invocation.lab().loop().nowNanos();
    this.left = options.retries;
    this.sleepSeconds = options.retryDelaySeconds > 0 ? options.retryDelaySeconds : 1;
  }

  /// Waits until it is time to try again.
  ///
  /// @return false when it is not tried again
  boolean waits(CurlResult result) {
    long now = invocation.lab().loop().nowNanos();
    long mostNanos = options.retryMaxSeconds * Nanos.SECOND;
    String problem = left > 0 ? problem(result) : "";
    if (problem.isEmpty() || (mostNanos > 0 && now - startNanos >= mostNanos)) {
      return false;
    }
    String text =
        String.format(
            Locale.ROOT,
            "Problem %s. Will retry in %d seconds. %d retries left.",
            problem,
            sleepSeconds,
            left);
    if (!options.silent) {
      warn(text);
    }
    left--;
    invocation.sleep(sleepSeconds * Nanos.SECOND);
    if (options.retryDelaySeconds == 0) {
      sleepSeconds = Math.min(sleepSeconds * 2, SLEEP_SECONDS_MAX);
    }
    return true;
  }

  /// What may pass; empty for nothing.
  private String problem(CurlResult result) {
    if (result.status == TIMED_OUT || result.status == NOT_RESOLVED) {
      return ": timeout";
    }
    if (result.isRefused() && options.retriesRefused) {
      return ": connection refused";
    }
    if (PASSING.contains(result.responseCode())) {
      return ": HTTP error";
    }
    return result.status != 0 && options.retriesAll ? "(retrying all errors)" : "";
  }

  private void warn(String text) {
    String rest = text;
    while (rest.length() > COLUMNS) {
      int cut = rest.lastIndexOf(' ', COLUMNS - 1);
      cut = cut <= 0 ? COLUMNS - 1 : cut;
      invocation.err("Warning: " + rest.substring(0, cut + 1));
      rest = rest.substring(cut + 1);
    }
    invocation.err("Warning: " + rest);
  }
}
