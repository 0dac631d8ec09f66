package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.wire.Mac;
import java.util.Locale;

/// The part of `ip -d link` about a bridge and its ports (`ip/iplink_bridge.c`,
/// `iplink_bridge_slave.c`). Multicast settings are the kernel's defaults; the spanning tree's
/// timers do not run and show 0.00, as does the clean-up timer of the forwarding database.
final class BridgeDetails {
  /// 1/100 s, the unit of `USER_HZ`.
  private static final long CENTISECOND_NANOS = 10_000_000L;

  private static final String VLANS =
      "vlan_default_pvid 1 vlan_stats_enabled 0 vlan_stats_per_port 0 ";

  private BridgeDetails() {}

  /// The settings of a bridge.
  static String ofBridge(Bridge bridge) {
    String id = id(bridge);
    KernelBuild kernel = bridge.softnet().kernel();
    boolean tellsVlans =
        bridge.isFilteringVlans() || kernel.tells(KernelOption.BRIDGE_VLAN_FILTERING);
    return "forward_delay "
        + bridge.forwardDelayNanos() / CENTISECOND_NANOS
        + " hello_time 200 max_age 2000 ageing_time "
        + bridge.fdb().ageingNanos() / CENTISECOND_NANOS
        + " stp_state "
        + (bridge.hasSpanningTree() ? 1 : 0)
        + " priority 32768 vlan_filtering "
        + (bridge.isFilteringVlans() ? "1" : "0")
        + (tellsVlans ? " vlan_protocol 802.1Q" : "")
        + " bridge_id "
        + id
        + " designated_root "
        + id
        + " root_port 0 root_path_cost 0 topology_change 0 topology_change_detected 0 "
        + "hello_timer    0.00 tcn_timer    0.00 topology_change_timer    0.00 "
        + "gc_timer    0.00 "
        + (tellsVlans ? VLANS : "")
        + "group_fwd_mask 0 group_address 01:80:c2:00:00:00 "
        + multicast(kernel);
  }

  /// Settings of multicast snooping; only one depends on the kernel, by its ticks.
  private static String multicast(KernelBuild kernel) {
    return "mcast_snooping 1 no_linklocal_learn 0 mcast_vlan_snooping 0 mcast_router 1"
        + " mcast_query_use_ifaddr 0 mcast_querier 0 mcast_hash_elasticity 16"
        + " mcast_hash_max 4096 mcast_last_member_count 2 mcast_startup_query_count 2"
        + " mcast_last_member_interval 100 mcast_membership_interval 26000"
        + " mcast_querier_interval 25500 mcast_query_interval 12500"
        + " mcast_query_response_interval 1000 mcast_startup_query_interval "
        + kernel.centiseconds(12_500, 4)
        + " mcast_stats_enabled 0 mcast_igmp_version 2 mcast_mld_version 1"
        + " nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0 ";
  }

  /// The settings of a port.
  static String ofPort(BridgePort port) {
    String id = id(port.bridge());
    int number = 0x8000 | port.number();
    return "state "
        + port.state().name().toLowerCase(Locale.ROOT)
        + " priority 32 cost "
        + port.pathCost()
        + " hairpin "
        + onOff(port.isHairpin())
        + " guard off root_block off fastleave off learning "
        + onOff(port.isLearning())
        + " flood "
        + onOff(port.isFlooding())
        + String.format(
            Locale.ROOT,
            " port_id 0x%x port_no 0x%x designated_port %d",
            number,
            port.number(),
            number)
        + " designated_cost 0 designated_bridge "
        + id
        + " designated_root "
        + id
        + " hold_timer    0.00 message_age_timer    0.00 forward_delay_timer    0.00"
        + " topology_change_ack 0 config_pending 0 proxy_arp off proxy_arp_wifi off"
        + " mcast_router 1 mcast_fast_leave off mcast_flood on bcast_flood on"
        + " mcast_to_unicast off neigh_suppress off group_fwd_mask 0 group_fwd_mask_str 0x0"
        + " vlan_tunnel off isolated "
        + onOff(port.isIsolated())
        + " locked off ";
  }

  /// The settings of a port as `bridge -d link` shows them.
  static String ofLink(BridgePort port) {
    return "    hairpin "
        + onOff(port.isHairpin())
        + " guard off root_block off fastleave off learning "
        + onOff(port.isLearning())
        + " flood "
        + onOff(port.isFlooding())
        + " mcast_flood on bcast_flood on mcast_router 1 mcast_to_unicast off neigh_suppress off"
        + " vlan_tunnel off isolated "
        + onOff(port.isIsolated())
        + " locked off ";
  }

  /// The bridge's id: its priority and address, each byte without leading zeros.
  private static String id(Bridge bridge) {
    return "8000." + Mac.format(bridge.mac()).replaceAll("(^|:)0([0-9a-f])", "$1$2");
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }
}
