package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;

/// A protocol on IPv4 (Linux `struct net_protocol`).
public interface Ipv4Protocol {
  /// Takes over a whole packet for this namespace; [Frame#networkOffset] is its IPv4 header.
  void input(Frame frame, NetDevice device);

  /// An ICMP error about a packet sent from here came in. The quoted IPv4 header begins at
  /// `quoted`; at least eight bytes behind it are there. The frame stays the caller's.
  void error(Frame frame, int icmpAt, int quoted);
}
