package dev.drydock.core.netfilter;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Tcp;
import java.util.Arrays;

/// How connection tracking follows TCP: a state machine on flags, and the windows of both sides, so
/// that segments which cannot belong to the connection are invalid (Linux
/// `nf_conntrack_proto_tcp.c`; van Rooij, "Real stateful TCP packet filtering in IP Filter").
final class TcpTracker {
  static final int NONE = 0;
  static final int SYN_SENT = 1;
  static final int SYN_RECV = 2;
  static final int ESTABLISHED = 3;
  static final int FIN_WAIT = 4;
  static final int CLOSE_WAIT = 5;
  static final int LAST_ACK = 6;
  static final int TIME_WAIT = 7;
  static final int CLOSE = 8;
  static final int SYN_SENT2 = 9;

  /// The segment fits no state.
  private static final int INVALID = 10;

  /// The segment is let pass without a change of state.
  private static final int IGNORE = 11;

  private static final String[] NAMES = {
    "NONE", "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT",
    "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE", "SYN_SENT2"
  };

  private final ConntrackTimeouts timeouts;

  private static final int RETRANSMISSIONS_MAX = 3;
  private static final int ACK_WINDOW_MIN = 66_000;

  private static final int SYN = 0;
  private static final int SYN_ACK = 1;
  private static final int FIN = 2;
  private static final int ACK = 3;
  private static final int RST = 4;
  private static final int NOTHING = 5;

  /// New state by direction, kind of segment and old state.
  private static final int[][][] NEXT = {
    {
      {1, 1, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, 1, 1, 9},
      {INVALID, INVALID, 2, INVALID, INVALID, INVALID, INVALID, INVALID, INVALID, 2},
      {INVALID, INVALID, 4, 4, 6, 6, 6, 7, 8, INVALID},
      {3, INVALID, 3, 3, 5, 5, 7, 7, 8, INVALID},
      {INVALID, 8, 8, 8, 8, 8, 8, 8, 8, 8},
      invalid()
    },
    {
      {INVALID, 9, INVALID, INVALID, INVALID, INVALID, INVALID, 1, INVALID, 9},
      {INVALID, 2, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, 2},
      {INVALID, INVALID, 4, 4, 6, 6, 6, 7, 8, INVALID},
      {INVALID, IGNORE, 2, 3, 5, 5, 7, 7, 8, IGNORE},
      {INVALID, 8, 8, 8, 8, 8, 8, 8, 8, 8},
      invalid()
    }
  };

  TcpTracker(ConntrackTimeouts timeouts) {
    this.timeouts = timeouts;
  }

  private static int[] invalid() {
    int[] row = new int[10];
    Arrays.fill(row, INVALID);
    return row;
  }

  static String name(int state) {
    return NAMES[state];
  }

  /// What is known of one side: `end` is the highest sequence number it sent, `maxEnd` the highest
  /// it may send, `maxWindow` the largest window it offered.
  static final class Side {
    int end;
    int maxEnd;
    int maxWindow;
    int maxAck;
    byte scale;
    boolean scales;
    boolean acked;
    boolean unacknowledged;
    boolean closing;
  }

  private static int kind(int flags) {
    if ((flags & Tcp.RST) != 0) {
      return RST;
    }
    if ((flags & Tcp.SYN) != 0) {
      return (flags & Tcp.ACK) != 0 ? SYN_ACK : SYN;
    }
    if ((flags & Tcp.FIN) != 0) {
      return FIN;
    }
    return (flags & Tcp.ACK) != 0 ? ACK : NOTHING;
  }

