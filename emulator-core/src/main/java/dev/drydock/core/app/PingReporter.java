package dev.drydock.core.app;

import dev.drydock.core.ip.SendResult;

/// Who says what a [Pinger] sees.
public interface PingReporter {
  /// A request was answered.
  void replied(PingReply reply);

  /// An error about a request came in.
  void failed(PingError error);

  /// A request could not be sent.
  void notSent(int sequence, SendResult why);

  /// It is over.
  void finished(int sent, int received, int errors, long elapsedNanos);
}
