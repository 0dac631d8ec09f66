package dev.drydock.core.device;

import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The multicast groups of a bridge (Linux `net/bridge/br_multicast.c`): who listens to which,
/// where routers are, and who asks. [GroupSnooping] reads frames for it. Members for some sources
/// alone and snooping for each VLAN are not modelled.
public final class BridgeGroups {
  private final Bridge bridge;
  private final MulticastSettings settings;
  private final GroupTable table = new GroupTable();
  private final GroupSnooping snooping = new GroupSnooping(this);
  private final GroupQuerier ipv4 = new GroupQuerier(this, false);
  private final GroupQuerier ipv6 = new GroupQuerier(this, true);
  private @Nullable GroupQueries queries;
  private boolean enabled = true;
  private boolean querier;
  private int router = MulticastSettings.ROUTER_HEARD;
  private long routerUntilNanos;
  private long router6UntilNanos;

  BridgeGroups(Bridge bridge) {
    this.bridge = bridge;
    this.settings = new MulticastSettings(bridge.softnet().kernel());
  }

  /// One member as it is shown.
  ///
  /// @param group the group
  /// @param port behind which port; null for the bridge's own host
  /// @param isPermanent whether it stays
  /// @param isByHand whether a user made it
  /// @param leftNanos for how long it counts; 0 for one that stays
  public record Row(
      GroupAddress group,
      @Nullable BridgePort port,
      boolean isPermanent,
      boolean isByHand,
      long leftNanos) {}

  Bridge bridge() {
    return bridge;
  }

  EventLoop loop() {
    return bridge.softnet().loop();
  }

  long nowNanos() {
    return bridge.nowNanos();
  }

  GroupTable table() {
    return table;
  }

  GroupQueries queries() {
    if (queries == null) {
      queries = new GroupQueries(this);
    }
    return queries;
  }

  GroupQuerier querier(boolean isV6) {
    return isV6 ? ipv6 : ipv4;
  }

  /// The times, counts and versions.
  public MulticastSettings settings() {
    return settings;
  }

  // ---- frames ------------------------------------------------------------------------------

  /// Where a frame to a group goes; what it says of groups is taken in.
  GroupSnooping.Way read(Frame frame, @Nullable BridgePort port) {
    return enabled ? snooping.read(frame, port) : GroupSnooping.Way.FLOOD;
  }

  /// The members of the frame that was read last; null when none are known.
  @Nullable GroupEntry found() {
    return snooping.found();
  }

  boolean hasQuerier(boolean isV6) {
    return (isV6 ? ipv6 : ipv4).exists();
  }

  /// Whether that frame was of IPv6.
  boolean isV6() {
    return snooping.isV6();
  }

  /// Whether the bridge's own host is to have that frame, if members get it.
  boolean isForHost(boolean isV6) {
    long now = nowNanos();
    GroupEntry entry = found();
    return (entry != null && entry.hasHost(now))
        || router == MulticastSettings.ROUTER_ALWAYS
        || (router != MulticastSettings.ROUTER_NEVER
            && (isV6 ? router6UntilNanos : routerUntilNanos) > now);
  }

  /// Whether what is heard on a port, or from the host, counts (`br_multicast_ctx_should_use`).
  boolean counts(@Nullable BridgePort port) {
    return bridge.isUp() && (port == null || port.state() != PortState.DISABLED);
  }

  /// Somebody tells that he listens to a group, or no longer.
  ///
  /// @param port where; null for the host
  void told(GroupAddress group, @Nullable BridgePort port, long mac, boolean joins) {
    if (!counts(port)) {
      return;
    }
    GroupEntry entry = table.find(group.kind(), group.high(), group.low(), group.vlan());
    if (!joins) {
      if (entry != null) {
        left(entry, port, mac);
      }
      return;
    }
    GroupEntry there = entry == null ? add(group) : entry;
    if (there != null) {
      join(there, port, mac);
    }
  }

