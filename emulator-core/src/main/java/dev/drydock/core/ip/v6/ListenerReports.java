package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the routers of a link which groups an interface listens to (MLDv2, RFC 3810; Linux
/// `net/ipv6/mcast.c`): every change twice, and all groups twice once the link-local address is
/// usable. It is the timer of the changes itself; what routers ask is answered by
/// [ListenerAnswers].
final class ListenerReports extends Event {
  /// The robustness variable: how often a change is told.
  private static final int TIMES = 2;

  /// mldv2_unsolicited_report_interval.
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  /// A change is told two ticks later, so that others can join it (`mld_ifc_start_timer`).
  private static final long DELAY_NANOS = 2 * Jiffies.TICK_NANOS;

  private static final Ipv6Address ALL_LISTENING_ROUTERS = new Ipv6Address(0xff02L << 48, 0x16);

  private static final int HOP_BY_HOP_BYTES = 8;
  private static final int RECORD_BYTES = 20;
  private static final int OLD_BYTES = 16; // of a message of version 1, behind its header

  private final Ipv6Stack stack;
  private final Ipv6Interface in;
  private final List<Change> changes = new ArrayList<>(2);
  private @Nullable Repetition repetition;
  private @Nullable ListenerAnswers answers;
  private int timesLeft;

  ListenerReports(Ipv6Stack stack, Ipv6Interface in) {
    this.stack = stack;
    this.in = in;
  }

  /// A group that was joined or left.
  private static final class Change {
    final Ipv6Address group;
    int type;
    int timesLeft;

    Change(Ipv6Address group, int type) {
      this.group = group;
      this.type = type;
    }
  }

  /// Whether routers are told of a group: not of all nodes, nor of what stays in the host.
  static boolean concerns(Ipv6Address group) {
    int scope = (int) (group.high() >>> 48) & 0xf;
    return !group.equals(Ipv6Address.ALL_NODES) && scope >= 2;
  }

  /// A group was joined or left while the device is up (`igmp6_group_added`,
  /// `igmp6_group_dropped`).
  void changed(Ipv6Address group, boolean joined) {
    if (answers != null && answers.isVersion1()) {
      answers.changed(group, joined);
      return;
    }
    changes.removeIf(change -> change.group.equals(group));
    Change change = new Change(group, joined ? Igmp.TO_EXCLUDE : Igmp.TO_INCLUDE);
    change.timesLeft = TIMES;
    changes.addFirst(change);
    timesLeft = TIMES;
    arm(this, DELAY_NANOS);
  }

  /// The link-local address is usable: all groups are told again (`ipv6_mc_dad_complete`).
  void addressUsable() {
    tellAll();
    if (repetition == null) {
      repetition = new Repetition();
    }
    arm(repetition, stack.random().nextLong(INTERVAL_NANOS) + DELAY_NANOS);
  }

  /// Who answers routers here.
  ListenerAnswers answers() {
    if (answers == null) {
      answers = new ListenerAnswers(this);
    }
    return answers;
  }

  EventLoop loop() {
    return stack.loop();
  }

  long nowNanos() {
    return stack.loop().nowNanos();
  }

  long draw(long belowNanos) {
    return stack.random().nextLong(belowNanos);
  }

  /// Routers that understand no changes were heard.
  void forgetChanges() {
    changes.clear();
    timesLeft = 0;
    stack.loop().cancel(this);
  }

  void stop() {
    forgetChanges();
    if (answers != null) {
      answers.stop();
    }
    if (repetition != null) {
      stack.loop().cancel(repetition);
    }
  }

  private void arm(Event timer, long delayNanos) {
    long now = stack.loop().nowNanos();
    stack.loop().reschedule(timer, Jiffies.expiryNanos(now, now + delayNanos));
  }

  @Override
  protected void fire() {
    if (!changes.isEmpty()) {
      Frame frame = report(changes.size());
      for (int i = 0; i < changes.size(); i++) {
        put(frame, i, changes.get(i).type, changes.get(i).group);
        changes.get(i).timesLeft--;
      }
      send(frame);
      changes.removeIf(change -> change.timesLeft == 0);
    }
    timesLeft--;
    if (timesLeft > 0) {
      arm(this, stack.random().nextLong(INTERVAL_NANOS) + DELAY_NANOS);
    }
  }

  /// The second time all groups are told.
  private final class Repetition extends Event {
    @Override
    protected void fire() {
      tellAll();
    }
  }

  private void tellAll() {
    if (answers != null && answers.isVersion1()) {
      told().forEach(group -> sendOld(Icmpv6.LISTENER_REPORT_V1, group, group));
      return;
    }
    tell(told(), Igmp.TO_EXCLUDE);
  }

  /// The groups of which routers are told, the newest first.
  List<Ipv6Address> told() {
    List<Ipv6Address> groups = new ArrayList<>();
    for (Ipv6Address group : in.groups().groups()) {
      if (concerns(group)) {
        groups.addFirst(group);
      }
    }
    return groups;
  }

  /// Reports groups, each in a record of one type.
  void tell(List<Ipv6Address> groups, int type) {
    if (groups.isEmpty()) {
      return;
    }
    Frame frame = report(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      put(frame, i, type, groups.get(i));
    }
    send(frame);
  }

  /// Sends a message of version 1 (`igmp6_send`).
  void sendOld(int type, Ipv6Address group, Ipv6Address destination) {
    Frame frame = message(type, OLD_BYTES, 0);
    int at = frame.end() - OLD_BYTES;
    Bytes.put64(frame.data(), at, group.high());
    Bytes.put64(frame.data(), at + 8, group.low());
    send(frame, destination);
  }

  private Frame report(int records) {
    return message(Icmpv6.LISTENER_REPORT, records * RECORD_BYTES, records);
  }

  private Frame message(int type, int bytes, int rest) {
    Frame frame = stack.newPacket(HOP_BY_HOP_BYTES + Icmpv6.HEADER_BYTES + bytes);
    byte[] data = frame.data();
    int options = frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
    Bytes.put32(data, options, (Ipv6.ICMP << 24) | 0x0502); // router alert, two bytes
    Bytes.put32(data, options + 4, 0x0100); // value 0: listener discovery; then padding
    Icmpv6.write(data, options + HOP_BY_HOP_BYTES, type << 8, rest);
    return frame;
  }

  private static void put(Frame frame, int index, int type, Ipv6Address group) {
    byte[] data = frame.data();
    int icmp = frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES + HOP_BY_HOP_BYTES;
    int at = icmp + Icmpv6.HEADER_BYTES + index * RECORD_BYTES;
    Bytes.put32(data, at, type << 24);
    Bytes.put64(data, at + 4, group.high());
    Bytes.put64(data, at + 12, group.low());
  }

  private void send(Frame frame) {
    send(frame, ALL_LISTENING_ROUTERS);
  }

  private void send(Frame frame, Ipv6Address destination) {
    byte[] data = frame.data();
    NetDevice device = in.device();
    Ipv6Address own = in.linkLocal();
    Ipv6Flow flow = new Ipv6Flow();
    flow.hopLimit = 1;
    flow.setSource(own == null ? Ipv6Address.ANY : own);
    flow.setDestination(destination);
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int icmp = ip + Ipv6.HEADER_BYTES + HOP_BY_HOP_BYTES;
    Ipv6.putSource(data, ip, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(data, ip, flow.destinationHigh, flow.destinationLow);
    Icmpv6.writeChecksum(data, ip, icmp, frame.end() - icmp);
    stack.out().sendOnLink(frame, flow, device, Ipv6.HOP_BY_HOP);
  }
}
