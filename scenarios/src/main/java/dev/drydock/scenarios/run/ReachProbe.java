package dev.drydock.scenarios.run;

import dev.drydock.core.app.PingError;
import dev.drydock.core.app.PingOptions;
import dev.drydock.core.app.PingReply;
import dev.drydock.core.app.PingReporter;
import dev.drydock.core.app.PingStyle;
import dev.drydock.core.app.Pinger;
import dev.drydock.core.app.PortProbe;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.ExpectationPlan.Verdict;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Protocol;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks expectations by sending real packets through the lab: an echo request, a connection or a
/// datagram, and what became of it on its way.
final class ReachProbe {
  /// How long an answer is waited for; ARP gives up after three seconds.
  private static final long WAIT_NANOS = 4_000_000_000L;

  /// Identifiers of our echo requests begin here, far from those of the lab's own pings.
  private static final int FIRST_ID = 0xd000;

  /// So many follow; then they are used again.
  private static final int IDS = 0x2000;

  private final EventLoop loop;
  private final FlowEnds ends;
  private final Recording recording;
  private final Interpreter interpreter;

  ReachProbe(Interpreter interpreter, Recording recording) {
    this.interpreter = interpreter;
    this.loop = interpreter.surroundings().lab().loop();
    this.ends = new FlowEnds(interpreter.surroundings());
    this.recording = recording;
  }

  /// Checks one.
  ///
  /// @param number from 1
  FlowOutcome check(int number, ExpectationPlan plan) {
    String obstacle = obstacle(plan);
    if (!obstacle.isEmpty()) {
      var report = new ExpectationReport(number, claim(plan), Status.SKIPPED, obstacle);
      return new FlowOutcome(report, List.of());
    }
    Netns from = ends.namespace(plan.from());
    if (from == null) {
      return unsent(number, plan, new FlowTrouble.NotRunning(plan.from().name()));
    }
    IpAddress target =
        plan.to() instanceof FlowEnd.Hostname hostname
            ? lookUp(plan.from(), hostname.name())
            : ends.target(from, plan.to());
    if (target == null) {
      return unsent(number, plan, new FlowTrouble.NoAddress(plan.to().name()));
    }
    recording.beginTrail();
    ExposedPort port = plan.port();
    Finding finding =
        port == null
            ? new Echo(from, FIRST_ID + number % IDS, target, plan.bytes()).finding()
            : ask(from, new SocketAddress(target, port.port()), port.protocol(), plan.bytes());
    ExpectationReport report = judge(number, plan, finding, recording.endTrail());
    return new FlowOutcome(report, finding.troubles());
  }

  private static FlowOutcome unsent(int number, ExpectationPlan plan, FlowTrouble trouble) {
    boolean holds =
        trouble instanceof FlowTrouble.NoAddress
            && plan.verdict() == Verdict.BLOCKED
            && plan.by() == null;
    Status status = holds ? Status.PASSED : Status.FAILED;
    var report = new ExpectationReport(number, claim(plan), status, trouble.text());
    return new FlowOutcome(report, List.of(trouble));
  }

  /// Why an expectation cannot be checked by this version; empty when it can.
  private static String obstacle(ExpectationPlan plan) {
    if (plan.port() != null && plan.port().protocol() == Protocol.SCTP) {
      return "SCTP is not checked in this version";
    }
    if (plan.from() instanceof FlowEnd.Hostname) {
      return "a host name does not tell who asks";
    }
    if (plan.to() instanceof FlowEnd.Hostname && plan.from() instanceof FlowEnd.Address) {
      return "names are looked up from machines and containers only";
    }
    return "";
  }

  /// The address that programs of an end would try first for a name; null for none.
  private @Nullable IpAddress lookUp(FlowEnd from, String name) {
    Place place = ends.place(from);
    NameLookup.Answer answer = place == null ? null : interpreter.lookUp(name, place);
    return answer == null || answer.addresses().isEmpty() ? null : answer.addresses().getFirst();
  }

  /// What was seen of an attempt.
  ///
  /// @param answered whether it came to an answer
  /// @param needsArrival whether silence is as good as an answer, unless the packet was lost
  /// @param troubles what went wrong on the way
  private record Finding(
      boolean answered, boolean needsArrival, long roundTripNanos, List<FlowTrouble> troubles) {
    boolean holds(Set<String> losses) {
      return answered || (needsArrival && troubles.isEmpty() && losses.isEmpty());
    }

    String text(Set<String> losses) {
      if (answered) {
        return "answered after " + Durations.millis(roundTripNanos);
      }
      if (holds(losses)) {
        return "delivered";
      }
      List<String> all = new ArrayList<>();
      troubles.forEach(trouble -> all.add(trouble.text()));
      all.addAll(losses);
      if (troubles.isEmpty()) {
        all.addFirst("no answer");
      }
      return String.join("; ", all);
    }
  }

