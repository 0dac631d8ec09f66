package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;

/// The mark that a packet met congestion (RFC 3168).
final class CongestionMark {
  private static final int CE = 3;

  private CongestionMark() {}

  /// Marks a packet whose ends understand it as having met congestion (`INET_ECN_set_ce`).
  static boolean set(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    int type = Ethernet.type(data, frame.offset());
    if (type == Ethernet.IPV4 && frame.length() >= Ethernet.HEADER_BYTES + 20) {
      int before = Bytes.u16(data, at);
      if ((before & CE) == 0) {
        return false;
      }
      Bytes.put16(data, at, before | CE);
      int sum = Checksum.update16(Bytes.u16(data, at + 10), before, before | CE);
      Bytes.put16(data, at + 10, sum);
      return true;
    }
    if (type == Ethernet.IPV6 && frame.length() >= Ethernet.HEADER_BYTES + 40) {
      int ecn = (data[at + 1] >>> 4) & CE;
      data[at + 1] |= (byte) (ecn == 0 ? 0 : CE << 4);
      return ecn != 0;
    }
    return false;
  }
}
