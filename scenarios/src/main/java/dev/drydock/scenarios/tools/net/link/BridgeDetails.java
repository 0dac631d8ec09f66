package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgeGroups;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.BridgeVlans;
import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.MulticastSettings;
import dev.drydock.core.device.PortFlag;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.device.stp.TreePort;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Mac;
import java.util.Locale;

/// The part of `ip -d link` about a bridge and its ports (`ip/iplink_bridge.c`,
/// `iplink_bridge_slave.c`). The clean-up timer of the forwarding database does not run and shows
/// 0.00.
public final class BridgeDetails {
  /// 1/100 s, the unit of `USER_HZ`.
  private static final long CENTISECOND_NANOS = 10_000_000L;

  private BridgeDetails() {}

  /// The settings of a bridge.
  static String ofBridge(Bridge bridge) {
    KernelBuild kernel = bridge.softnet().kernel();
    SpanningTree tree = bridge.tree();
    long[] timers = tree.timersLeft();
    BridgeVlans vlans = bridge.vlanSettings();
    boolean tellsVlans = vlans.isFiltering() || kernel.tells(KernelOption.BRIDGE_VLAN_FILTERING);
    return "forward_delay "
        + centiseconds(tree.forwardDelayNanos(false))
        + " hello_time "
        + centiseconds(tree.helloTimeNanos(false))
        + " max_age "
        + centiseconds(tree.maxAgeNanos(false))
        + " ageing_time "
        + centiseconds(bridge.ageingNanos())
        + " stp_state "
        + number(tree.isEnabled())
        + " priority "
        + tree.priority()
        + " vlan_filtering "
        + number(vlans.isFiltering())
        + (tellsVlans ? " vlan_protocol " + protocol(vlans) : "")
        + " bridge_id "
        + id(tree.id())
        + " designated_root "
        + id(tree.root())
        + " root_port "
        + tree.rootPort()
        + " root_path_cost "
        + tree.rootCost()
        + " topology_change "
        + number(tree.isChanging())
        + " topology_change_detected "
        + number(tree.hasDetectedChange())
        + timer(" hello_timer ", timers[0])
        + timer(" tcn_timer ", timers[1])
        + timer(" topology_change_timer ", timers[2])
        + timer(" gc_timer ", 0)
        + " "
        + (tellsVlans ? statistics(vlans) : "")
        + "group_fwd_mask 0 group_address "
        + Mac.format(vlans.groupAddress())
        + " "
        + multicast(bridge);
  }

  private static String statistics(BridgeVlans vlans) {
    return "vlan_default_pvid "
        + vlans.defaultId()
        + " vlan_stats_enabled "
        + number(vlans.isCounting())
        + " vlan_stats_per_port "
        + number(vlans.isCountingPorts())
        + " ";
  }

  private static String protocol(BridgeVlans vlans) {
    return vlans.protocol() == Ethernet.VLAN ? "802.1Q" : "802.1ad";
  }

  private static long centiseconds(long nanos) {
    return nanos / CENTISECOND_NANOS;
  }

  private static int number(boolean on) {
    return on ? 1 : 0;
  }

  private static String timer(String name, long hundredths) {
    return "%s%4d.%02d".formatted(name, hundredths / 100, hundredths % 100);
  }

  private static String multicast(Bridge bridge) {
    BridgeGroups groups = bridge.multicast();
    MulticastSettings times = groups.settings();
    return "mcast_snooping "
        + number(groups.isEnabled())
        + " no_linklocal_learn 0 mcast_vlan_snooping 0 mcast_router "
        + groups.router()
        + " mcast_query_use_ifaddr "
        + number(times.usesAddress)
        + " mcast_querier "
        + number(groups.isQuerier())
        + " mcast_hash_elasticity 16 mcast_hash_max "
        + times.groupsMax
        + " mcast_last_member_count "
        + times.lastMemberCount
        + " mcast_startup_query_count "
        + times.startupCount
        + " mcast_last_member_interval "
        + centiseconds(times.lastMemberNanos)
        + " mcast_membership_interval "
        + centiseconds(times.membershipNanos)
        + " mcast_querier_interval "
        + centiseconds(times.querierNanos)
        + " mcast_query_interval "
        + centiseconds(times.queryNanos())
        + " mcast_query_response_interval "
        + centiseconds(times.responseNanos)
        + " mcast_startup_query_interval "
        + centiseconds(times.startupNanos())
        + " mcast_stats_enabled "
        + number(times.counts)
        + " mcast_igmp_version "
        + times.igmpVersion()
        + " mcast_mld_version "
        + times.mldVersion()
        + " nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0 ";
  }

