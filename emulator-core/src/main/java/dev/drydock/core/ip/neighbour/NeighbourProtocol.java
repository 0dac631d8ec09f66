package dev.drydock.core.ip.neighbour;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// What the neighbours of IPv4 and of IPv6 do differently: ARP or neighbour discovery (Linux
/// `struct neigh_table`, `arp_tbl` and `nd_tbl`).
public interface NeighbourProtocol {
  /// The EtherType of the packets that go to the neighbour.
  int etherType();

  /// Asks for a next hop's MAC.
  ///
  /// @param waiting the packet that waits, if any: its source is used when it is our address
  /// @param mac the known MAC for a probe, broadcast when it is not known
  void solicit(Neighbour neighbour, @Nullable Frame waiting, long mac);

  /// The next hop does not answer: the sender of a packet is told, and the packet is lost.
  void unreachable(Frame frame, NetDevice device);

  /// An address of somebody else is answered for from now on, or is not any more.
  void proxied(NetDevice device, IpAddress address, boolean now);
}