  private void join(GroupEntry entry, @Nullable BridgePort port, long mac) {
    long until = nowNanos() + settings.membershipNanos;
    if (port == null) {
      entry.hostUntilNanos = until;
      return;
    }
    entry.sweep(nowNanos());
    GroupMember member = entry.join(port, mac);
    if (!member.isPermanent()) {
      member.untilNanos = until;
    }
  }

  /// A new entry; too many switch snooping off (`br_multicast_new_group`).
  private @Nullable GroupEntry add(GroupAddress group) {
    if (table.size() >= settings.groupsMax) {
      table.sweep(nowNanos());
    }
    if (table.size() < settings.groupsMax) {
      return table.add(group);
    }
    bridge
        .softnet()
        .log()
        .add(
            nowNanos(),
            "%s: Multicast hash table maximum of %d reached, disabling snooping: %s"
                .formatted(bridge.name(), settings.groupsMax, bridge.name()));
    setEnabled(false);
    return null;
  }

  /// `br_multicast_leave_group`: a port that leaves fast is out at once, any other when nobody
  /// answered the last question.
  private void left(GroupEntry entry, @Nullable BridgePort port, long mac) {
    if (port != null && port.has(PortFlag.FAST_LEAVE)) {
      GroupMember member = entry.member(port, mac);
      if (member != null && !member.isPermanent()) {
        entry.remove(member);
      }
      return;
    }
    boolean isV6 = entry.address.kind() == GroupAddress.Kind.IPV6;
    if (querier(isV6).hasOther()) {
      return;
    }
    long lasts = settings.lastMemberCount * settings.lastMemberNanos;
    if (querier) {
      querier(isV6).askFor(entry.address, port, lasts);
    }
    shorten(entry, port, nowNanos() + lasts);
  }

  /// A router asks for one group.
  void asked(@Nullable GroupEntry entry, long withinNanos) {
    if (entry == null) {
      return;
    }
    long until = nowNanos() + withinNanos * settings.lastMemberCount;
    shorten(entry, null, until);
    for (GroupMember member = entry.members; member != null; member = member.next) {
      shorten(member, until);
    }
  }

  private static void shorten(GroupEntry entry, @Nullable BridgePort port, long untilNanos) {
    if (port == null) {
      entry.hostUntilNanos = Math.min(entry.hostUntilNanos, untilNanos);
      return;
    }
    for (GroupMember member = entry.members; member != null; member = member.next) {
      if (member.port == port) {
        shorten(member, untilNanos);
        return;
      }
    }
  }

  private static void shorten(GroupMember member, long untilNanos) {
    if (!member.isPermanent()) {
      member.untilNanos = Math.min(member.untilNanos, untilNanos);
    }
  }

  /// A router was heard on a port, or is the host itself.
  void routerHeard(@Nullable BridgePort port, boolean isV6) {
    if (port != null) {
      port.groups().heard(isV6);
      return;
    }
    long until = nowNanos() + settings.querierNanos;
    routerUntilNanos = isV6 ? routerUntilNanos : until;
    router6UntilNanos = isV6 ? until : router6UntilNanos;
  }

  // ---- by hand -----------------------------------------------------------------------------

  /// Whether groups are looked at (`mcast_snooping`).
  public boolean isEnabled() {
    return enabled;
  }

  /// Looks at groups from now on, or no longer: what ports were told is forgotten
  /// (`br_multicast_toggle`).
  public void setEnabled(boolean on) {
    if (enabled == on) {
      return;
    }
    enabled = on;
    if (!on) {
      bridge.ports().forEach(this::closed);
    } else if (bridge.isUp()) {
      opened();
    }
    Upper upper = bridge.upper();
    if (upper != null && bridge.isUp()) {
      upper.snoops(bridge, on);
    }
  }

  /// Whether the bridge itself asks for members (`mcast_querier`).
  public boolean isQuerier() {
    return querier;
  }

  /// Whether it can ask now.
  boolean isAsking() {
    return querier && enabled && bridge.isUp();
  }

  /// Lets the bridge ask for members, or no longer.
  public void setQuerier(boolean on) {
    if (querier == on) {
      return;
    }
    querier = on;
    if (on) {
      ipv4.switchedOn();
      ipv6.switchedOn();
    }
  }

