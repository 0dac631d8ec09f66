package dev.drydock.core.ip.v6;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv6Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers the routers of a link that ask which groups an interface listens to (MLD; RFC 2710,
/// 3810; Linux `net/ipv6/mcast.c`). While a router of version 1 was heard of late, reports are of
/// that version, one for each group, and left out when another host told of it.
final class ListenerAnswers {
  private static final long MILLISECOND = 1_000_000L;

  /// mldv1_unsolicited_report_interval.
  private static final long INTERVAL_NANOS = 10 * Nanos.SECOND;

  /// Twice the query interval, which a router of version 1 does not tell (`MLD_QI_DEFAULT`).
  private static final long OLD_ROUTER_NANOS = 250 * Nanos.SECOND;

  private static final int V1_BYTES = 24;
  private static final int V2_QUERY_BYTES = 28;
  private static final int FLOATING = 0x8000;

  private final ListenerReports reports;
  private final Map<Ipv6Address, GroupTimer> timers = new LinkedHashMap<>();
  private final General general = new General();
  private long heardV1UntilNanos = -1;

  ListenerAnswers(ListenerReports reports) {
    this.reports = reports;
  }

  /// What a group waits for: to be reported (`mld_mca_work`).
  private final class GroupTimer extends Event {
    final Ipv6Address group;

    /// Whether we told of it last, and so have to say when we leave.
    boolean told;

    GroupTimer(Ipv6Address group) {
      this.group = group;
    }

    @Override
    protected void fire() {
      told = true;
      if (isVersion1()) {
        reports.sendOld(Icmpv6.LISTENER_REPORT_V1, group, group);
      } else {
        reports.tell(List.of(group), Igmp.IS_EXCLUDE);
      }
    }
  }

  /// The answer to a general query (`mld_gq_work`).
  private final class General extends Event {
    @Override
    protected void fire() {
      reports.tell(reports.told(), Igmp.IS_EXCLUDE);
    }
  }

  /// Whether routers of the link understand version 1 only (`mld_in_v1_mode`).
  boolean isVersion1() {
    return reports.nowNanos() < heardV1UntilNanos;
  }

  private GroupTimer timer(Ipv6Address group) {
    return timers.computeIfAbsent(group, GroupTimer::new);
  }

  private void arm(Event timer, long belowNanos) {
    long now = reports.nowNanos();
    long due = now + reports.draw(Math.max(belowNanos, Jiffies.TICK_NANOS));
    reports.loop().reschedule(timer, Jiffies.expiryNanos(now, due));
  }

  /// A router asks (`__mld_query_work`).
  void heardQuery(byte[] data, int at, int length) {
    int code = Bytes.u16(data, at + 4);
    Ipv6Address group = Ipv6Address.of(data, at + Icmpv6.HEADER_BYTES);
    boolean isGeneral = group.equals(Ipv6Address.ANY);
    long within = code * MILLISECOND;
    if (length == V1_BYTES) {
      heardV1UntilNanos = reports.nowNanos() + OLD_ROUTER_NANOS + within;
      reports.loop().cancel(general);
      reports.forgetChanges();
    } else if (length < V2_QUERY_BYTES) {
      return;
    } else {
      within = millis(code) * MILLISECOND;
      if (isGeneral) {
        answerAll(Bytes.u16(data, at + 26), within);
        return;
      }
    }
    for (Ipv6Address each : reports.told()) {
      if (isGeneral || group.equals(each)) {
        askedFor(timer(each), within);
      }
    }
  }

  private void answerAll(int sources, long withinNanos) {
    if (sources == 0) {
      arm(general, withinNanos);
    }
  }

  private static long millis(int code) {
    return code < FLOATING ? code : (long) ((code & 0xfff) | 0x1000) << (((code >> 12) & 7) + 3);
  }

  private void askedFor(GroupTimer timer, long withinNanos) {
    boolean sooner = timer.isPending() && timer.timeNanos() - reports.nowNanos() < withinNanos;
    if (!sooner) {
      arm(timer, withinNanos);
    }
  }

  /// Another host told of a group: we need not (`igmp6_event_report`).
  void heardReport(Ipv6Address group) {
    GroupTimer timer = timers.get(group);
    if (timer != null) {
      reports.loop().cancel(timer);
      timer.told = false;
    }
  }

  /// A group was joined or left while routers of version 1 listen (`igmp6_join_group`,
  /// `igmp6_leave_group`).
  void changed(Ipv6Address group, boolean joined) {
    GroupTimer timer = timer(group);
    if (joined) {
      reports.sendOld(Icmpv6.LISTENER_REPORT_V1, group, group);
      timer.told = true;
      arm(timer, INTERVAL_NANOS);
      return;
    }
    reports.loop().cancel(timer);
    timers.remove(group);
    if (timer.told) {
      reports.sendOld(Icmpv6.LISTENER_DONE, group, Ipv6Address.ALL_ROUTERS);
    }
  }

  void stop() {
    List<Event> all = new ArrayList<>(timers.values());
    all.add(general);
    all.forEach(reports.loop()::cancel);
    timers.clear();
  }
}
