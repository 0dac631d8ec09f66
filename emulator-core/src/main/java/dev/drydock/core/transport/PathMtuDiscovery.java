package dev.drydock.core.transport;

/// What a socket does about the path's MTU, as `IP_MTU_DISCOVER` sets it.
public enum PathMtuDiscovery {
  /// Never DF; what is too long is fragmented.
  DONT,
  /// DF on what fits, fragments of what does not: how a socket begins.
  WANT,
  /// DF always; what is too long is refused.
  DO,
  /// DF always, whatever MTU the path is known to have.
  PROBE
}