  /// `mcast_router` of the bridge itself.
  public int router() {
    return router;
  }

  /// Sets `mcast_router` of the bridge itself.
  ///
  /// @return false for a value that is none
  public boolean setRouter(int value) {
    if (value < MulticastSettings.ROUTER_NEVER || value > MulticastSettings.ROUTER_ALWAYS) {
      return false;
    }
    router = value;
    if (value != MulticastSettings.ROUTER_HEARD) {
      routerUntilNanos = 0;
      router6UntilNanos = 0;
    }
    return true;
  }

  /// The members, the newest group first, of a group the host and then the newest port.
  public List<Row> rows() {
    long now = nowNanos();
    table.sweep(now);
    List<Row> rows = new ArrayList<>();
    for (GroupEntry entry : table.entries().reversed()) {
      if (entry.hasHost(now)) {
        rows.add(new Row(entry.address, null, false, false, entry.hostUntilNanos - now));
      }
      for (GroupMember each = entry.members; each != null; each = each.next) {
        boolean stays = each.isPermanent();
        long left = stays ? 0 : each.untilNanos - now;
        rows.add(new Row(entry.address, each.port, stays, each.isByHand, left));
      }
    }
    return rows;
  }

  /// Adds a member by hand.
  ///
  /// @return false when it is there already
  public boolean add(GroupAddress group, @Nullable BridgePort port, boolean isPermanent) {
    table.sweep(nowNanos());
    GroupEntry there = table.find(group);
    GroupEntry entry = there == null ? table.add(group) : there;
    if (port == null) {
      boolean isNew = !entry.hasHost(nowNanos());
      entry.hostUntilNanos = nowNanos() + settings.membershipNanos;
      return isNew;
    }
    if (entry.member(port, 0) != null) {
      return false;
    }
    GroupMember member = entry.join(port, 0);
    member.isByHand = true;
    member.untilNanos = isPermanent ? Long.MAX_VALUE : nowNanos() + settings.membershipNanos;
    return true;
  }

  /// Removes a member by hand.
  ///
  /// @return false when there is none
  public boolean remove(GroupAddress group, @Nullable BridgePort port) {
    table.sweep(nowNanos());
    GroupEntry entry = table.find(group);
    if (entry == null) {
      return false;
    }
    if (port == null) {
      boolean isThere = entry.hasHost(nowNanos());
      entry.hostUntilNanos = 0;
      return isThere;
    }
    GroupMember member = entry.members;
    while (member != null && member.port != port) {
      member = member.next;
    }
    if (member != null) {
      entry.remove(member);
    }
    return member != null;
  }

  // ---- ports and bridge change -------------------------------------------------------------

  /// The bridge went up (`br_multicast_open`).
  void opened() {
    if (isAsking()) {
      ipv4.begin();
      ipv6.begin();
    }
  }

  /// The bridge went down (`br_multicast_stop`).
  void stopped() {
    ipv4.stop();
    ipv6.stop();
    routerUntilNanos = 0;
    router6UntilNanos = 0;
  }

  /// The states of ports were chosen anew: those that pass frames are asked anew
  /// (`br_port_state_selection`).
  void portsChosen() {
    if (!isAsking()) {
      return;
    }
    for (BridgePort port : bridge.ports()) {
      if (port.state() != PortState.DISABLED && port.state() != PortState.BLOCKING) {
        port.groups().rounds(false).begin();
        port.groups().rounds(true).begin();
      }
    }
  }

  /// A port was closed: its members are forgotten but for those that stay
  /// (`br_multicast_disable_port`).
  void closed(BridgePort port) {
    forget(port, false);
    port.groupsClosed();
  }

  /// A port is gone (`br_multicast_del_port`).
  void removed(BridgePort port) {
    forget(port, true);
    port.groupsClosed();
  }

  private void forget(BridgePort port, boolean all) {
    for (GroupEntry entry : table.entries()) {
      for (GroupMember each = entry.members; each != null; each = each.next) {
        if (each.port == port && (all || !each.isPermanent())) {
          entry.remove(each);
        }
      }
    }
    table.sweep(nowNanos());
  }
}
