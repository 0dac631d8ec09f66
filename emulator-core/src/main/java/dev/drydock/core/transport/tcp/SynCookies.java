package dev.drydock.core.transport.tcp;

/// Sequence numbers that let a listener forget a SYN it answered (Linux `net/ipv4/syncookies.c`): a
/// number tells, when it comes back, for whom it was made, in which minute, and the MSS. Window
/// scale and SACK are in the low bits of the time stamp, so they are lost without time stamps.
///
/// ```
///   time stamp  | clock ............... | SACK | scale |
///               31                      5      4       0
/// ```
final class SynCookies {
  /// `TCP_SYNCOOKIE_PERIOD`, and `MAX_SYNCOOKIE_AGE` of them.
  private static final long PERIOD_NANOS = 60_000_000_000L;

  private static final int PERIODS_MOST = 2;

  /// `msstab` for IPv4: what most senders have.
  private static final int[] SIZES = {536, 1300, 1440, 1460};

  private static final int DATA_MASK = 0xff_ffff;
  private static final int NO_SCALE = 0xf;
  private static final int SACK = 0x10;
  private static final int OPTION_MASK = 0x3f;

  private final long secret;

  SynCookies(long secret) {
    this.secret = secret;
  }

  /// The number of a SYN-ACK for a SYN.
  int make(Segment syn, long nowNanos) {
    int index = SIZES.length - 1;
    while (index > 0 && SIZES[index] > (syn.mss == 0 ? SIZES[0] : syn.mss)) {
      index--;
    }
    int count = (int) (nowNanos / PERIOD_NANOS);
    int low = (hash(syn.ends, count) + index) & DATA_MASK;
    return hash(syn.ends, -1) + syn.sequence + (count << 24) + low;
  }

  /// The MSS that a number tells; 0 when it was not made here, or long ago.
  ///
  /// @param ack the segment that acknowledges it
  int mss(Segment ack, long nowNanos) {
    int rest = ack.ack - 1 - hash(ack.ends, -1) - (ack.sequence - 1);
    int now = (int) (nowNanos / PERIOD_NANOS);
    int age = (now - (rest >>> 24)) & 0xff;
    if (age >= PERIODS_MOST) {
      return 0;
    }
    int index = ((rest & DATA_MASK) - hash(ack.ends, now - age)) & DATA_MASK;
    return index < SIZES.length ? SIZES[index] : 0;
  }

  /// What our clock is ahead in a connection that begins with a number.
  int clockOffset(FourTuple ends) {
    return hash(ends, -2);
  }

  /// A clock's value with the options that were agreed on (`cookie_init_timestamp`): the latest
  /// before the true one.
  static int stamp(int clock, TcpOptions options) {
    int scale = options.windowScaling ? options.peerScale : NO_SCALE;
    int bits = scale | (options.sack ? SACK : 0);
    int stamp = (clock & ~OPTION_MASK) | bits;
    return stamp - clock > 0 ? stamp - OPTION_MASK - 1 : stamp;
  }

  /// Takes over what a time stamp that came back tells (`cookie_timestamp_decode`).
  static void readStamp(int echo, TcpOptions options) {
    int scale = echo & NO_SCALE;
    options.windowScaling &= scale != NO_SCALE;
    options.peerScale = options.windowScaling ? scale : 0;
    options.sack &= (echo & SACK) != 0;
  }

  private int hash(FourTuple ends, int salt) {
    long mixed = secret ^ (salt * 0x9e37_79b9_7f4a_7c15L);
    mixed = mix(mixed ^ ends.remoteHigh ^ Long.rotateLeft(ends.remoteLow, 17));
    mixed = mix(mixed ^ ends.localHigh ^ Long.rotateLeft(ends.localLow, 29));
    return (int) mix(mixed ^ ((long) ends.remotePort << 16) ^ ends.localPort);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ (mixed >>> 31);
  }
}
