package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Igmp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells routers which groups an interface listens to: every change twice (version 3), and what
/// they ask for. While a router of version 1 or 2 was heard of late, reports are of that version,
/// one for each group. It is itself the timer of the changes (`mr_ifc_timer`).
public final class GroupReports extends Event {
  /// How often a change is told, until a query says otherwise: igmp_qrv.
  private static final int ROBUSTNESS = 2;

  /// igmpv3_unsolicited_report_interval.
  private static final long INTERVAL_NANOS = Nanos.SECOND;

  /// igmpv2_unsolicited_report_interval.
  private static final long OLD_INTERVAL_NANOS = 10 * Nanos.SECOND;

  /// Every timer is two ticks longer than what is drawn (`igmp_start_timer`).
  private static final long DELAY_NANOS = 2 * Jiffies.TICK_NANOS;

  private static final long OLD_ROUTER_NANOS = 400 * Nanos.SECOND;
  private static final long OLD_RESPONSE_NANOS = 10 * Nanos.SECOND; // of a query of version 1
  private static final long TENTH_NANOS = Nanos.SECOND / 10;

  private static final int RECORDS_MAX = 180; // as many as fit an MTU of 1500

  private final IgmpProtocol igmp;
  private final Ipv4Interface in;
  private final List<Change> changes = new ArrayList<>(2);
  private final Map<Integer, GroupTimer> timers = new LinkedHashMap<>();
  private final General general = new General();
  private int robustness = ROBUSTNESS;
  private int timesLeft;
  private long heardV1UntilNanos = -1;
  private long heardV2UntilNanos = -1;

  GroupReports(IgmpProtocol igmp, Ipv4Interface in) {
    this.igmp = igmp;
    this.in = in;
  }

  /// A group that was joined or left.
  private static final class Change {
    final int group;
    final boolean joined;
    int timesLeft;

    Change(int group, boolean joined, int timesLeft) {
      this.group = group;
      this.joined = joined;
      this.timesLeft = timesLeft;
    }
  }

  /// What a group waits for: to be reported.
  private final class GroupTimer extends Event {
    final int group;
    int timesLeft;

    /// Whether we told of it last, and so have to say when we leave.
    boolean told;

    GroupTimer(int group) {
      this.group = group;
    }

    @Override
    protected void fire() {
      if (timesLeft > 0) {
        timesLeft--;
      }
      if (timesLeft > 0) {
        arm(this, draw(OLD_INTERVAL_NANOS));
      }
      told = true;
      report(List.of(group));
    }
  }

  /// The answer to a general query (`mr_gq_timer`).
  private final class General extends Event {
    @Override
    protected void fire() {
      report(told());
    }
  }

  /// The version that routers of the link understand: 1, 2 or 3.
  public int version() {
    long now = nowNanos();
    if (now < heardV1UntilNanos) {
      return 1;
    }
    return now < heardV2UntilNanos ? 2 : 3;
  }

  /// How long until a group is reported, nanoseconds; -1 when nothing is to be said of it.
  public long dueNanos(int group) {
    GroupTimer timer = timers.get(group);
    return timer == null || !timer.isPending() ? -1 : timer.timeNanos() - nowNanos();
  }

  /// Whether we were the last to tell of a group.
  public boolean isReporter(int group) {
    GroupTimer timer = timers.get(group);
    return timer != null && timer.told;
  }

  private long nowNanos() {
    return igmp.stack().loop().nowNanos();
  }

  private long draw(long belowNanos) {
    return igmp.random().nextLong(belowNanos) + DELAY_NANOS;
  }

  private void arm(Event timer, long delayNanos) {
    long now = nowNanos();
    igmp.stack().loop().reschedule(timer, Jiffies.expiryNanos(now, now + delayNanos));
  }

  private GroupTimer timer(int group) {
    return timers.computeIfAbsent(group, GroupTimer::new);
  }

  /// A group was joined or left (`igmp_group_added`, `igmp_group_dropped`).
  void changed(int group, boolean joined) {
    int version = version();
    if (version < 3) {
      changedForOldRouter(group, joined, version);
      return;
    }
    changes.removeIf(change -> change.group == group);
    changes.addFirst(new Change(group, joined, robustness));
    timesLeft = robustness;
    arm(this, DELAY_NANOS);
  }

  private void changedForOldRouter(int group, boolean joined, int version) {
    GroupTimer timer = timer(group);
    if (joined) {
      timer.timesLeft = ROBUSTNESS;
      arm(timer, DELAY_NANOS);
      return;
    }
    igmp.stack().loop().cancel(timer);
    timers.remove(group);
    if (version == 2 && timer.told) {
      sendOld(Igmp.LEAVE, group, IgmpProtocol.ALL_ROUTERS);
    }
  }

  void stop() {
    changes.clear();
    igmp.stack().loop().cancel(this);
    igmp.stack().loop().cancel(general);
    timers.values().forEach(igmp.stack().loop()::cancel);
    timers.clear();
  }

