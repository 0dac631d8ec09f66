package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// What netfilter asks of its namespace, in one IP version.
public interface Surroundings {
  /// What the routing tables say the source or destination of a packet is.
  ///
  /// @param source whether the source is meant
  /// @param device the device whose addresses alone are own ones, for `--limit-iface`; null for all
  AddressType addressType(Packet packet, boolean source, @Nullable NetDevice device);

  /// The address that a packet gets when it leaves by a device as if from here; null when the
  /// device has none.
  @Nullable IpAddress sourceAddress(Packet packet, NetDevice out);

  /// The address of the device a packet came in by that stands for this namespace; null when it has
  /// none.
  @Nullable IpAddress inboundAddress(Packet packet, NetDevice in);

  /// Reports to the sender of a packet that it was rejected. The frame stays the caller's.
  ///
  /// @param typeAndCode of the ICMP error: type in the high byte
  void reject(Frame frame, int typeAndCode);

  /// Answers a TCP segment by a reset, as if it came from its destination. The frame stays the
  /// caller's.
  void reset(Frame frame);

  /// How strict the way back is looked at.
  ///
  /// @param loose whether any way back will do
  /// @param usesMark whether the packet's mark chooses the table
  /// @param acceptsLocal whether the source may be an address of this namespace
  record WayBack(boolean loose, boolean usesMark, boolean acceptsLocal) {}

  /// Whether the way to a packet's source leads out of the device it came in by.
  boolean leadsBack(Packet packet, NetDevice in, WayBack way);

  /// The most bytes that the way to a packet's source takes (`tcpmss_reverse_mtu`); the largest
  /// number when there is none.
  int mtuBack(Packet packet);

  /// Sends a copy of a packet to another machine.
  ///
  /// @param device by which device; empty for any
  void copyTo(Packet packet, IpAddress gateway, String device);
}
