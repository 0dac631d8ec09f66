package dev.drydock.core.netfilter;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;

/// What connection tracking does differently for each IP version: how addresses become words of a
/// tuple, and which control messages begin, report on or stand outside connections.
sealed interface IpTracking permits Ipv4Tracking, Ipv6Tracking {
  /// Whether a packet is never tracked.
  boolean isOutside(Packet packet);

  /// Whether a packet reports an error about another, which it quotes.
  boolean isError(Packet packet);

  /// The addresses of a packet as a word of a [Tuple].
  long addresses(Packet packet, ConnectionTable connections);

  /// The ports of a packet as a word of a [Tuple]; -1 when its transport header is cut off.
  long ports(Packet packet);

  /// Whether a packet may begin a connection, as far as its version and ICMP tell.
  boolean mayBegin(Packet packet);

  /// The addresses of the packet that an error quotes, as a word of a [Tuple]; -1 when no
  /// connection can have them. Comes after [#quotedPorts].
  long quotedAddresses(Packet error);

  /// The ports of the packet that an error quotes; -1 when it quotes no usable packet.
  long quotedPorts(Packet error);

  /// The word half that stands for an address.
  int key(IpAddress address);

  /// The address a word half stands for.
  IpAddress address(int key);

  /// Whether the address a word half stands for lies in a prefix.
  boolean isIn(IpPrefix prefix, int key);

  /// What writes translated addresses into packets.
  HeaderRewriter rewriter();
}
