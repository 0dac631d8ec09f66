package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rate of a stream whose frames are lost, against response functions: the larger of CUBIC's
/// (RFC 9438 section 5.1)
///
/// ```
///   W = (C (3 + beta) / (4 (1 - beta)))^(1/4) RTT^(3/4) / p^(3/4)     beta = 0.7, C = 0.4
/// ```
///
/// and Reno's with timeouts (RFC 5348 section 3.1), with which CUBIC keeps up by its friendly
/// region; without its second term it is the `W = 1.2 / sqrt(p)` of RFC 3649, good for p below
/// 0.01:
///
/// ```
///   X = 1 / (RTT sqrt(2 b p / 3) + RTO 3 sqrt(3 b p / 8) p (1 + 32 p^2))
/// ```
///
/// The factor b of delayed acknowledgements is 1: Linux counts the segments that are acknowledged
/// (RFC 3465), not the acknowledgements. CUBIC's function holds for losses at even distances; where
/// its growth is convex, losses at random leave long pauses in which it gains far more than that,
/// so random losses are set against Reno's region only: CUBIC by its formulas, without a network,
/// gains 11 % over its function where one frame in 1000 is lost at random and the round trip is 100
/// ms, 13 % for one in 10 000, and 3 % at 30 ms.
class LossResponseTest {
  /// `TCP_RTO_MIN` above the round trip.
  private static final double TIMEOUT_LEAST = 0.2;

  private static double cubic(double p, double roundTrip) {
    return 1.054 * Math.pow(roundTrip / p, 0.75) / roundTrip;
  }

  private static double reno(double p, double roundTrip) {
    double timeouts = 3 * Math.sqrt(3 * p / 8) * p * (1 + (32 * p * p));
    return 1 / ((roundTrip * Math.sqrt(2 * p / 3)) + ((roundTrip + TIMEOUT_LEAST) * timeouts));
  }

  /// How many segments arrive in a second.
  private static double rate(WireRun wire, int seconds) {
    Counter counter = wire.download(Long.MAX_VALUE);
    wire.net.run(20);
    long before = counter.bytes;
    wire.net.run(seconds);
    return (counter.bytes - before) / WireRun.DATA_BYTES / seconds;
  }

  private static void compare(String what, double rate, double expected) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: %.0f segments/s, response function %.0f: %+.1f %%",
            what,
            rate,
            expected,
            (rate / expected - 1) * 100));
    assertEquals(1, rate / expected, 0.15, what);
  }

  @ParameterizedTest
  @CsvSource({"1000, 30, 300", "100, 100, 1000", "33, 100, 1000"})
  void random_losses_leave_the_rate_of_the_response_function(
      int lossOneIn, int millis, int seconds) {
    WireRun wire = new WireRun(lossOneIn, 0, millis * 1_000_000L);
    wire.there.lossOneIn = lossOneIn;
    String what = "random loss 1 in " + lossOneIn + ", RTT " + millis + " ms, seed " + lossOneIn;
    compare(what, rate(wire, seconds), reno(1.0 / lossOneIn, millis / 1e3));
  }

  @ParameterizedTest
  @CsvSource({"10000, 100, 500", "1000, 100, 500", "100, 100, 500"})
  void even_losses_leave_the_rate_of_the_response_function(int lossOneIn, int millis, int seconds) {
    WireRun wire = new WireRun(1, 0, millis * 1_000_000L);
    int[] count = {0};
    wire.there.loses = frame -> frame.length() > 1000 && ++count[0] % lossOneIn == 0;
    double p = 1.0 / lossOneIn;
    double roundTrip = millis / 1e3;
    String what = "every frame in " + lossOneIn + " lost, RTT " + millis + " ms";
    compare(what, rate(wire, seconds), Math.max(cubic(p, roundTrip), reno(p, roundTrip)));
  }
}
