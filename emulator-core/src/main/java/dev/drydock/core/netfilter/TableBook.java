package dev.drydock.core.netfilter;

import java.util.List;

/// What a table keeps count of while its chains change: the numbers it gave to chains and rules
/// (`hgenerator`), and how many of its rules need connection tracking (`nf_ct_netns_get`).
final class TableBook {
  private final Table.Kind kind;
  private long lastHandle;
  private int connectionRules;
  private List<Chain> restarted = List.of();

  TableBook(Table.Kind kind) {
    this.kind = kind;
  }

  /// Whose book it is.
  Table.Kind kind() {
    return kind;
  }

  /// The next number.
  long nextHandle() {
    return ++lastHandle;
  }

  /// From now on every change of the table sets the counters of these policies to zero.
  void restartsPolicies(List<Chain> chains) {
    restarted = chains;
  }

  /// A chain or a rule came or went.
  void changed() {
    restarted.forEach(chain -> chain.setPolicyCounters(0, 0));
  }

  /// As when the table is new.
  void restart() {
    lastHandle = 0;
  }

  /// A rule came.
  void added(Rule rule) {
    changed();
    connectionRules += rule.needsConnections() ? 1 : 0;
  }

  /// A rule went.
  void removed(Rule rule) {
    changed();
    connectionRules -= rule.needsConnections() ? 1 : 0;
  }

  /// Whether a rule needs connection tracking.
  boolean needsConnections() {
    return connectionRules > 0;
  }
}
