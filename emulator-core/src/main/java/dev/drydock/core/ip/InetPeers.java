package dev.drydock.core.ip;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import org.jspecify.annotations.Nullable;

/// What a namespace remembers of other hosts, to limit what it tells them (Linux
/// `net/ipv4/inetpeer.c`, `icmp.c`, `route.c`): one bucket of tokens a host, of nanoseconds, which
/// errors and redirects share.
final class InetPeers {
  /// A bucket holds this many times the cost of a message (`XRLIM_BURST_FACTOR`).
  private static final int BURST_FACTOR = 6;

  /// `net.ipv4.route.error_cost` and `error_burst`.
  private static final long ROUTE_ERROR_COST_NANOS = Nanos.SECOND;

  private static final long ROUTE_ERROR_BURST_NANOS = 5 * Nanos.SECOND;

  /// `net.ipv4.route.redirect_load`: HZ / 50.
  private static final long REDIRECT_LOAD_NANOS = 20_000_000L;

  /// `net.ipv4.route.redirect_number`.
  private static final int REDIRECTS_MAX = 9;

  /// `net.ipv4.route.redirect_silence`.
  private static final long REDIRECT_SILENCE_NANOS = REDIRECT_LOAD_NANOS << (REDIRECTS_MAX + 1);

  /// A host not heard of has had 60 s to fill its bucket.
  private static final long NEW_NANOS = 60 * Nanos.SECOND;

  /// Fewer than `inet_peer_threshold`, which depends on memory.
  private static final int PEERS_MAX = 4096;

  private final EventLoop loop;
  private final IcmpConfig config;
  private @Nullable Int2ObjectLinkedOpenHashMap<Peer> peers;
  private int credit;
  private long creditNanos = Long.MIN_VALUE / 2;

  InetPeers(EventLoop loop, IcmpConfig config) {
    this.loop = loop;
    this.config = config;
  }

  private static final class Peer {
    long tokens;
    long lastNanos;
    int redirects;
  }

  private Peer of(int address) {
    if (peers == null) {
      peers = new Int2ObjectLinkedOpenHashMap<>();
    }
    Peer peer = peers.getAndMoveToLast(address);
    if (peer == null) {
      if (peers.size() == PEERS_MAX) {
        peers.removeFirst();
      }
      peer = new Peer();
      peer.lastNanos = loop.nowNanos() - NEW_NANOS;
      peers.putAndMoveToLast(address, peer);
    }
    return peer;
  }

  /// Whether the namespace may send one more limited message (`icmp_global_allow`): a bucket that
  /// fills at a rate and is looked at every 20 ms. Differs from Linux: each message costs one; the
  /// kernel takes 0 to 2 at random.
  boolean allowsOneMore() {
    long now = loop.nowNanos();
    long gone = Math.min(now - creditNanos, Nanos.SECOND);
    if (gone >= Nanos.SECOND / 50) {
      long more = gone * config.messagesPerSecond / Nanos.SECOND;
      credit = (int) Math.min(credit + more, config.messagesBurst);
      creditNanos = now;
    }
    if (credit == 0) {
      return false;
    }
    credit--;
    return true;
  }

  /// Whether one more limited message may go to a host (`inet_peer_xrlim_allow`).
  boolean allowsOneMore(int destination) {
    long cost = config.rateLimitMillis * 1_000_000L;
    return cost == 0 || take(of(destination), cost, cost * BURST_FACTOR);
  }

  /// Whether a host may be told that there is no route for its packet (`ip_error`).
  boolean allowsRouteError(int source) {
    return take(of(source), ROUTE_ERROR_COST_NANOS, ROUTE_ERROR_BURST_NANOS);
  }

  private boolean take(Peer peer, long cost, long most) {
    long now = loop.nowNanos();
    peer.tokens = Math.min(peer.tokens + now - peer.lastNanos, most);
    peer.lastNanos = now;
    if (peer.tokens < cost) {
      return false;
    }
    peer.tokens -= cost;
    return true;
  }

  /// Whether a host may be told of a better gateway (`ip_rt_send_redirect`): after each time the
  /// pause doubles, and a host that does not listen to nine is left alone for 20 s.
  boolean allowsRedirect(int source) {
    Peer peer = of(source);
    long now = loop.nowNanos();
    if (now > peer.lastNanos + REDIRECT_SILENCE_NANOS) {
      peer.tokens = 0;
      peer.redirects = 0;
    }
    if (peer.redirects >= REDIRECTS_MAX) {
      peer.lastNanos = now;
      return false;
    }
    if (peer.redirects > 0 && now <= peer.lastNanos + (REDIRECT_LOAD_NANOS << peer.redirects)) {
      return false;
    }
    peer.lastNanos = now;
    peer.redirects++;
    return true;
  }
}
