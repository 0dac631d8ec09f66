package dev.drydock.core.netfilter;

import dev.drydock.core.device.Softnet;
import dev.drydock.core.sim.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is told of packets that `-j TRACE` marked: in the nf_tables variant to whoever listens
/// (`nf_tables_trace.c`), in the legacy variant to the kernel's log (`trace_packet` of
/// `ip_tables.c`).
public final class PacketTraces {
  /// A verdict that has no name where it is printed (`NFT_RETURN`).
  private static final String RETURN = "0xfffffffb";

  private final boolean isLegacy;
  private final RandomStream random;
  private List<TraceListener> listeners = List.of();

  PacketTraces(boolean isLegacy, RandomStream random) {
    this.isLegacy = isLegacy;
    this.random = random;
  }

  /// Marks a packet.
  public void begin(Packet packet) {
    while (packet.frame.trace == 0) {
      packet.frame.trace = random.nextInt();
    }
  }

  /// Tells somebody from now on.
  public void listen(TraceListener listener) {
    List<TraceListener> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = more;
  }

  /// Tells somebody no more.
  public void unlisten(TraceListener listener) {
    listeners = listeners.stream().filter(other -> other != listener).toList();
  }

  /// A packet met a rule, which has not decided yet.
  void met(Packet packet, Chain chain, Rule rule) {
    if (isLegacy) {
      log(packet, chain, kind(chain, rule) + ":" + (chain.rules().indexOf(rule) + 1));
    }
  }

  /// A rule without conditions is taken for the end of its chain.
  private static String kind(Chain chain, Rule rule) {
    Target target = rule.target();
    boolean isStandard =
        target != null && List.of("ACCEPT", "DROP", "RETURN").contains(target.name());
    boolean isAny = rule.header().equals(RuleHeader.ANY) && rule.matches().isEmpty();
    return isStandard && isAny ? end(chain) : "rule";
  }

  private static String end(Chain chain) {
    return chain.isBuiltIn() ? "policy" : "return";
  }

  private static void log(Packet packet, Chain chain, String what) {
    Softnet softnet = packet.netfilter().softnet();
    String prefix = "TRACE: " + chain.table().word() + ":" + chain.name() + ":" + what + " ";
    softnet.log().add(softnet.loop().nowNanos(), PacketLine.of(packet, prefix, PacketLine.TRACE));
  }

  /// A rule that a packet met has decided.
  void decided(Packet packet, Chain chain, Rule rule, Verdict verdict) {
    if (!isLegacy && !listeners.isEmpty()) {
      tell(packet, chain, rule, word(rule, verdict));
    }
  }

  private static String word(Rule rule, Verdict verdict) {
    return switch (verdict) {
      case JUMP, GOTO -> {
        Target target = rule.target();
        yield (rule.isGoto() ? "GOTO:" : "JUMP:") + (target == null ? "" : target.name());
      }
      case RETURN -> RETURN;
      case ACCEPT, DROP, CONTINUE -> verdict.name();
    };
  }

  /// A packet came to the end of a chain. Of users' chains only the legacy variant tells.
  ///
  /// @param verdict what the policy says; RETURN of a user's chain
  void ended(Packet packet, Chain chain, Verdict verdict) {
    if (isLegacy) {
      log(packet, chain, end(chain) + ":" + (chain.size() + 1));
    } else if (chain.isBuiltIn() && !listeners.isEmpty()) {
      tell(packet, chain, null, verdict.name());
    }
  }

  private void tell(Packet packet, Chain chain, @Nullable Rule rule, String verdict) {
    var step = new TraceListener.Step(chain, rule, verdict, !packet.traceShown);
    packet.traceShown = true;
    listeners.forEach(listener -> listener.traced(packet, step));
  }
}
