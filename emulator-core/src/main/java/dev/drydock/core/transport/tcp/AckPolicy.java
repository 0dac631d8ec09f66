package dev.drydock.core.transport.tcp;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.wire.Tcp;

/// When a segment is acknowledged: at once, with the next data, or after a delay (Linux `icsk_ack`
/// of `struct inet_connection_sock`). Fresh connections are quick; those that answer what they
/// receive ("ping-pong") wait for the answer.
final class AckPolicy extends Event {
  private static final long ATO_LEAST_NANOS = 40_000_000L; // TCP_ATO_MIN
  private static final long DELAY_MOST_NANOS = 200_000_000L; // TCP_DELACK_MAX
  private static final long WAIT_MOST_NANOS = 500_000_000L; // HZ / 2
  private static final int QUICK_MOST = 16; // TCP_MAX_QUICKACKS
  private static final int MSS_DEFAULT = 536;
  private static final int MSS_LEAST = 88;

  private final TcpConnection connection;

  private boolean scheduled;
  private boolean now;
  private boolean pushed;
  private boolean pushedTwice;
  private boolean pingpong;
  private int quick;
  private long atoNanos;
  private long lastDataNanos;
  private int segmentBytes = MSS_DEFAULT;
  private int lastSegmentBytes;

  AckPolicy(TcpConnection connection) {
    this.connection = connection;
  }

  /// What a full segment of the other side seems to be (`rcv_mss`).
  int segmentBytes() {
    return segmentBytes;
  }

  /// The connection stands (`tcp_initialize_rcv_mss`).
  void established(int mss, long nowNanos) {
    int hint = Math.min(Math.min(mss, connection.window.announced / 2), MSS_DEFAULT);
    segmentBytes = Math.max(hint, MSS_LEAST);
    lastDataNanos = nowNanos;
  }

  void schedule() {
    scheduled = true;
  }

  void atOnce() {
    scheduled = true;
    now = true;
  }

  void stopQuick() {
    quick = 0;
  }

  void atLeastOneQuick() {
    quick |= 1;
  }

  void enterPingpong() {
    pingpong = true;
  }

  /// Acknowledges the next segments at once (`tcp_enter_quickack_mode`).
  void beQuick() {
    moreQuick();
    pingpong = false;
    atoNanos = ATO_LEAST_NANOS;
  }

  private void moreQuick() {
    int count = connection.window.announced / (2 * segmentBytes);
    count = Math.min(count == 0 ? 2 : count, QUICK_MOST);
    quick = Math.max(quick, count);
  }

  /// Data came in order or behind a gap (`tcp_event_data_recv`).
  void dataReceived(Segment segment, long nowNanos) {
    scheduled = true;
    measureSegment(segment);
    if (atoNanos == 0) {
      moreQuick();
      atoNanos = ATO_LEAST_NANOS;
    } else {
      long gap = nowNanos - lastDataNanos;
      if (gap <= ATO_LEAST_NANOS / 2) {
        atoNanos = (atoNanos / 2) + (ATO_LEAST_NANOS / 2);
      } else if (gap < atoNanos) {
        atoNanos = Math.min((atoNanos / 2) + gap, connection.rtt.timeoutNanos());
      } else if (gap > connection.rtt.timeoutNanos()) {
        moreQuick();
      }
    }
    lastDataNanos = nowNanos;
  }

  /// Learns the other side's segment size (`tcp_measure_rcv_mss`).
  private void measureSegment(Segment segment) {
    int previous = lastSegmentBytes;
    lastSegmentBytes = 0;
    int length = segment.segmentBytes > 0 ? segment.segmentBytes : segment.dataBytes;
    if (length >= segmentBytes) {
      if (length != segmentBytes) {
        connection.window.measureOverhead(segment);
      }
      segmentBytes = Math.min(length, connection.advertisedMss);
      if (segment.dataBytes == segmentBytes && segment.has(Tcp.PSH)) {
        pushed = true;
      }
      return;
    }
    int withHeader = length + segment.headerBytes;
    boolean full = !segment.has(Tcp.PSH);
    if (withHeader >= MSS_DEFAULT + 20 || (withHeader >= MSS_LEAST + 20 && full)) {
      lastSegmentBytes = withHeader - connection.headerBytes();
      if (lastSegmentBytes == previous) {
        segmentBytes = lastSegmentBytes;
        return;
      }
    }
    pushedTwice |= pushed;
    pushed = true;
  }

  /// Data goes out: an answer, when it comes soon enough (`tcp_event_data_sent`).
  void dataSent(long nowNanos) {
    if (nowNanos - lastDataNanos < atoNanos) {
      pingpong = true;
    }
  }

  /// Something that acknowledges everything goes out (`tcp_event_ack_sent`).
  void sent() {
    if (quick > 0 && scheduled) {
      quick--;
      if (quick == 0) {
        atoNanos = ATO_LEAST_NANOS;
      }
    }
    scheduled = false;
    now = false;
    pushed = false;
    pushedTwice = false;
    connection.loop().cancel(this);
  }

  /// A segment was worked on: acknowledges what it brought, now or later (`tcp_ack_snd_check`).
  void check() {
    if (!scheduled) {
      return;
    }
    int unacknowledged = connection.receiveNext - connection.window.announcedFrom;
    boolean full =
        unacknowledged > segmentBytes
            && (connection.received.available() < 1
                || connection.window.select() >= connection.window.announced);
    if (full || (quick > 0 && !pingpong) || now || connection.received.hasGap()) {
      connection.sender.sendAck();
      return;
    }
    delay();
  }

  private void delay() {
    long ato = atoNanos;
    if (ato > ATO_LEAST_NANOS) {
      long most = pingpong || pushed ? DELAY_MOST_NANOS : WAIT_MOST_NANOS;
      if (connection.rtt.isKnown()) {
        most = Math.min(most, Math.max(connection.rtt.smoothedNanos(), ATO_LEAST_NANOS));
      }
      ato = Math.min(ato, most);
    }
    ato = Math.min(ato, DELAY_MOST_NANOS);
    long current = connection.loop().nowNanos();
    if (isPending()) {
      if (timeNanos() <= current + (ato / 4)) {
        connection.sender.sendAck();
      } else if (current + ato < timeNanos()) {
        connection.loop().reschedule(this, Jiffies.expiryNanos(current, current + ato));
      }
      return;
    }
    connection.loop().schedule(this, Jiffies.expiryNanos(current, current + ato));
  }

  /// The delay is over (`tcp_delack_timer_handler`).
  @Override
  protected void fire() {
    if (!scheduled || connection.state == TcpState.CLOSED) {
      return;
    }
    if (pingpong) {
      pingpong = false;
      atoNanos = ATO_LEAST_NANOS;
    } else {
      atoNanos = Math.min(atoNanos * 2, connection.rtt.timeoutNanos());
    }
    connection.sender.sendAck();
  }

  /// The program has read (`tcp_cleanup_rbuf`): acknowledges when that is due, or when the window
  /// has become much larger.
  void read() {
    boolean due = false;
    if (scheduled) {
      boolean emptied = connection.received.available() == 0;
      int unacknowledged = connection.receiveNext - connection.window.announcedFrom;
      due = unacknowledged > segmentBytes || (emptied && (pushedTwice || (pushed && !pingpong)));
    }
    if (!due && connection.state.receives()) {
      int left = connection.window.left();
      int window = connection.window.select();
      due = window > 0 && window >= 2 * left;
    }
    if (due) {
      connection.sender.sendAck();
    }
  }
}
