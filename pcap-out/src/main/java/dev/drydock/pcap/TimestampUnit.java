package dev.drydock.pcap;

import java.math.BigInteger;

/// What a tick of an interface's stamps means (`if_tsresol`, `if_tsoffset`).
///
/// @param resolution n for 10^-n seconds; with the high bit, n for 2^-n seconds
/// @param offsetSeconds added to every stamp
record TimestampUnit(int resolution, long offsetSeconds) {
  /// The resolution when the file names none.
  static final int MICROS = 6;

  private static final int NANOS = 9;
  private static final int BINARY = 0x80;
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

  /// Nanoseconds since 1970 of a stamp, which is unsigned.
  long nanos(long ticks) {
    long offsetNanos = offsetSeconds * 1_000_000_000;
    return offsetNanos + (resolution == NANOS ? ticks : scaled(ticks));
  }

  private long scaled(long ticks) {
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(ticks));
    int digits = resolution & ~BINARY;
    BigInteger perSecond =
        (resolution & BINARY) == 0 ? BigInteger.TEN.pow(digits) : BigInteger.ONE.shiftLeft(digits);
    return unsigned.multiply(NANOS_PER_SECOND).divide(perSecond).longValue();
  }
}
