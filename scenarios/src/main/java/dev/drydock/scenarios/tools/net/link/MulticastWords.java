package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgeGroups;
import dev.drydock.core.device.MulticastSettings;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;

/// The `mcast_…` words behind `type bridge` (`ip/iplink_bridge.c`). Times are hundredths of a
/// second.
final class MulticastWords {
  private static final long CENTISECOND_NANOS = 10_000_000L;

  private MulticastWords() {}

  /// Reads the value of a word and sets it.
  ///
  /// @return false when the word is none of these; its value is not read then
  static boolean read(Bridge bridge, String word, Words words) throws ToolFailure {
    if (!word.startsWith("mcast_") || word.equals("mcast_vlan_snooping")) {
      return false;
    }
    apply(bridge, word, words.number(word));
    return true;
  }

  static void taken(boolean isTaken) throws ToolFailure {
    if (!isTaken) {
      NetErrno.INVALID.check();
    }
  }

  private static void apply(Bridge bridge, String word, int value) throws ToolFailure {
    BridgeGroups groups = bridge.multicast();
    switch (word) {
      case "mcast_snooping" -> groups.setEnabled(value != 0);
      case "mcast_querier" -> groups.setQuerier(value != 0);
      case "mcast_router" -> taken(groups.setRouter(value));
      case "mcast_igmp_version" -> taken(groups.settings().setIgmpVersion(value));
      case "mcast_mld_version" -> taken(groups.settings().setMldVersion(value));
      default -> set(groups.settings(), word, value);
    }
  }

  private static void set(MulticastSettings settings, String word, int value) {
    long nanos = value * CENTISECOND_NANOS;
    switch (word) {
      case "mcast_query_use_ifaddr" -> settings.usesAddress = value != 0;
      case "mcast_stats_enabled" -> settings.counts = value != 0;
      case "mcast_hash_max" -> settings.groupsMax = value;
      case "mcast_last_member_count" -> settings.lastMemberCount = value;
      case "mcast_startup_query_count" -> settings.startupCount = value;
      case "mcast_last_member_interval" -> settings.lastMemberNanos = nanos;
      case "mcast_membership_interval" -> settings.membershipNanos = nanos;
      case "mcast_querier_interval" -> settings.querierNanos = nanos;
      case "mcast_query_interval" -> settings.setQuery(nanos);
      case "mcast_query_response_interval" -> settings.responseNanos = nanos;
      case "mcast_startup_query_interval" -> settings.setStartup(nanos);
      default -> {}
    }
  }
}
