package dev.drydock.core.netfilter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of a chain: conditions, a target, and how many packets and bytes met the conditions.
public final class Rule {
  private static final List<String> CONNECTION_TARGETS =
      List.of("DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP", "CONNMARK");

  private final RuleHeader header;
  private final Match[] matches;
  private final @Nullable Target target;
  private final boolean isGoto;

  private int conditionsHash; // 0: not made yet
  private long handle;
  private String owner = "";
  private long packets;
  private long bytes;

  /// A rule that has counted nothing.
  ///
  /// @param target null for a rule that only counts
  /// @param isGoto whether the target is a chain that does not come back (`-g`)
  public Rule(RuleHeader header, List<Match> matches, @Nullable Target target, boolean isGoto) {
    this.header = header;
    this.matches = matches.toArray(Match[]::new);
    this.target = target;
    this.isGoto = isGoto;
  }

  /// Addresses, interfaces and protocol.
  public RuleHeader header() {
    return header;
  }

  /// The further conditions, in order.
  public List<Match> matches() {
    return List.of(matches);
  }

  /// What it does; null when it only counts.
  public @Nullable Target target() {
    return target;
  }

  /// Whether it goes to a chain for good.
  public boolean isGoto() {
    return isGoto;
  }

  /// Packets that met the conditions.
  public long packets() {
    return packets;
  }

  /// Bytes of these packets.
  public long bytes() {
    return bytes;
  }

  /// The number it has in its table, which no other rule or chain of that has had; 0 for a rule
  /// that is in none.
  public long handle() {
    return handle;
  }

  void setHandle(long handle) {
    this.handle = handle;
  }

  /// Who keeps the rule as its own, such as a container engine; empty for whoever typed it. The
  /// kernel does not know: this is for those who explain.
  public String owner() {
    return owner;
  }

  /// Says whose the rule is.
  public void setOwner(String newOwner) {
    owner = newOwner;
  }

  /// Sets the counters: `-c`, `-Z`, `iptables-restore -c`.
  public void setCounters(long newPackets, long newBytes) {
    packets = newPackets;
    bytes = newBytes;
  }

  /// Whether a condition or the target needs connection tracking (those of Linux that call
  /// `nf_ct_netns_get`).
  boolean needsConnections() {
    if (target != null && CONNECTION_TARGETS.contains(target.name())) {
      return true;
    }
    for (Match match : matches) {
      String words = match.save();
      if (words.startsWith("-m conn") || words.startsWith("-m state")) {
        return true;
      }
    }
    return false;
  }

  /// Whether a packet meets all conditions; then it is counted.
  boolean accepts(Packet packet) {
    if (!header.matches(packet)) {
      return false;
    }
    for (Match match : matches) {
      if (!match.matches(packet)) {
        return false;
      }
    }
    packets++;
    bytes += packet.totalBytes();
    return true;
  }

  /// The same conditions and target, whatever was counted: what `-D` and `-C` compare.
  public boolean isSameAs(Rule other) {
    // Nearly all rules of a long chain differ in an address or a port already.
    return conditionsHash() == other.conditionsHash()
        && RuleLine.of(this).equals(RuleLine.of(other));
  }

  /// A number that is the same for the same conditions. The target is no part of it: its chain can
  /// be renamed while the rule stands.
  int conditionsHash() {
    if (conditionsHash == 0) {
      int hash = header.source().hashCode() * 31 + header.destination().hashCode();
      hash = hash * 31 + header.in().hashCode();
      hash = hash * 31 + header.out().hashCode();
      hash = hash * 31 + header.protocol().hashCode();
      for (Match match : matches) {
        hash = hash * 31 + match.conditionHash();
      }
      conditionsHash = hash == 0 ? 1 : hash;
    }
    return conditionsHash;
  }
}
