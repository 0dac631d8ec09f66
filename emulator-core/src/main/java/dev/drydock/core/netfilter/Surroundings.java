package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;

/// What netfilter asks of its namespace.
public interface Surroundings {
  /// What the routing tables say an address is.
  AddressType addressType(int address);

  /// Whether an address is one of a device's own kind, for `--limit-iface`.
  AddressType addressType(int address, NetDevice device);

  /// The address that packets to a destination get when they leave by a device.
  ///
  /// @return 0 when the device has none
  int sourceAddress(NetDevice out, int destination);

  /// Reports to the sender of a packet that it was rejected. The frame stays the caller's.
  ///
  /// @param typeAndCode of the ICMP error: type in the high byte
  void reject(Frame frame, int typeAndCode);

  /// Answers a TCP segment by a reset, as if it came from its destination. The frame stays the
  /// caller's.
  void reset(Frame frame);
}
