package dev.drydock.core.app;

import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// One probe of a traceroute, and what became of it.
public final class TraceProbe {
  private final int ttl;
  private final int ordinal;

  /// The sequence number of the echo request, or the port of the datagram.
  int key;

  long sentNanos = -1;
  long answeredNanos = -1;
  boolean done;

  /// Whether it came back from the destination, or from where the way ends.
  boolean last;

  @Nullable IpAddress from;
  int type;
  int code;
  int mtu;
  int flags;

  TraceProbe(int ttl, int ordinal) {
    this.ttl = ttl;
    this.ordinal = ordinal;
  }

  /// The TTL it was sent with.
  public int ttl() {
    return ttl;
  }

  /// Which of its hop's probes it is, from 0.
  public int ordinal() {
    return ordinal;
  }

  /// Who answered; null when nobody did.
  public @Nullable IpAddress from() {
    return from;
  }

  /// How long the answer took, nanoseconds; -1 without answer.
  public long roundTripNanos() {
    return answeredNanos < 0 ? -1 : answeredNanos - sentNanos;
  }

  /// The type of the ICMP message that answered, of the version in use.
  public int type() {
    return type;
  }

  /// Its code.
  public int code() {
    return code;
  }

  /// The MTU that "fragmentation needed" named.
  public int mtu() {
    return mtu;
  }

  /// The flags of the TCP segment that answered; 0 for none.
  public int flags() {
    return flags;
  }
}
