package dev.drydock.core.app;

/// Who says what an [Arping] sees.
public interface ArpingReporter {
  /// An answer, or what counts as one.
  ///
  /// @param operation request or reply
  /// @param sender the sender's address
  /// @param senderMac the sender's MAC
  /// @param target the target's address
  /// @param targetMac the target's MAC
  /// @param unicast whether it came to this host alone
  /// @param afterNanos since the last probe
  record Answer(
      int operation,
      int sender,
      long senderMac,
      int target,
      long targetMac,
      boolean unicast,
      long afterNanos) {}

  /// How it went.
  ///
  /// @param sent probes sent
  /// @param broadcasts those of them that were broadcast
  /// @param received answers
  /// @param requests those of them that were requests
  /// @param receivedBroadcasts those of them that did not come to this host alone
  record Summary(int sent, int broadcasts, int received, int requests, int receivedBroadcasts) {}

  /// An answer came in.
  void answered(Answer answer);

  /// It is over.
  void finished(Summary summary);
}