  /// Asks a port.
  private Finding ask(Netns from, SocketAddress to, Protocol protocol, int bytes) {
    boolean isTcp = protocol == Protocol.TCP;
    PortProbe probe = new PortProbe(from, new PortProbe.Target(to, isTcp, WAIT_NANOS, bytes));
    probe.start();
    if (!loop.runUntil(probe::isDone, loop.nowNanos() + 2 * WAIT_NANOS)) {
      probe.interrupt();
    }
    List<FlowTrouble> troubles =
        switch (probe.outcome()) {
          case OPEN, SILENT, PENDING -> List.of();
          case ENDED -> List.of(new FlowTrouble.Ended());
          case FAILED -> List.of(new FlowTrouble.Failed(Objects.requireNonNull(probe.error())));
        };
    boolean isOpen = probe.outcome() == PortProbe.Outcome.OPEN;
    return new Finding(isOpen, !isTcp, probe.answeredNanos(), troubles);
  }

  private static ExpectationReport judge(
      int number, ExpectationPlan plan, Finding finding, Recording.Trail trail) {
    boolean arrived = finding.holds(trail.losses());
    boolean holds =
        plan.verdict() == Verdict.REACH
            ? arrived && passes(plan, trail.interfaces())
            : !arrived && names(plan, trail.losses());
    String way =
        arrived && plan.via() != null ? "; its way: " + String.join(", ", trail.interfaces()) : "";
    Status status = holds ? Status.PASSED : Status.FAILED;
    String seen = finding.text(trail.losses());
    return new ExpectationReport(number, claim(plan), status, seen + way);
  }

  private static boolean names(ExpectationPlan plan, Set<String> losses) {
    String by = plan.by();
    return by == null || losses.stream().anyMatch(loss -> loss.contains(by));
  }

  /// Whether the way passes `via`: an interface by its full name or the part after the slash, or
  /// any interface of a machine.
  private static boolean passes(ExpectationPlan plan, Set<String> interfaces) {
    String via = plan.via();
    return via == null
        || interfaces.stream()
            .anyMatch(
                name -> name.equals(via) || name.endsWith("/" + via) || name.startsWith(via + "/"));
  }

  private static String claim(ExpectationPlan plan) {
    String verb = plan.verdict() == Verdict.REACH ? " reaches " : " does not reach ";
    return plan.from().name()
        + verb
        + target(plan)
        + (plan.by() == null ? "" : ", by " + plan.by())
        + (plan.via() == null ? "" : ", via " + plan.via());
  }

  /// Whom it is sent to; an IPv6 address stands in brackets before a port (RFC 3986, 3.2.2).
  private static String target(ExpectationPlan plan) {
    String name = plan.to().name();
    if (plan.port() == null) {
      return name;
    }
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + plan.port();
  }

  /// One echo request and what came back.
  private static final class Echo implements PingReporter {
    private boolean answered;
    private long roundTripNanos;
    private final List<FlowTrouble> troubles = new ArrayList<>();

    private Echo(Netns from, int id, IpAddress target, int bytes) {
      EventLoop loop = from.softnet().loop();
      PingOptions.Packet usual = PingOptions.Packet.DEFAULT;
      int payload = bytes == 0 ? usual.payloadBytes() : bytes;
      PingOptions options =
          PingOptions.of(loop, PingStyle.IPUTILS, target, 1)
              .with(new PingOptions.Times(WAIT_NANOS, WAIT_NANOS, 0))
              .with(new PingOptions.Packet(payload, usual.ttl(), usual.tos(), usual.pathMtu()));
      Pinger pinger = new Pinger(from, id, options, this);
      SendResult route = pinger.connect();
      if (route != SendResult.OK) {
        troubles.add(new FlowTrouble.Unsent(route));
        pinger.interrupt();
        return;
      }
      pinger.start();
      if (!loop.runUntil(pinger::isDone, loop.nowNanos() + 2 * WAIT_NANOS)) {
        pinger.interrupt();
      }
    }

    private Finding finding() {
      return new Finding(answered, false, roundTripNanos, troubles);
    }

    @Override
    public void replied(PingReply reply) {
      answered = true;
      roundTripNanos = reply.roundTripNanos();
    }

    @Override
    public void failed(PingError error) {
      troubles.add(new FlowTrouble.Reported(error));
    }

    @Override
    public void notSent(int sequence, SendResult why, int mtu) {
      troubles.add(new FlowTrouble.Unsent(why));
    }
  }
}
