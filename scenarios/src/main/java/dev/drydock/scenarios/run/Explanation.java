package dev.drydock.scenarios.run;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.pcap.dissect.Dissector;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The way of one flow through a running lab: real packets are sent, and everything that happens to
/// them is written down, hop by hop.
public final class Explanation implements TrailListener {
  /// More lines tell nothing new: by then the flow repeats itself.
  private static final int LINES_MAX = 400;

  /// IEEE 802.1D bridge group address.
  private static final long SPANNING_TREE = 0x0180_c200_0000L;

  /// The header before listener reports.
  private static final int HOP_BY_HOP = 0;

  private static final int ICMPV6 = 58;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int ROUTER_ADVERTISEMENT = 134;

  /// What starting containers set in motion is over by then.
  private static final long SETTLING_NANOS = 5_000_000_000L;

  private final EventLoop loop;
  private final Dissector dissector = new Dissector();
  private final List<String> lines = new ArrayList<>();
  private final long startNanos;

  private Explanation(EventLoop loop) {
    this.loop = loop;
    this.startNanos = loop.nowNanos();
  }

  /// What was found.
  ///
  /// @param status passed when the other end answered, failed when it did not, skipped when this
  ///   version cannot send such a flow
  /// @param verdict one line: who reaches whom, or what stops it
  /// @param lines what happened, in order
  public record Result(Status status, String verdict, List<String> lines) {
    /// Copies the list.
    public Result {
      lines = List.copyOf(lines);
    }
  }

  /// Sends a flow through a lab whose containers run.
  public static Result of(LiveLab live, ExpectationPlan flow) {
    live.interpreter().pass(SETTLING_NANOS);
    Recording recording = new Recording(null, CaptureChoice.ALL, device -> "");
    recording.attach(live.lab());
    Explanation explanation = new Explanation(live.lab().loop());
    recording.setFollower(explanation);
    ReachProbe probe = new ReachProbe(live.interpreter(), recording);
    ExpectationReport report = probe.check(1, flow);
    recording.setFollower(null);
    recording.detach(live.lab());
    return new Result(report.status(), verdict(report), explanation.lines);
  }

  private static String verdict(ExpectationReport report) {
    return switch (report.status()) {
      case PASSED -> report.claim() + ": " + report.reason();
      case FAILED ->
          report.claim().replace(" reaches ", " does not reach ") + ": " + report.reason();
      case SKIPPED -> "whether " + report.claim() + " cannot be told: " + report.reason();
    };
  }

  private void add(String text) {
    if (lines.size() < LINES_MAX) {
      double millis = (loop.nowNanos() - startNanos) / 1e6;
      lines.add("%10.3f ms  %s".formatted(millis, text));
    } else if (lines.size() == LINES_MAX) {
      lines.add("... and so on");
    }
  }

  @Override
  public void sighted(String name, Frame frame, boolean outbound) {
    byte[] bytes = Arrays.copyOfRange(frame.data(), frame.offset(), frame.end());
    if (isChatter(bytes)) {
      return;
    }
    add("%-24s %s  %s".formatted(name, outbound ? "out" : "in ", dissector.summary(bytes)));
  }

  /// What interfaces say unasked and no flow causes: who listens to which group, whether an address
  /// is free, where routers are, and bridges' spanning trees.
  private static boolean isChatter(byte[] frame) {
    if (frame.length < Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES + 1) {
      return false;
    }
    if (Ethernet.destination(frame, 0) == SPANNING_TREE) {
      return true;
    }
    int ip = Ethernet.HEADER_BYTES;
    if (Ethernet.type(frame, 0) != Ethernet.IPV6) {
      return false;
    }
    int next = frame[ip + 6];
    int type = frame[ip + Ipv6.HEADER_BYTES] & 0xff;
    boolean isAsking = type == ROUTER_SOLICITATION || type == ROUTER_ADVERTISEMENT;
    return next == HOP_BY_HOP || (next == ICMPV6 && (isAsking || isUnspecified(frame, ip + 8)));
  }

  private static boolean isUnspecified(byte[] bytes, int address) {
    for (int i = address; i < address + 16; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void decided(String where, String decision) {
    if (decision.contains(": policy ") && !decision.startsWith("filter")) {
      return; // of the other tables, only what they do is of interest
    }
    add("  " + where + "  " + decision);
  }

  @Override
  public void rewritten(String note) {
    add("  NAT  " + note);
  }

  @Override
  public void dropped(DropReason reason, String where) {
    if (reason != DropReason.OTHERHOST) {
      add("  LOST at " + where + ": " + reason + " (" + reason.text() + ")");
    }
  }
}
