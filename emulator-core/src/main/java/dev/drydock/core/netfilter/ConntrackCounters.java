package dev.drydock.core.netfilter;

/// What connection tracking has counted (Linux `struct ip_conntrack_stat`).
public final class ConntrackCounters {
  /// Packets that fit no connection and may not begin one.
  public long invalid;

  /// Connections that could not be put into the table.
  public long insertFailed;

  /// Packets that were lost, as the table was full or their connection could not be put into it.
  public long drop;

  /// Connections that made room for others.
  public long earlyDrop;

  /// ICMP messages that were malformed or quote no known connection.
  public long error;

  /// Packets that joined a connection that another packet had begun at the same time.
  public long clashResolve;

  ConntrackCounters() {}
}
