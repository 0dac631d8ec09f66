package dev.drydock.core.netfilter;

import dev.drydock.core.frame.TrackedFlow;
import dev.drydock.core.wire.Ipv4;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An entry of connection tracking: the tuple of its first packet, the tuple its answers have, and
/// how long it lives (Linux `struct nf_conn`).
public final class Connection implements TrackedFlow {
  static final int SEEN_REPLY = 1;
  static final int ASSURED = 2;
  static final int CONFIRMED = 4;
  static final int SOURCE_NAT = 8;
  static final int DESTINATION_NAT = 16;
  static final int SOURCE_DONE = 32;
  static final int DESTINATION_DONE = 64;
  static final int DYING = 128;
  static final int BALANCED = 256;

  long originalAddresses;
  long originalPorts;
  long replyAddresses;
  long replyPorts;
  int status;
  int mark;
  long createdNanos;
  long expiresNanos;
  int masqueradeIndex;

  /// State of TCP, see [TcpTracker].
  byte tcpState;

  byte tcpLastFlags;
  byte tcpLastDirection;
  byte tcpRetransmissions;
  int tcpLastSequence;
  int tcpLastAck;
  int tcpLastEnd;
  int tcpLastWindow;
  private TcpTracker.@Nullable Side originator;
  private TcpTracker.@Nullable Side responder;

  /// Packets and bytes of the original direction, then of the replies; null without accounting.
  long @Nullable [] account;

  /// Neighbours in the list of a [ConnectionTable], by age.
  @Nullable Connection older;

  @Nullable Connection younger;

  Connection(int protocol) {
    if (protocol == Ipv4.TCP) {
      forgetTcp();
    }
  }

  /// What is known of the TCP of the side that sends in a direction: 0 for the original one, 1 for
  /// that of replies.
  TcpTracker.Side tcp(int direction) {
    return Objects.requireNonNull(direction == 0 ? originator : responder);
  }

  /// Begins anew with nothing known of both sides of TCP.
  void forgetTcp() {
    originator = new TcpTracker.Side();
    responder = new TcpTracker.Side();
  }

  /// The addresses of its first packet, see [Tuple].
  public long originalAddresses() {
    return originalAddresses;
  }

  /// The ports of its first packet, see [Tuple].
  public long originalPorts() {
    return originalPorts;
  }

  /// The addresses its answers have.
  public long replyAddresses() {
    return replyAddresses;
  }

  /// The ports its answers have.
  public long replyPorts() {
    return replyPorts;
  }

  /// The protocol number.
  public int protocol() {
    return Tuple.protocol(originalPorts);
  }

  /// The name of its TCP state, `SYN_SENT` …; empty for other protocols.
  public String stateName() {
    return protocol() == Ipv4.TCP ? TcpTracker.name(tcpState) : "";
  }

  /// The connection mark.
  public int mark() {
    return mark;
  }

  /// Sets the connection mark.
  public void setMark(int newMark) {
    mark = newMark;
  }

  /// Whether packets and bytes are counted.
  public boolean isCounted() {
    return account != null;
  }

  /// The packets of a direction; 0 when they are not counted.
  public long packets(boolean reply) {
    return account == null ? 0 : account[reply ? 2 : 0];
  }

  /// The bytes of a direction; 0 when they are not counted.
  public long bytes(boolean reply) {
    return account == null ? 0 : account[reply ? 3 : 1];
  }

  /// Begins to count anew (`conntrack -L -z`).
  public void forgetCounts() {
    if (account != null) {
      account = new long[4];
    }
  }

  void count(boolean reply, int bytes) {
    if (account != null) {
      int at = reply ? 2 : 0;
      account[at]++;
      account[at + 1] += bytes;
    }
  }

  /// Whether translation of the source was looked into, with whatever result.
  public boolean isSourceDecided() {
    return has(SOURCE_DONE);
  }

  /// Whether translation of the destination was looked into.
  public boolean isDestinationDecided() {
    return has(DESTINATION_DONE);
  }

  /// Whether it is in the table and its ends have not said good-bye (`already_closed`).
  public boolean isOpen(long nowNanos) {
    boolean closed =
        protocol() == Ipv4.TCP
            && (tcpState == TcpTracker.TIME_WAIT || tcpState == TcpTracker.CLOSE);
    return has(CONFIRMED) && !has(DYING) && expiresNanos > nowNanos && !closed;
  }

  /// Whether an answer was seen.
  public boolean hasSeenReply() {
    return has(SEEN_REPLY);
  }

  /// Whether it is kept when the table is full.
  public boolean isAssured() {
    return has(ASSURED);
  }

  /// Whether the source is translated.
  public boolean hasSourceNat() {
    return has(SOURCE_NAT);
  }

  /// Whether the destination is translated.
  public boolean hasDestinationNat() {
    return has(DESTINATION_NAT);
  }

  /// Whether the load balancer chose its destination.
  public boolean isBalanced() {
    return has(BALANCED);
  }

  boolean has(int bit) {
    return (status & bit) != 0;
  }

  long addresses(boolean reply) {
    return reply ? replyAddresses : originalAddresses;
  }

  long ports(boolean reply) {
    return reply ? replyPorts : originalPorts;
  }
}
