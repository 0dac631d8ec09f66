package dev.drydock.core.transport.tcp;

/// What one acknowledgement brought.
final class AckOutcome {
  /// Segments acknowledged or newly reported by SACK.
  int delivered;

  /// Segments acknowledged.
  int acknowledged;

  boolean advanced;
  boolean isDuplicate;
  int lostBefore;

  /// Whether it says something twice, or brings data or a window.
  boolean isPlain;

  /// New SACK blocks.
  boolean sacked;

  /// The other side got something twice.
  boolean needless;

  /// Something that was never sent again has arrived, of before a timeout.
  boolean originalArrived;

  /// The timeout begins anew (`FLAG_SET_XMIT_TIMER`).
  boolean restartsTimeout;

  /// What was acknowledged before.
  int unaBefore;
}
