package dev.drydock.core.ip.v6;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Ipv6Address;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often a namespace reports errors over IPv6 (Linux `icmpv6_xrlim_allow`,
/// `icmpv6_global_allow`): a bucket of tokens, of nanoseconds, for each destination, and one for
/// all. The wider the route to a destination is, the more may be sent to it. "Packet too big" is
/// never limited.
final class Ipv6ErrorLimit {
  /// A bucket holds this many times the cost of a message (`XRLIM_BURST_FACTOR`).
  private static final int BURST_FACTOR = 6;

  /// `net.ipv4.icmp_msgs_per_sec` and `icmp_msgs_burst`, which rule IPv6 too.
  private static final int MESSAGES_PER_SECOND = 1000;

  private static final int MESSAGES_BURST = 50;
  private static final int PEERS_MAX = 4096;

  private final EventLoop loop;
  private final Map<Ipv6Address, Peer> peers = new LinkedHashMap<>();
  private int rateMillis = 1000;
  private int credit;
  private long creditNanos = Long.MIN_VALUE / 2;

  Ipv6ErrorLimit(EventLoop loop) {
    this.loop = loop;
  }

  private static final class Peer {
    long tokens = BURST_FACTOR * Nanos.SECOND;
    long lastNanos;
  }

  /// `net.ipv6.icmp.ratelimit`, milliseconds from one message to the next; 0 for no limit.
  int rateMillis() {
    return rateMillis;
  }

  void setRateMillis(int millis) {
    rateMillis = millis;
  }

  /// Whether one more may be sent at all.
  boolean allowsOneMore() {
    long now = loop.nowNanos();
    long gone = Math.min(now - creditNanos, Nanos.SECOND);
    if (gone >= Nanos.SECOND / 50) {
      long more = gone * MESSAGES_PER_SECOND / Nanos.SECOND;
      credit = (int) Math.min(credit + more, MESSAGES_BURST);
      creditNanos = now;
    }
    if (credit == 0) {
      return false;
    }
    credit--;
    return true;
  }

  /// Whether one more may go to a destination.
  ///
  /// @param prefixLength that of the route to it
  boolean allowsOneMore(Ipv6Address destination, int prefixLength) {
    long cost = (rateMillis * 1_000_000L) >> ((128 - prefixLength) >> 5);
    if (cost == 0) {
      return true;
    }
    long now = loop.nowNanos();
    Peer peer = peers.get(destination);
    if (peer == null) {
      if (peers.size() == PEERS_MAX) {
        peers.remove(peers.keySet().iterator().next());
      }
      peer = new Peer();
      peers.put(destination, peer);
    }
    peer.tokens = Math.min(peer.tokens + now - peer.lastNanos, cost * BURST_FACTOR);
    peer.lastNanos = now;
    if (peer.tokens < cost) {
      return false;
    }
    peer.tokens -= cost;
    return true;
  }
}
