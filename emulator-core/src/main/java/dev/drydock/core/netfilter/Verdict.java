package dev.drydock.core.netfilter;

/// What a rule's target decides.
public enum Verdict {
  /// The packet passes this table.
  ACCEPT,
  /// The packet is lost.
  DROP,
  /// The next rule is looked at.
  CONTINUE,
  /// The chain that called this one goes on.
  RETURN,
  /// Another chain is looked at, then this one goes on.
  JUMP,
  /// Another chain is looked at, and this one is done.
  GOTO
}