  private static boolean isSound(Packet packet) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    if (!Tcp.isValid(data, at, packet.transportBytes())) {
      return false;
    }
    if (packet.hook == Hook.PREROUTING && !packet.hasValidChecksum()) {
      return false;
    }
    int flags = Tcp.flags(data, at) & ~(Tcp.ECE | Tcp.CWR | Tcp.PSH | Tcp.URG);
    return switch (flags) {
      case Tcp.SYN, Tcp.SYN | Tcp.ACK, Tcp.RST, Tcp.RST | Tcp.ACK, Tcp.FIN | Tcp.ACK, Tcp.ACK ->
          true;
      default -> false;
    };
  }

  /// Whether a segment may begin a connection, and what it tells of its sender (`tcp_new`). A
  /// segment from the middle of a connection may (`nf_conntrack_tcp_loose`).
  boolean begin(Packet packet, Connection connection) {
    if (!isSound(packet)) {
      return false;
    }
    byte[] data = packet.data();
    int at = packet.transportAt();
    int state = NEXT[0][kind(Tcp.flags(data, at))][NONE];
    if (state >= INVALID) {
      return false;
    }
    connection.tcpLastFlags = NOTHING;
    Side sender = connection.tcp(0);
    int end = endOf(packet);
    int window = Math.max(1, Tcp.window(data, at));
    sender.end = end;
    sender.maxWindow = window;
    if (state == SYN_SENT) {
      sender.maxEnd = end;
      readScale(sender, data, at);
    } else {
      sender.maxEnd = end + window;
      sender.scales = true;
      sender.scale = 14; // picked up in the middle: any window is believed
      connection.tcp(1).scales = true;
      connection.tcp(1).scale = 14;
    }
    return true;
  }

  private static int endOf(Packet packet) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    int flags = Tcp.flags(data, at);
    int payload = packet.transportBytes() - Tcp.headerBytes(data, at);
    return Tcp.sequence(data, at)
        + payload
        + ((flags & Tcp.SYN) != 0 ? 1 : 0)
        + ((flags & Tcp.FIN) != 0 ? 1 : 0);
  }

  private static void readScale(Side side, byte[] data, int at) {
    int option = Tcp.option(data, at, Tcp.OPTION_WINDOW_SCALE);
    side.scales = option >= 0;
    side.scale = option < 0 ? 0 : (byte) Math.min(14, data[option + 2] & 0xff);
  }

  /// Lets a segment change the connection (`nf_conntrack_tcp_packet`).
  ///
  /// @return false when it is invalid
  boolean advance(Packet packet, Connection connection, boolean reply, long nowNanos) {
    if (!isSound(packet)) {
      return false;
    }
    byte[] data = packet.data();
    int at = packet.transportAt();
    int direction = reply ? 1 : 0;
    int kind = kind(Tcp.flags(data, at));
    int before = connection.tcpState;
    int after = NEXT[direction][kind][before];
    if (after == SYN_SENT && before >= TIME_WAIT) {
      return reopen(connection, packet, direction, nowNanos);
    }
    if (after == IGNORE) {
      remember(connection, packet, kind, direction);
      return true;
    }
    if (after == INVALID) {
      return false;
    }
    if (kind == RST && isStrayReset(connection, packet, direction)) {
      return false;
    }
    boolean answersStray = kind == RST && answersLetThrough(connection, packet);
    if (!answersStray) {
      int verdict = window(connection, packet, direction, kind);
      if (verdict != 0) {
        return verdict == IGNORE;
      }
    }
    connection.tcpLastFlags = (byte) kind;
    connection.tcpLastDirection = (byte) direction;
    connection.tcpState = (byte) after;
    if (before != after && after == FIN_WAIT) {
      connection.tcp(direction).closing = true;
    }
    prolong(connection, kind, before, nowNanos);
    return true;
  }

  private static void remember(Connection connection, Packet packet, int kind, int direction) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    connection.tcpLastFlags = (byte) kind;
    connection.tcpLastDirection = (byte) direction;
    connection.tcpLastSequence = Tcp.sequence(data, at);
    connection.tcpLastEnd = endOf(packet);
    connection.tcpLastWindow = Tcp.window(data, at);
  }

  /// A SYN on a closed connection begins it anew. The kernel forgets the entry and looks again; the
  /// entry is reused here, with the same tuples.
  private boolean reopen(Connection connection, Packet packet, int direction, long nowNanos) {
    boolean closed =
        connection.tcp(0).closing
            || connection.tcp(1).closing
            || (connection.tcpLastDirection == direction && connection.tcpLastFlags == RST);
    if (!closed || direction != 0) {
      remember(connection, packet, SYN, direction);
      return true;
    }
    connection.forgetTcp();
    connection.status &= ~(Connection.SEEN_REPLY | Connection.ASSURED);
    connection.tcpState = SYN_SENT;
    connection.expiresNanos = nowNanos + timeouts.nanos(SYN_SENT);
    return begin(packet, connection);
  }

  /// A reset before what the other side has acknowledged is none of this connection.
  private static boolean isStrayReset(Connection connection, Packet packet, int direction) {
    Side other = connection.tcp(1 - direction);
    int sequence = Tcp.sequence(packet.data(), packet.transportAt());
    if (!other.acked || (sequence == 0 && connection.tcpState != ESTABLISHED)) {
      return false;
    }
    return sequence - other.maxAck < 0;
  }

  /// A reset that answers a SYN or ACK which was let through without belonging here.
  private static boolean answersLetThrough(Connection connection, Packet packet) {
    boolean waiting =
        (connection.hasSeenReply() && connection.tcpLastFlags == SYN)
            || (!connection.isAssured() && connection.tcpLastFlags == ACK);
    return waiting && Tcp.ack(packet.data(), packet.transportAt()) == connection.tcpLastEnd;
  }

  /// Looks at the windows (`tcp_in_window`) and moves them.
  ///
  /// @return 0 when the segment is in the window, else [#INVALID] or [#IGNORE]
  private int window(Connection connection, Packet packet, int direction, int kind) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    int flags = Tcp.flags(data, at);
    Side sender = connection.tcp(direction);
    Side receiver = connection.tcp(1 - direction);
    int sequence = Tcp.sequence(data, at);
    int end = endOf(packet);
    int window = Tcp.window(data, at);
    int ack = Tcp.ack(data, at);
    if (sender.maxWindow == 0) {
      firstOf(sender, receiver, packet, end);
      if ((flags & (Tcp.SYN | Tcp.ACK)) == Tcp.SYN) {
        return 0;
      }
    } else if ((flags & Tcp.SYN) != 0
        && end - sender.end > 0
        && (connection.tcpState == SYN_SENT || connection.tcpState == SYN_RECV)) {
      firstOf(sender, receiver, packet, end);
    }
    boolean hasAck = (flags & Tcp.ACK) != 0;
    if (!hasAck || ((flags & Tcp.RST) != 0 && ack == 0)) {
      ack = receiver.end;
    }
    if ((flags & Tcp.RST) != 0 && sequence == 0 && connection.tcpState == SYN_SENT) {
      sequence = sender.end;
      end = sender.end;
    }
    int verdict = place(sender, receiver, new Span(sequence, end, ack));
    if (verdict == 0) {
      int offered = (flags & Tcp.SYN) != 0 ? window : window << sender.scale;
      move(sender, receiver, new Span(sequence, end, ack), offered);
      if (hasAck) {
        noteAck(sender, ack);
      }
      if (kind == ACK) {
        countRetransmission(connection, packet, direction, end);
      }
    }
    return verdict;
  }

  private record Span(int sequence, int end, int ack) {}

  private static int place(Side sender, Side receiver, Span span) {
    if (span.sequence - (sender.maxEnd + 1) >= 0) {
      return INVALID; // more than the receiver's window allows
    }
    boolean inWindow =
        receiver.maxWindow == 0 || span.end - (sender.end - receiver.maxWindow - 1) > 0;
    if (!inWindow) {
      return IGNORE; // sent again long after it was received
    }
    if (span.ack - (receiver.end + 1) >= 0) {
      return INVALID; // acknowledges what was never sent
    }
    int ackWindow = Math.max(sender.maxWindow, ACK_WINDOW_MIN);
    return span.ack - (receiver.end - ackWindow - 1) > 0 ? 0 : IGNORE;
  }

  private static void firstOf(Side sender, Side receiver, Packet packet, int end) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    int window = Tcp.window(data, at);
    sender.end = end;
    if ((Tcp.flags(data, at) & Tcp.SYN) != 0) {
      sender.maxEnd = end;
      sender.maxWindow = Math.max(1, window);
      readScale(sender, data, at);
      if (!sender.scales || !receiver.scales) {
        sender.scale = 0;
        receiver.scale = 0;
      }
      return;
    }
    sender.maxWindow = Math.max(1, window << sender.scale);
    sender.maxEnd = end + sender.maxWindow;
    if (receiver.maxWindow == 0) {
      receiver.end = Tcp.ack(data, at);
      receiver.maxEnd = receiver.end;
    }
  }

  private static void move(Side sender, Side receiver, Span span, int window) {
    sender.maxWindow = Math.max(sender.maxWindow, window);
    if (span.end - sender.end > 0) {
      sender.end = span.end;
      sender.unacknowledged = true;
    }
    if (receiver.maxWindow != 0 && span.end - sender.maxEnd > 0) {
      receiver.maxWindow += span.end - sender.maxEnd;
    }
    if (span.ack + window - (receiver.maxEnd - 1) > 0) {
      receiver.maxEnd = span.ack + window + (window == 0 ? 1 : 0);
    }
    if (span.ack == receiver.end) {
      receiver.unacknowledged = false;
    }
  }

  private static void noteAck(Side sender, int ack) {
    if (!sender.acked || ack - sender.maxAck > 0) {
      sender.maxAck = ack;
      sender.acked = true;
    }
  }

  private static void countRetransmission(
      Connection connection, Packet packet, int direction, int end) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    boolean again =
        connection.tcpLastDirection == direction
            && connection.tcpLastSequence == Tcp.sequence(data, at)
            && connection.tcpLastAck == Tcp.ack(data, at)
            && connection.tcpLastEnd == end
            && connection.tcpLastWindow == Tcp.window(data, at);
    int times = Math.min(connection.tcpRetransmissions + 1, RETRANSMISSIONS_MAX);
    connection.tcpRetransmissions = again ? (byte) times : 0;
    connection.tcpLastSequence = Tcp.sequence(data, at);
    connection.tcpLastAck = Tcp.ack(data, at);
    connection.tcpLastEnd = end;
    connection.tcpLastWindow = Tcp.window(data, at);
  }

  private void prolong(Connection connection, int kind, int before, long nowNanos) {
    int state = connection.tcpState;
    int seconds = timeouts.seconds(state);
    boolean unacknowledged = connection.tcp(0).unacknowledged || connection.tcp(1).unacknowledged;
    if (connection.tcpRetransmissions >= RETRANSMISSIONS_MAX) {
      seconds = Math.min(seconds, timeouts.seconds(ConntrackTimeouts.TCP_RETRANSMITTED));
    } else if (unacknowledged) {
      seconds = Math.min(seconds, timeouts.seconds(ConntrackTimeouts.TCP_UNACKNOWLEDGED));
    }
    if (kind == RST) {
      seconds = timeouts.seconds(CLOSE);
    }
    if (!connection.hasSeenReply()) {
      if (kind == RST) {
        connection.expiresNanos = nowNanos; // the only answer is a reset: forgotten at once
        return;
      }
      if (state == ESTABLISHED) {
        seconds = Math.min(seconds, timeouts.seconds(ConntrackTimeouts.TCP_UNACKNOWLEDGED));
      }
      if (before == SYN_SENT && state == SYN_SENT && connection.has(Connection.CONFIRMED)) {
        return; // a SYN sent again does not prolong
      }
    } else if (state == ESTABLISHED && (before == SYN_RECV || before == ESTABLISHED)) {
      connection.status |= Connection.ASSURED;
    }
    connection.expiresNanos = nowNanos + seconds * Nanos.SECOND;
  }
}
