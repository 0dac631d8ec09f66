package dev.drydock.core.transport.tcp;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Route;

/// How segments of one connection get to the other side: the part that differs between IPv4 and
/// IPv6.
interface TcpPath {
  /// Finds the way and, where the connection has none yet, the source address.
  SendResult resolve(FourTuple ends);

  /// The largest packet that can be sent, in bytes, as far as it is known.
  int mtuBytes();

  /// Whether the device takes segments that are larger than the MTU.
  boolean takesLarge();

  /// Whether the device makes checksums.
  boolean takesChecksums();

  /// What the route sets for connections by it.
  Route.Metrics metrics();

  /// Bytes of the network header.
  int headerBytes();

  /// A frame with room for the network header and `bytes` behind it.
  Frame newSegment(int bytes);

  /// Where the TCP header of a new segment begins in its frame's array.
  int transportAt(Frame frame);

  /// Writes the checksum and sends. Owns the frame.
  ///
  /// @param id the identification of the packet, where the network header has one
  SendResult send(Frame frame, int id);
}
