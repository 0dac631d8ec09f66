package dev.drydock.core.device;

import dev.drydock.core.sim.Nanos;

/// How a bridge deals with multicast groups: its `mcast_…` options (Linux `br_multicast_ctx_init`).
/// Times are nanoseconds.
public final class MulticastSettings {
  /// No router is there, whatever is heard (`MDB_RTR_TYPE_DISABLED`).
  public static final int ROUTER_NEVER = 0;

  /// A router is where queries come from (`MDB_RTR_TYPE_TEMP_QUERY`).
  public static final int ROUTER_HEARD = 1;

  /// A router is always there (`MDB_RTR_TYPE_PERM`).
  public static final int ROUTER_ALWAYS = 2;

  /// A router is there for a while, as if it had been heard (`MDB_RTR_TYPE_TEMP`); of ports only.
  public static final int ROUTER_FOR_NOW = 3;

  // br_multicast_ctx_init
  private static final long MEMBERSHIP_NANOS = 260 * Nanos.SECOND;
  private static final long OTHER_QUERIER_NANOS = 255 * Nanos.SECOND;
  private static final long QUERY_NANOS = 125 * Nanos.SECOND;
  private static final long RESPONSE_NANOS = 10 * Nanos.SECOND;

  /// BR_MULTICAST_QUERY_INTVL_MIN, BR_MULTICAST_STARTUP_QUERY_INTVL_MIN.
  private static final long INTERVAL_NANOS_MIN = Nanos.SECOND;

  /// BR_MULTICAST_DEFAULT_HASH_MAX.
  private static final int GROUPS_MAX = 4096;

  /// `mcast_last_member_count`: how often a group is asked for before its last member is gone.
  public int lastMemberCount = 2;

  /// `mcast_startup_query_count`: how many queries come soon after another at the beginning.
  public int startupCount = 2;

  /// `mcast_last_member_interval`.
  public long lastMemberNanos = Nanos.SECOND;

  /// `mcast_membership_interval`: how long a report counts.
  public long membershipNanos = MEMBERSHIP_NANOS;

  /// `mcast_querier_interval`: how long another querier counts that is not heard.
  public long querierNanos = OTHER_QUERIER_NANOS;

  /// `mcast_query_response_interval`: how long members may take to answer.
  public long responseNanos = RESPONSE_NANOS;

  /// `mcast_hash_max`: how many groups may be known.
  public int groupsMax = GROUPS_MAX;

  /// `mcast_query_use_ifaddr`: queries come from the bridge's address, not from 0.0.0.0.
  public boolean usesAddress;

  /// `mcast_stats_enabled`, which is only shown.
  public boolean counts;

  private long queryNanos = QUERY_NANOS;
  private long startupNanos;
  private int igmpVersion = 2;
  private int mldVersion = 1;

  MulticastSettings(KernelBuild kernel) {
    long tickNanos = Nanos.SECOND / kernel.ticksPerSecond();
    startupNanos = QUERY_NANOS / 4 / tickNanos * tickNanos;
  }

  /// `mcast_query_interval`.
  public long queryNanos() {
    return queryNanos;
  }

  /// Sets how often is asked; at least once in a second (`br_multicast_set_query_intvl`).
  public void setQuery(long nanos) {
    queryNanos = Math.max(nanos, INTERVAL_NANOS_MIN);
  }

  /// `mcast_startup_query_interval`.
  public long startupNanos() {
    return startupNanos;
  }

  /// Sets how often is asked at the beginning; at least once in a second.
  public void setStartup(long nanos) {
    startupNanos = Math.max(nanos, INTERVAL_NANOS_MIN);
  }

  /// `mcast_igmp_version`: 2 or 3.
  public int igmpVersion() {
    return igmpVersion;
  }

  /// Sets the version of IGMP that queries have.
  ///
  /// @return false for a version that is neither 2 nor 3
  public boolean setIgmpVersion(int version) {
    boolean isKnown = version == 2 || version == 3;
    igmpVersion = isKnown ? version : igmpVersion;
    return isKnown;
  }

  /// `mcast_mld_version`: 1 or 2.
  public int mldVersion() {
    return mldVersion;
  }

  /// Sets the version of MLD that queries have.
  ///
  /// @return false for a version that is neither 1 nor 2
  public boolean setMldVersion(int version) {
    boolean isKnown = version == 1 || version == 2;
    mldVersion = isKnown ? version : mldVersion;
    return isKnown;
  }
}
