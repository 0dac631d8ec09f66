package dev.drydock.core.app;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;
import java.util.HexFormat;

/// Whose ping it is: the two differ in what they send, what they hear and when they stop.
public enum PingStyle {
  /// iputils 20221126 (`ping/ping_common.c`, `ping.c`): sequence numbers from 1, the time of day in
  /// 16 bytes (`struct timeval`) and a counting pattern behind it, errors count as answers.
  IPUTILS {
    @Override
    public int firstSequence() {
      return 1;
    }

    @Override
    byte[] payload(PingOptions.Packet packet, long nowNanos) {
      int bytes = packet.payloadBytes();
      byte[] payload = new byte[bytes];
      byte[] pattern = HexFormat.of().parseHex(packet.pattern());
      for (int i = 0; i < bytes; i++) {
        payload[i] = pattern.length == 0 ? (byte) i : pattern[i % pattern.length];
      }
      if (bytes >= STAMP_BYTES) {
        long micros = Calendar.micros(nowNanos);
        putLittleEndian(payload, 0, micros / 1_000_000);
        putLittleEndian(payload, 8, micros % 1_000_000);
      }
      return payload;
    }

    // Enough answers and errors; with a deadline the first error ends it.
    @Override
    boolean isComplete(PingOptions options, int received, int errors) {
      return (options.count() > 0 && received + errors >= options.count())
          || (options.times().deadlineNanos() > 0 && errors > 0);
    }

    // With a deadline it sends on until enough is answered.
    @Override
    boolean hasSentAll(PingOptions options, int sent) {
      return options.count() > 0 && sent >= options.count() && options.times().deadlineNanos() == 0;
    }

    // `__schedule_exit`: twice the slowest answer, at least an interval; -W without answers.
    @Override
    long lingerNanos(PingOptions options, int received, long slowestNanos) {
      PingOptions.Times times = options.times();
      return received > 0 ? Math.max(2 * slowestNanos, times.intervalNanos()) : times.waitNanos();
    }

    // An alarm rings.
    @Override
    boolean stopsAtDeadline() {
      return true;
    }

    // `main_loop`: a whole interval is waited in recvmsg with a time-out in ticks (`SO_RCVTIMEO`),
    // what is left of one in poll, which is exact.
    @Override
    long nextNanos(long nowNanos, long sentNanos, long intervalNanos, boolean mayFlood) {
      if (intervalNanos == 0) { // as fast as answers come, else a hundred a second
        return mayFlood
            ? nowNanos + FLOOD_STEP_NANOS
            : Jiffies.expiryNanos(nowNanos, sentNanos + FLOOD_WAIT_NANOS);
      }
      long goneMillis = (nowNanos - sentNanos) / NANOS_PER_MILLI;
      return goneMillis == 0
          ? Jiffies.expiryNanos(nowNanos, nowNanos + intervalNanos)
          : nowNanos + Math.max(0, intervalNanos - goneMillis * NANOS_PER_MILLI);
    }

    @Override
    boolean stopsOnSendError() {
      return false;
    }

    // Only "message too long" is found in the socket's error queue; other errors of sending pass
    // without a word (`ping4_receive_error_msg`).
    @Override
    boolean countsSendError(SendResult why) {
      return why == SendResult.MESSAGE_TOO_LONG;
    }

    // It sets IP_RECVERR, and so learns of ENOBUFS.
    @Override
    boolean hearsRefusals() {
      return true;
    }

    @Override
    boolean hearsErrors() {
      return true;
    }
  },

  /// BusyBox 1.35 (`networking/ping.c`): sequence numbers from 0, a time stamp of 4 bytes and
  /// zeros, only answers count.
  BUSYBOX {
    @Override
    public int firstSequence() {
      return 0;
    }

    @Override
    byte[] payload(PingOptions.Packet packet, long nowNanos) {
      int bytes = packet.payloadBytes();
      byte[] payload = new byte[bytes];
      if (bytes >= 4) {
        int micros = (int) (nowNanos / 1000);
        for (int i = 0; i < 4; i++) {
          payload[i] = (byte) (micros >>> (8 * i));
        }
      }
      return payload;
    }

    @Override
    boolean isComplete(PingOptions options, int received, int errors) {
      return options.count() > 0 && received >= options.count();
    }

    @Override
    boolean hasSentAll(PingOptions options, int sent) {
      return options.count() > 0 && sent >= options.count();
    }

    // `sendping_tail`: two round trips in whole seconds, at least one; -W without answers.
    @Override
    long lingerNanos(PingOptions options, int received, long slowestNanos) {
      if (received == 0) {
        return options.times().waitNanos();
      }
      long seconds = slowestNanos / 1000 / (512 * 1024);
      return Math.max(1, seconds) * Nanos.SECOND;
    }

    // The deadline is looked at when the next request is due.
    @Override
    boolean stopsAtDeadline() {
      return false;
    }

    // An exact timer (`setitimer`).
    @Override
    long nextNanos(long nowNanos, long sentNanos, long intervalNanos, boolean mayFlood) {
      return sentNanos + intervalNanos;
    }

    @Override
    boolean stopsOnSendError() {
      return true;
    }

    @Override
    boolean countsSendError(SendResult why) {
      return false;
    }

    @Override
    boolean hearsRefusals() {
      return false;
    }

    @Override
    boolean hearsErrors() {
      return false;
    }
  };

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int STAMP_BYTES = 16;

  /// `MIN_INTERVAL_MS`.
  private static final long FLOOD_WAIT_NANOS = 10 * NANOS_PER_MILLI;

  /// From an answer to the next request of a flood: 41 000 a second on a veth pair of Linux 6.18.
  private static final long FLOOD_STEP_NANOS = 20_000L;

  /// The sequence number of the first request.
  public abstract int firstSequence();

  abstract byte[] payload(PingOptions.Packet packet, long nowNanos);

  /// Whether what came in is enough to stop.
  abstract boolean isComplete(PingOptions options, int received, int errors);

  /// Whether no more requests are sent.
  abstract boolean hasSentAll(PingOptions options, int sent);

  /// How long to wait after the last request.
  abstract long lingerNanos(PingOptions options, int received, long slowestNanos);

  /// Whether the deadline ends it between two requests too.
  abstract boolean stopsAtDeadline();

  /// When the next request is sent, asked at sending and at every answer.
  ///
  /// @param mayFlood whether no more requests are on their way than may be
  abstract long nextNanos(long nowNanos, long sentNanos, long intervalNanos, boolean mayFlood);

  /// Whether a request that cannot be sent is the end.
  abstract boolean stopsOnSendError();

  /// Whether a request that cannot be sent counts as an error.
  abstract boolean countsSendError(SendResult why);

  /// Whether a packet that the device did not take is an error.
  abstract boolean hearsRefusals();

  /// Whether ICMP errors reach the program.
  abstract boolean hearsErrors();

  private static void putLittleEndian(byte[] bytes, int at, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
