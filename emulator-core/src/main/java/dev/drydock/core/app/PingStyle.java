package dev.drydock.core.app;

/// Whose ping it is: the two differ in what they send and in when they stop.
public enum PingStyle {
  /// iputils (`ping/ping_common.c`): sequence numbers from 1, a time stamp of 16 bytes and a
  /// counting pattern behind it, errors count as answers.
  IPUTILS {
    @Override
    public int firstSequence() {
      return 1;
    }

    @Override
    byte[] payload(int bytes, long nowNanos) {
      byte[] payload = new byte[bytes];
      for (int i = 0; i < bytes; i++) {
        payload[i] = (byte) i;
      }
      if (bytes >= STAMP_BYTES) {
        putLittleEndian(payload, 0, nowNanos / NANOS_PER_SECOND);
        putLittleEndian(payload, 8, nowNanos % NANOS_PER_SECOND / 1000);
      }
      return payload;
    }

    @Override
    boolean isComplete(PingOptions options, int received, int errors) {
      return options.count() > 0 && received + errors >= options.count();
    }

    // `__schedule_exit`: twice the slowest answer, at least an interval; -W (10 s) without answers.
    @Override
    long lingerNanos(PingOptions options, int received, long slowestNanos) {
      long wait = options.waitNanos() > 0 ? options.waitNanos() : DEFAULT_WAIT_NANOS;
      return received > 0 ? Math.max(2 * slowestNanos, options.intervalNanos()) : wait;
    }

    @Override
    boolean stopsOnSendError() {
      return false;
    }

    @Override
    boolean countsSendErrors() {
      return true;
    }
  },

  /// BusyBox (`networking/ping.c`): sequence numbers from 0, a time stamp of 4 bytes and zeros,
  /// only answers count.
  BUSYBOX {
    @Override
    public int firstSequence() {
      return 0;
    }

    @Override
    byte[] payload(int bytes, long nowNanos) {
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
    long lingerNanos(PingOptions options, int received, long slowestNanos) {
      return options.waitNanos() > 0 ? options.waitNanos() : DEFAULT_WAIT_NANOS;
    }

    @Override
    boolean stopsOnSendError() {
      return true;
    }

    @Override
    boolean countsSendErrors() {
      return false;
    }
  };

  private static final long DEFAULT_WAIT_NANOS = 10_000_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int STAMP_BYTES = 16;

  /// The sequence number of the first request.
  public abstract int firstSequence();

  abstract byte[] payload(int bytes, long nowNanos);

  abstract boolean isComplete(PingOptions options, int received, int errors);

  abstract long lingerNanos(PingOptions options, int received, long slowestNanos);

  abstract boolean stopsOnSendError();

  abstract boolean countsSendErrors();

  private static void putLittleEndian(byte[] bytes, int at, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