  /// The settings of a port.
  static String ofPort(BridgePort port) {
    TreePort tree = port.tree();
    long[] timers = tree.timersLeft();
    return "state "
        + port.state().name().toLowerCase(Locale.ROOT)
        + " priority "
        + tree.priority()
        + " cost "
        + tree.cost()
        + switches(port)
        + String.format(
            Locale.ROOT,
            " port_id 0x%x port_no 0x%x designated_port %d designated_cost %d",
            tree.id(),
            tree.number(),
            tree.designatedPort(),
            tree.designatedCost())
        + " designated_bridge "
        + id(tree.designatedBridge())
        + " designated_root "
        + id(tree.designatedRoot())
        + timer(" hold_timer ", timers[2])
        + timer(" message_age_timer ", timers[0])
        + timer(" forward_delay_timer ", timers[1])
        + " topology_change_ack "
        + number(tree.acknowledgesChange())
        + " config_pending "
        + number(tree.hasConfigPending())
        + " proxy_arp off proxy_arp_wifi off mcast_router "
        + port.groups().router()
        + " mcast_fast_leave "
        + onOff(port.has(PortFlag.FAST_LEAVE))
        + flag(port, PortFlag.MULTICAST_FLOOD)
        + flag(port, PortFlag.BROADCAST_FLOOD)
        + flag(port, PortFlag.MULTICAST_TO_UNICAST)
        + flag(port, PortFlag.NEIGH_SUPPRESS)
        + " group_fwd_mask 0 group_fwd_mask_str 0x0"
        + flag(port, PortFlag.VLAN_TUNNEL)
        + " isolated "
        + onOff(port.isIsolated())
        + flag(port, PortFlag.LOCKED)
        + " ";
  }

  private static String switches(BridgePort port) {
    return " hairpin "
        + onOff(port.isHairpin())
        + " guard "
        + onOff(port.tree().isGuarded())
        + " root_block "
        + onOff(port.tree().isRootBlocked())
        + flag(port, PortFlag.FAST_LEAVE)
        + " learning "
        + onOff(port.isLearning())
        + " flood "
        + onOff(port.isFlooding());
  }

  /// The settings of a port as `bridge -d link` shows them.
  public static String ofLink(BridgePort port) {
    return "   "
        + switches(port)
        + flag(port, PortFlag.MULTICAST_FLOOD)
        + flag(port, PortFlag.BROADCAST_FLOOD)
        + " mcast_router "
        + port.groups().router()
        + flag(port, PortFlag.MULTICAST_TO_UNICAST)
        + flag(port, PortFlag.NEIGH_SUPPRESS)
        + flag(port, PortFlag.VLAN_TUNNEL)
        + " isolated "
        + onOff(port.isIsolated())
        + flag(port, PortFlag.LOCKED)
        + " ";
  }

  private static String flag(BridgePort port, PortFlag flag) {
    return " " + flag.word() + " " + onOff(port.has(flag));
  }

  /// A bridge's id: its priority and address, each byte of that without leading zeros.
  private static String id(long bridge) {
    String mac = Mac.format(bridge & Ethernet.BROADCAST);
    return "%04x.".formatted(bridge >>> Ethernet.MAC_BITS)
        + mac.replaceAll("(^|:)0([0-9a-f])", "$1$2");
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }
}
