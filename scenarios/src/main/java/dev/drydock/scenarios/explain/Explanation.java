package dev.drydock.scenarios.explain;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.pcap.dissect.Dissector;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.run.FlowOutcome;
import dev.drydock.scenarios.run.FlowTrouble;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.TrailListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The way of one flow through a running lab: real packets are sent, and everything that happens to
/// them is written down, hop by hop.
public final class Explanation implements TrailListener {
  /// More lines tell nothing new: by then the flow repeats itself.
  private static final int LINES_MAX = 400;

  /// The header before listener reports, with the router alert (RFC 3810 section 5).
  private static final int HOP_BY_HOP_BYTES = 8;

  private final LiveLab live;
  private final Dissector dissector = new Dissector();
  private final List<String> lines = new ArrayList<>();
  private final Set<Loss> losses = new LinkedHashSet<>();
  private final long startNanos;

  private Explanation(LiveLab live) {
    this.live = live;
    this.startNanos = live.nowNanos();
  }

  /// What was found.
  ///
  /// @param status passed when the other end answered, failed when it did not, skipped when this
  ///   version cannot send such a flow
  /// @param verdict one line: who reaches whom, or what stops it
  /// @param found what was seen on the way
  public record Result(Status status, String verdict, Found found) {
    /// What happened, in order.
    public List<String> lines() {
      return found.lines();
    }
  }

  /// What was seen on the way.
  ///
  /// @param lines what happened, in order
  /// @param losses why and where packets were lost, each once
  /// @param troubles what the sender met
  public record Found(List<String> lines, List<Loss> losses, List<FlowTrouble> troubles) {
    /// Copies the lists.
    public Found {
      lines = List.copyOf(lines);
      losses = List.copyOf(losses);
      troubles = List.copyOf(troubles);
    }
  }

  /// Sends a flow through a lab whose containers have just been started.
  public static Result of(LiveLab live, ExpectationPlan flow) {
    live.settle();
    return now(live, flow);
  }

  /// Sends a flow through a lab as it is.
  public static Result now(LiveLab live, ExpectationPlan flow) {
    Explanation explanation = new Explanation(live);
    FlowOutcome outcome = live.follow(flow, explanation);
    List<Loss> losses = List.copyOf(explanation.losses);
    var found = new Found(Repeats.fold(explanation.lines), losses, outcome.troubles());
    return new Result(outcome.report().status(), verdict(outcome.report()), found);
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
      double millis = (live.nowNanos() - startNanos) / 1e6;
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
    if (Ethernet.destination(frame, 0) == Bpdu.GROUP) {
      return true;
    }
    return Ethernet.type(frame, 0) == Ethernet.IPV6 && isChatter(frame, Ethernet.HEADER_BYTES);
  }

  /// @param ip where the IPv6 header begins
  private static boolean isChatter(byte[] frame, int ip) {
    int type = frame[ip + Ipv6.HEADER_BYTES] & 0xff;
    return switch (Ipv6.nextHeader(frame, ip)) {
      case Ipv6.HOP_BY_HOP -> isListenerReport(frame, ip + Ipv6.HEADER_BYTES + HOP_BY_HOP_BYTES);
      case Ipv6.ICMP ->
          type == Icmpv6.ROUTER_SOLICITATION
              || type == Icmpv6.ROUTER_ADVERTISEMENT
              || isFromNobody(frame, ip);
      default -> false;
    };
  }

  private static boolean isListenerReport(byte[] frame, int icmp) {
    return frame.length > icmp && (frame[icmp] & 0xff) == Icmpv6.LISTENER_REPORT;
  }

  /// Whether the sender has no address yet.
  private static boolean isFromNobody(byte[] frame, int ip) {
    return Ipv6.sourceHigh(frame, ip) == 0 && Ipv6.sourceLow(frame, ip) == 0;
  }

  @Override
  public void decided(Frame frame, String where, Decision decision) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    boolean isIpv6 = ip >= 0 && (data[ip] & 0xf0) == 0x60;
    if (isIpv6 && isChatter(data, ip)) {
      return;
    }
    if (decision instanceof Decision.Policy policy && !policy.at().table().equals("filter")) {
      return; // of the other tables, only what they do is of interest
    }
    add("  " + where + "  " + decision.text());
  }

  @Override
  public void rewritten(String note) {
    add("  NAT  " + note);
  }

  @Override
  public void dropped(Loss loss) {
    DropReason reason = loss.reason();
    if (reason != DropReason.OTHERHOST) {
      losses.add(loss);
      add("  LOST at " + loss.where() + ": " + reason + " (" + reason.text() + ")");
    }
  }
}
