package dev.drydock.core.device.link;

import dev.drydock.core.device.Fdb;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;

/// What the switch of a [Link] has learned: MAC -> end and when it was last seen.
final class LinkFdb {
  private static final int END_BITS = 12;
  private static final long END_MASK = (1L << END_BITS) - 1;
  private static final int STATIONS_MAX = 8192; // what small switches hold; a guess

  private final Long2LongOpenHashMap seen = new Long2LongOpenHashMap();

  private long ageingNanos = Fdb.AGEING_NANOS;

  LinkFdb() {
    seen.defaultReturnValue(-1);
  }

  /// Learns the source of a frame and looks up its destination.
  ///
  /// @param vlan 0 in a switch that knows no VLANs
  /// @return the end, or -1 for a group, an unknown or an aged address
  int learnAndFind(Frame frame, int fromEnd, long nowNanos, int vlan) {
    long source = Ethernet.source(frame.data(), frame.offset());
    long station = key(vlan, source);
    if (!Ethernet.isGroup(source) && (seen.size() < STATIONS_MAX || seen.containsKey(station))) {
      seen.put(station, ((nowNanos >>> END_BITS) << END_BITS) | fromEnd);
    }
    long destination = Ethernet.destination(frame.data(), frame.offset());
    if (Ethernet.isGroup(destination)) {
      return -1;
    }
    long entry = seen.get(key(vlan, destination));
    if (entry < 0 || nowNanos - (entry & ~END_MASK) > ageingNanos) {
      return -1;
    }
    return (int) (entry & END_MASK);
  }

  /// Sets how long a station is remembered that is not heard.
  void setAgeing(long nanos) {
    ageingNanos = nanos;
  }

  /// Forgets the stations at an end.
  void forget(int end) {
    seen.long2LongEntrySet().removeIf(entry -> (entry.getLongValue() & END_MASK) == end);
  }

  private static long key(int vlan, long mac) {
    return ((long) vlan << Ethernet.MAC_BITS) | mac;
  }
}
