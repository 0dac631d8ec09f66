package dev.drydock.core.app.dhcp;

import dev.drydock.core.sim.RandomStream;

/// How long ISC's client waits between its questions (`client/dhclient.c`, `send_discover` and
/// `send_request`): each time up to three times as long as before, until it is past a limit.
final class DhcpBackoff {
  /// Beyond this the wait is drawn from its half to one and a half times it (`backoff_cutoff`).
  private static final int CUTOFF_SECONDS = 15;

  private final RandomStream random;
  private final int firstSeconds;
  private int seconds;

  DhcpBackoff(RandomStream random, int firstSeconds) {
    this.random = random;
    this.firstSeconds = Math.max(1, firstSeconds);
  }

  /// Begins anew.
  void reset() {
    seconds = 0;
  }

  /// The next wait in seconds.
  int next() {
    seconds = seconds == 0 ? firstSeconds : seconds + random.nextInt(2 * seconds);
    if (seconds > CUTOFF_SECONDS) {
      seconds = CUTOFF_SECONDS / 2 + random.nextInt(CUTOFF_SECONDS);
    }
    return seconds;
  }
}
