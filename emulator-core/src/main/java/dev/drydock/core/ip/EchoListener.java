package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;

/// A program that pings.
public interface EchoListener {
  /// An echo reply with the socket's identifier came in. The frame must not be kept; its ICMP
  /// header is at `icmpAt`.
  void replied(Frame frame, int icmpAt);

  /// An ICMP error about one of the socket's requests came in. The frame must not be kept; its ICMP
  /// header is at `icmpAt`, the quoted sequence number is given.
  void failed(Frame frame, int icmpAt, int sequence);
}
