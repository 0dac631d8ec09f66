package dev.drydock.core.transport.tcp;

import dev.drydock.core.sim.RandomStream;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;

/// Chooses source ports (Linux `__inet_hash_connect`): from a place in the range that depends on
/// the destination, even ports first, and further on for each connection.
final class EphemeralPorts {
  private static final int FEW = 2;

  private final RandomStream random;
  private final int secret;

  /// Which of 256 places in the range → how far on.
  private final Int2IntOpenHashMap advanced = new Int2IntOpenHashMap(FEW);

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
    long mixed = (ends.remoteLow ^ (ends.remoteHigh * 31) ^ ends.localLow) + secret;
    mixed = ((mixed << 16) ^ ends.remotePort) * 0x9E3779B97F4A7C15L;
    int bucket = (int) (mixed >>> 56);
    int offset = (int) Integer.toUnsignedLong(advanced.get(bucket) + (int) (mixed >>> 20)) % count;
    offset = Math.floorMod(offset, count) & ~1;
    for (int parity = 0; parity < 2; parity++) {
      for (int i = 0; i < count; i += 2) {
        int port = low + ((offset + parity + i) % count);
        if (free.isFree(port)) {
          advanced.addTo(bucket, Math.max(i, random.nextInt(8) * 2) + 2);
          return port;
        }
      }
    }
    return 0;
  }
}
