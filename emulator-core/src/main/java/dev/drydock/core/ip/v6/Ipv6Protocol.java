package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;

/// A protocol on IPv6 (Linux `struct inet6_protocol`).
public interface Ipv6Protocol {
  /// Takes over a whole packet for this namespace; [Frame#networkOffset] is its IPv6 header.
  ///
  /// @param at where the protocol's own header begins
  void input(Frame frame, NetDevice device, int at);

  /// An ICMPv6 error about a packet sent from here came in. The quoted IPv6 header begins at
  /// `quoted`; at least eight bytes behind it are there. The frame stays the caller's.
  void error(Frame frame, int icmpAt, int quoted);
}
