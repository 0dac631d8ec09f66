package dev.drydock.core.transport.tcp;

/// The states of a connection (RFC 9293 section 3.3.2), with the names `netstat` and `ss` show.
public enum TcpState {
  /// No connection.
  CLOSED("CLOSE", "UNCONN"),
  /// Waits for connections.
  LISTEN("LISTEN", "LISTEN"),
  /// A SYN was sent.
  SYN_SENT("SYN_SENT", "SYN-SENT"),
  /// A SYN came and was answered.
  SYN_RECV("SYN_RECV", "SYN-RECV"),
  /// Open.
  ESTABLISHED("ESTABLISHED", "ESTAB"),
  /// A FIN was sent.
  FIN_WAIT1("FIN_WAIT1", "FIN-WAIT-1"),
  /// The FIN was acknowledged.
  FIN_WAIT2("FIN_WAIT2", "FIN-WAIT-2"),
  /// The other side has ended its stream.
  CLOSE_WAIT("CLOSE_WAIT", "CLOSE-WAIT"),
  /// Both sides sent a FIN at once.
  CLOSING("CLOSING", "CLOSING"),
  /// The own FIN came second and is not acknowledged yet.
  LAST_ACK("LAST_ACK", "LAST-ACK"),
  /// Closed; old segments may still come.
  TIME_WAIT("TIME_WAIT", "TIME-WAIT");

  private final String netstat;
  private final String ss;

  TcpState(String netstat, String ss) {
    this.netstat = netstat;
    this.ss = ss;
  }

  /// The name in `netstat`.
  public String netstat() {
    return netstat;
  }

  /// The name in `ss`.
  public String ss() {
    return ss;
  }

  /// Whether data of the other side is taken.
  boolean receives() {
    return this == ESTABLISHED || this == FIN_WAIT1 || this == FIN_WAIT2;
  }

  /// Whether own data may still be sent.
  boolean sends() {
    return this == ESTABLISHED || this == CLOSE_WAIT;
  }

  /// Whether data or a FIN may still be on its way, or go there.
  boolean mayTransmit() {
    return sends() || this == FIN_WAIT1 || this == CLOSING || this == LAST_ACK;
  }

  /// Whether there is a connection, or was a moment ago.
  boolean isOpen() {
    return this != CLOSED && this != LISTEN && this != SYN_SENT;
  }
}
