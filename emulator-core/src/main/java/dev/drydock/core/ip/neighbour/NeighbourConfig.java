package dev.drydock.core.ip.neighbour;

/// The settings of one `net.ipv4.neigh.X` or `net.ipv6.neigh.X`, with the kernel's defaults (Linux
/// `struct neigh_parms`). Mutable: sysctls set them.
public final class NeighbourConfig {
  private static final long MILLI_NANOS = 1_000_000L;

  /// How long an entry stays reachable, in the middle.
  public long baseReachableNanos = 30_000 * MILLI_NANOS;

  /// How long an entry in use waits for a confirmation before somebody is asked.
  public long delayFirstProbeNanos = 5_000 * MILLI_NANOS;

  /// The time between two requests.
  public long retransmitNanos = 1_000 * MILLI_NANOS;

  /// How long an unused entry is kept where there are many.
  public long staleNanos = 60_000 * MILLI_NANOS;

  /// How long at most an answer for another waits.
  public long proxyDelayNanos = 800 * MILLI_NANOS;

  /// A second answer within this time does not replace a MAC; 0 for neighbour discovery.
  public long lockNanos;

  /// Requests to the known MAC.
  public int unicastSolicitations = 3;

  /// Requests to all.
  public int multicastSolicitations = 3;

  /// Answers for others that may wait.
  public int proxyQueueMax = 64;

  /// Bytes of packets that wait for one neighbour.
  public int queueBytesMax = 212_992;

  /// Settings with the kernel's defaults.
  NeighbourConfig(boolean isArp) {
    lockNanos = isArp ? 1_000 * MILLI_NANOS : 0;
  }

  /// Settings equal to these.
  NeighbourConfig copy() {
    NeighbourConfig copy = new NeighbourConfig(false);
    copy.baseReachableNanos = baseReachableNanos;
    copy.delayFirstProbeNanos = delayFirstProbeNanos;
    copy.retransmitNanos = retransmitNanos;
    copy.staleNanos = staleNanos;
    copy.proxyDelayNanos = proxyDelayNanos;
    copy.lockNanos = lockNanos;
    copy.unicastSolicitations = unicastSolicitations;
    copy.multicastSolicitations = multicastSolicitations;
    copy.proxyQueueMax = proxyQueueMax;
    copy.queueBytesMax = queueBytesMax;
    return copy;
  }
}
