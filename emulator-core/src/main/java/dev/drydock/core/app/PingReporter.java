package dev.drydock.core.app;

import dev.drydock.core.ip.SendResult;

/// Who says what a [Pinger] sees; of what it has no method for, nothing is said.
public interface PingReporter {
  /// A request was answered.
  void replied(PingReply reply);

  /// An error about a request came in, and counts as its end.
  default void failed(PingError error) {}

  /// A router told of a better way; the answer may still come. Only a raw socket of iputils hears
  /// of it apart from errors.
  default void redirected(PingError redirect) {}

  /// A request is about to be sent.
  ///
  /// @param lastAnswered whether the one before it was answered; true for the first one
  default void sending(int sequence, boolean lastAnswered) {}

  /// A request was sent.
  default void sent(int sequence) {}

  /// A request could not be sent.
  ///
  /// @param mtu the MTU of the device or path when the packet was too long
  default void notSent(int sequence, SendResult why, int mtu) {}

  /// It is over.
  default void finished(PingSummary summary) {}
}
