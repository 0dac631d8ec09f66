package dev.drydock.drivers.swarm;

/// What `docker swarm init` and `swarm update` set.
///
/// @param heartbeatNanos how often a worker reports (`--dispatcher-heartbeat`)
/// @param taskHistory how many ended tasks a slot keeps (`--task-history-limit`)
/// @param isAutolocked whether managers need a key after they were restarted (`--autolock`)
/// @param records what acts on nothing here, but is shown
public record SwarmSettings(
    long heartbeatNanos, int taskHistory, boolean isAutolocked, Records records) {
  /// 5 s and 5 (swarmkit `api/defaults`, docker/cli `swarm/opts.go`).
  public static final SwarmSettings DEFAULT =
      new SwarmSettings(5_000_000_000L, 5, false, Records.DEFAULT);

  /// How long certificates hold, and what managers keep of their log.
  ///
  /// @param expiryNanos `--cert-expiry`
  /// @param snapshotsKept `--max-snapshots`, old ones
  /// @param snapshotEntries `--snapshot-interval`, entries of the log
  public record Records(long expiryNanos, int snapshotsKept, int snapshotEntries) {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    /// 90 days, none, 10000.
    public static final Records DEFAULT = new Records(90 * DAY_NANOS, 0, 10_000);
  }
}
