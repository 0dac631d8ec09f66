package dev.drydock.core.transport.tcp;

import dev.drydock.core.sim.RandomStream;

/// Chooses source ports (Linux `__inet_hash_connect`): from a place in the range that depends on
/// the destination, even ports first, and further on for each connection.
final class EphemeralPorts {
  private static final int BUCKETS = 256;

  private final RandomStream random;
  private final int secret;
  private int[] advanced = new int[0];

  EphemeralPorts(RandomStream random) {
    this.random = random;
    this.secret = random.nextInt();
  }

  /// Whether a port can be used.
  interface Free {
    boolean isFree(int port);
  }

  /// A port; 0 when all are taken.
  int choose(FourTuple ends, TcpSettings settings, Free free) {
    int low = settings.portFirst;
    int count = settings.portLast + 1 - low;
    if (count > 1) {
      count &= ~1;
    }
    if (advanced.length == 0) {
      advanced = new int[BUCKETS];
    }
    long mixed = (ends.remoteLow ^ (ends.remoteHigh * 31) ^ ends.localLow) + secret;
    mixed = ((mixed << 16) ^ ends.remotePort) * 0x9E3779B97F4A7C15L;
    int bucket = (int) (mixed >>> 56);
    int offset = (int) Integer.toUnsignedLong(advanced[bucket] + (int) (mixed >>> 20)) % count;
    offset = Math.floorMod(offset, count) & ~1;
    for (int parity = 0; parity < 2; parity++) {
      for (int i = 0; i < count; i += 2) {
        int port = low + ((offset + parity + i) % count);
        if (free.isFree(port)) {
          advanced[bucket] += Math.max(i, random.nextInt(8) * 2) + 2;
          return port;
        }
      }
    }
    return 0;
  }
}
