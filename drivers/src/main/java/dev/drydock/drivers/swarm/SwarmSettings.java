package dev.drydock.drivers.swarm;

/// What `docker swarm init` and `swarm update` set.
///
/// @param heartbeatNanos how often a worker reports (`--dispatcher-heartbeat`)
/// @param taskHistory how many ended tasks a slot keeps (`--task-history-limit`)
/// @param isAutolocked whether managers need a key after they were restarted (`--autolock`)
public record SwarmSettings(long heartbeatNanos, int taskHistory, boolean isAutolocked) {
  /// 5 s and 5 (swarmkit `api/defaults`, docker/cli `swarm/opts.go`).
  public static final SwarmSettings DEFAULT = new SwarmSettings(5_000_000_000L, 5, false);
}
