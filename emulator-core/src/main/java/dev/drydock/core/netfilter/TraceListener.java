package dev.drydock.core.netfilter;

import org.jspecify.annotations.Nullable;

/// Hears of each step of packets that `-j TRACE` marked, as it happens (`NFNLGRP_NFTRACE`).
@FunctionalInterface
public interface TraceListener {
  /// What decided: a rule that the packet met, or a policy.
  ///
  /// @param rule null for the policy of a chain
  /// @param verdict `ACCEPT`, `DROP`, `CONTINUE`, `JUMP:NAME`, `GOTO:NAME`, or `0xfffffffb` for a
  ///   rule that returns
  /// @param isFirst whether it is the first step at this hook in this table, which shows the packet
  record Step(Chain chain, @Nullable Rule rule, String verdict, boolean isFirst) {}

  /// A packet took a step.
  ///
  /// @param packet as it is now; may not be kept
  void traced(Packet packet, Step step);
}
