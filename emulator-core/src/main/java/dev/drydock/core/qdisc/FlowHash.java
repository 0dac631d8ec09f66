package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;

/// Tells flows apart by addresses, protocol and ports, as the kernel does with a keyed hash
/// (`skb_get_hash`); the hash here is another.
final class FlowHash {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;

  private FlowHash() {}

  static int of(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    int left = frame.end() - at;
    int type = left < 0 ? 0 : Ethernet.type(data, frame.offset());
    if (type == Ethernet.IPV4 && left >= IPV4_BYTES) {
      long addresses = Bytes.i64(data, at + 12);
      int header = (data[at] & 0xf) * 4;
      boolean whole = (Bytes.u16(data, at + 6) & 0x3fff) == 0;
      int protocol = data[at + 9] & 0xff;
      return mix(addresses, protocol, ports(data, at + header, frame.end(), whole, protocol));
    }
    if (type == Ethernet.IPV6 && left >= IPV6_BYTES) {
      long one = Bytes.i64(data, at + 8) ^ (Bytes.i64(data, at + 16) * 31);
      long two = Bytes.i64(data, at + 24) ^ (Bytes.i64(data, at + 32) * 31);
      int protocol = data[at + 6] & 0xff;
      long addresses = one * 0x9E37_79B9_7F4A_7C15L ^ two;
      return mix(addresses, protocol, ports(data, at + IPV6_BYTES, frame.end(), true, protocol));
    }
    return mix(left < 0 ? 0 : Bytes.u48(data, frame.offset() + 6), type, 0);
  }

  private static int ports(byte[] data, int at, int end, boolean whole, int protocol) {
    boolean has = whole && (protocol == TCP || protocol == UDP) && at + 4 <= end;
    return has ? Bytes.i32(data, at) : 0;
  }

  private static int mix(long addresses, int protocol, int ports) {
    long mixed = (addresses ^ ((long) protocol << 32) ^ ports) * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xC2B2_AE3D_27D4_EB4FL;
    return (int) (mixed >>> 32);
  }
}