  /// Tells the changes (`igmpv3_send_cr`): groups that were left, then those that were joined, the
  /// newest first.
  @Override
  protected void fire() {
    List<Change> told = new ArrayList<>();
    changes.stream().filter(change -> !change.joined).forEach(told::add);
    changes.stream().filter(change -> change.joined).forEach(told::add);
    if (!told.isEmpty()) {
      Frame frame = newReport(told.size());
      for (int i = 0; i < told.size(); i++) {
        Change change = told.get(i);
        record(frame, i, change.joined ? Igmp.TO_EXCLUDE : Igmp.TO_INCLUDE, change.group);
        change.timesLeft--;
      }
      igmp.send(frame, in, IgmpProtocol.ALL_V3_ROUTERS);
      changes.removeIf(change -> change.timesLeft == 0);
    }
    timesLeft--;
    if (timesLeft > 0) {
      arm(this, draw(INTERVAL_NANOS));
    }
  }

  /// A router asks (`igmp_heard_query`).
  void heardQuery(byte[] data, int at, int length) {
    int code = Bytes.u8(data, at + 1);
    int group = Bytes.i32(data, at + 4);
    long withinNanos;
    if (length == Igmp.RECORD_BYTES) {
      withinNanos = heardOldRouter(code);
      group = code == 0 ? 0 : group;
    } else if (length < Igmp.V3_QUERY_BYTES) {
      return;
    } else if (version() == 1) {
      withinNanos = OLD_RESPONSE_NANOS;
      group = 0;
    } else {
      withinNanos = Math.max(Jiffies.TICK_NANOS, Igmp.units(code) * TENTH_NANOS);
      if (version() == 3 && heardNewRouter(data, at, withinNanos)) {
        return;
      }
    }
    for (int each : told()) {
      if (group == 0 || group == each) {
        askedFor(timer(each), withinNanos);
      }
    }
  }

  /// Changes are not told to old routers any more.
  ///
  /// @return how long an answer may take, nanoseconds
  private long heardOldRouter(int code) {
    changes.clear();
    timesLeft = 0;
    igmp.stack().loop().cancel(this);
    if (code == 0) {
      heardV1UntilNanos = nowNanos() + OLD_ROUTER_NANOS;
      return OLD_RESPONSE_NANOS;
    }
    heardV2UntilNanos = nowNanos() + OLD_ROUTER_NANOS;
    return code * TENTH_NANOS;
  }

  /// Whether a query of version 3 is dealt with: it was for all groups.
  private boolean heardNewRouter(byte[] data, int at, long withinNanos) {
    int asked = Bytes.u8(data, at + 8) & 7;
    robustness = asked == 0 ? robustness : asked;
    if (Bytes.i32(data, at + 4) != 0) {
      return false;
    }
    long delay = draw(withinNanos);
    boolean sooner = general.isPending() && general.timeNanos() <= nowNanos() + delay;
    if (Bytes.u16(data, at + 10) == 0 && !sooner) {
      arm(general, delay);
    }
    return true;
  }

  private void askedFor(GroupTimer timer, long withinNanos) {
    timer.timesLeft = 0;
    if (!timer.isPending() || timer.timeNanos() - nowNanos() >= withinNanos) {
      arm(timer, draw(withinNanos));
    }
  }

  /// Another host told of a group: we need not (`igmp_heard_report`).
  void heardReport(int group) {
    GroupTimer timer = timers.get(group);
    if (timer != null) {
      igmp.stack().loop().cancel(timer);
      timer.told = false;
      timer.timesLeft = 0;
    }
  }

  /// The groups of which routers are told, the newest first.
  private List<Integer> told() {
    List<Integer> told = new ArrayList<>();
    for (int group : in.groups().groups()) {
      if (group != IgmpProtocol.ALL_HOSTS) {
        told.addFirst(group);
      }
    }
    return told;
  }

  /// Reports groups as the routers understand it.
  private void report(List<Integer> groups) {
    int version = version();
    if (groups.isEmpty()) {
      return;
    }
    if (version < 3) {
      int type = version == 1 ? Igmp.REPORT_V1 : Igmp.REPORT_V2;
      groups.forEach(group -> sendOld(type, group, group));
      return;
    }
    for (int from = 0; from < groups.size(); from += RECORDS_MAX) {
      List<Integer> part = groups.subList(from, Math.min(groups.size(), from + RECORDS_MAX));
      Frame frame = newReport(part.size());
      for (int i = 0; i < part.size(); i++) {
        record(frame, i, Igmp.IS_EXCLUDE, part.get(i));
      }
      igmp.send(frame, in, IgmpProtocol.ALL_V3_ROUTERS);
    }
  }

  private Frame newReport(int records) {
    int bytes = Igmp.RECORD_BYTES + records * Igmp.RECORD_BYTES;
    Frame frame = igmp.message(Igmp.REPORT_V3, bytes);
    Bytes.put16(frame.data(), IgmpProtocol.at(frame) + 6, records);
    return frame;
  }

  private static void record(Frame frame, int index, int type, int group) {
    int at = IgmpProtocol.at(frame) + Igmp.RECORD_BYTES + index * Igmp.RECORD_BYTES;
    frame.data()[at] = (byte) type;
    Bytes.put32(frame.data(), at + 4, group);
  }

  private void sendOld(int type, int group, int destination) {
    Frame frame = igmp.message(type, Igmp.RECORD_BYTES);
    Bytes.put32(frame.data(), IgmpProtocol.at(frame) + 4, group);
    igmp.send(frame, in, destination);
  }
}
