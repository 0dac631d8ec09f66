package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.ConntrackCounters;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;

/// `conntrack`: lists, deletes, changes, counts and watches connections (`src/conntrack.c` of
/// conntrack-tools). The real one lists in the order of a hash; here the oldest comes first, IPv4
/// before IPv6.
final class ConntrackTool implements Tool {
  static final String NAME = "conntrack v1.4.7 (conntrack-tools): ";

  @Override
  public boolean catchesTermination() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      ConntrackOptions options = ConntrackOptions.read(invocation.arguments());
      return new Session(invocation, options).run();
    } catch (CommandFailure refused) {
      return refused.end(invocation);
    }
  }

  /// One run.
  private static final class Session {
    private final Invocation invocation;
    private final ConntrackOptions options;
    private final FlowFilter filter;
    private final Netns namespace;

    Session(Invocation invocation, ConntrackOptions options) {
      this.invocation = invocation;
      this.options = options;
      this.filter = options.filter();
      this.namespace = invocation.place().namespace();
    }

    int run() throws CommandFailure {
      if (options.isAboutExpectations()) {
        return expectations();
      }
      return switch (options.command()) {
        case 'L' -> list();
        case 'D' -> delete();
        case 'F' -> flush();
        case 'C' -> count();
        case 'S' -> statistics();
        case 'G' -> get();
        case 'U' -> update();
        case 'E' -> new FlowEvents(invocation, options).run(trackers());
        case 'V' -> {
          invocation.out(NAME.strip().replaceFirst(":$", ""));
          yield 0;
        }
        default -> {
          invocation.out(ConntrackUsage.TEXT);
          yield 0;
        }
      };
    }

    /// There are no helpers that expect connections.
    private int expectations() {
      if (options.command() == 'C') {
        invocation.out("0");
      } else {
        told(0, "expectations have been shown.");
      }
      return 0;
    }

    private List<Conntrack> trackers() {
      List<Conntrack> trackers = new ArrayList<>();
      for (Family family : Family.values()) {
        if (filter.family() == null || filter.family() == family) {
          trackers.add(Programs.netfilter(namespace, family).conntrack());
        }
      }
      return trackers;
    }

    private void told(int count, String what) {
      invocation.err(NAME + count + " " + what);
    }

    private List<Connection> matching(Conntrack conntrack) {
      return conntrack.connections().stream().filter(filter.predicate(conntrack)).toList();
    }

    private void print(Conntrack conntrack, Connection flow) {
      invocation.out(FlowText.listed(conntrack, flow, options.output()));
    }

    private int list() {
      int count = 0;
      for (Conntrack conntrack : options.isEmptyTable() ? List.<Conntrack>of() : trackers()) {
        for (Connection flow : matching(conntrack)) {
          print(conntrack, flow);
          count++;
          if (options.zeroes()) {
            flow.forgetCounts();
          }
        }
      }
      told(count, "flow entries have been shown.");
      return 0;
    }

    private int delete() {
      int count = 0;
      for (Conntrack conntrack : trackers()) {
        matching(conntrack).forEach(flow -> print(conntrack, flow));
        count += conntrack.removeIf(filter.predicate(conntrack));
      }
      told(count, "flow entries have been deleted.");
      return count == 0 ? 1 : 0;
    }

    private int flush() {
      trackers().forEach(conntrack -> conntrack.removeIf(flow -> true));
      invocation.err(NAME + "connection tracking table has been emptied.");
      return 0;
    }

    private int count() {
      int count = 0;
      for (Family each : Family.values()) {
        count += Programs.netfilter(namespace, each).conntrack().connections().size();
      }
      invocation.out(Integer.toString(count));
      return 0;
    }

    /// The first CPU does all the work of both.
    private int statistics() {
      ConntrackCounters four = Programs.netfilter(namespace, Family.IPV4).conntrack().counters();
      ConntrackCounters six = Programs.netfilter(namespace, Family.IPV6).conntrack().counters();
      statistics(
          0,
          new long[] {
            four.invalid + six.invalid,
            four.insertFailed + six.insertFailed,
            four.drop + six.drop,
            four.earlyDrop + six.earlyDrop,
            four.error + six.error,
            four.clashResolve + six.clashResolve
          });
      statistics(1, new long[6]);
      return 0;
    }

    private void statistics(int cpu, long[] counts) {
      invocation.out(
          "cpu="
              + cpu
              + "   \tfound=0 invalid="
              + counts[0]
              + " insert=0 insert_failed="
              + counts[1]
              + " drop="
              + counts[2]
              + " early_drop="
              + counts[3]
              + " error="
              + counts[4]
              + " search_restart=0 clash_resolve="
              + counts[5]
              + " chaintoolong=0 ");
    }

    private int get() throws CommandFailure {
      for (Conntrack conntrack : trackers()) {
        for (Connection flow : matching(conntrack)) {
          print(conntrack, flow);
          told(1, "flow entries have been shown.");
          return 0;
        }
      }
      throw new CommandFailure(1, NAME + "Operation failed: such conntrack doesn't exist");
    }

    /// Sets the mark of all that fit.
    private int update() {
      int count = 0;
      for (Conntrack conntrack : trackers()) {
        for (Connection flow : matching(conntrack)) {
          conntrack.mark(flow, options.newMark());
          print(conntrack, flow);
          count++;
        }
      }
      told(count, "flow entries have been updated.");
      return 0;
    }
  }
}
