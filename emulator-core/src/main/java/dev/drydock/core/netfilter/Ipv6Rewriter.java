package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Headers;

/// Writes translated addresses and ports into IPv6 packets. There is no checksum of the header;
/// that of every transport protocol, ICMPv6 too, covers the addresses.
final class Ipv6Rewriter implements HeaderRewriter {
  private static final int ADDRESS_BYTES = 16;

  private final AddressNumbers numbers;
  private final byte[] address = new byte[ADDRESS_BYTES];

  Ipv6Rewriter(AddressNumbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public void rewrite(Packet packet, Change change) {
    boolean whole = !packet.isLaterFragment();
    rewrite(packet.data(), packet.at(), change);
    if (whole) {
      rewriteTransport(packet.data(), packet.transportAt(), packet.protocol(), change);
    }
  }

  /// Writes the address; what it was stays in [#address].
  private void rewrite(byte[] data, int at, Change change) {
    int addressAt = at + (change.isSource ? 8 : 24);
    int key =
        change.isSource ? Tuple.source(change.addresses) : Tuple.destination(change.addresses);
    System.arraycopy(data, addressAt, address, 0, ADDRESS_BYTES);
    Bytes.put64(data, addressAt, numbers.high(key));
    Bytes.put64(data, addressAt + 8, numbers.low(key));
  }

  private void rewriteTransport(byte[] data, int transport, int protocol, Change change) {
    int sumAt = transport + checksumAt(protocol);
    if (sumAt < transport) {
      return;
    }
    int portAt = transport + (protocol == Ipv6.ICMP ? 4 : change.isSource ? 0 : 2);
    int oldPort = Bytes.u16(data, portAt);
    int newPort = oldPort;
    if (protocol != Ipv6.ICMP) {
      newPort =
          change.isSource ? Tuple.sourcePort(change.ports) : Tuple.destinationPort(change.ports);
    } else if (isEcho(data, transport)) {
      newPort = Tuple.sourcePort(change.ports);
    }
    Bytes.put16(data, portAt, newPort);
    int old = Bytes.u16(data, sumAt);
    boolean absent = protocol == Ipv6.UDP && old == 0;
    if (!change.checksums || absent) {
      return;
    }
    int sum = Checksum.update16(mend(old, change), oldPort, newPort);
    Bytes.put16(data, sumAt, sum == 0 && protocol == Ipv6.UDP ? 0xffff : sum);
  }

  /// The checksum after the address in [#address] became that of the change.
  private int mend(int checksum, Change change) {
    int key =
        change.isSource ? Tuple.source(change.addresses) : Tuple.destination(change.addresses);
    int sum = checksum;
    sum = Checksum.update32(sum, Bytes.i32(address, 0), (int) (numbers.high(key) >>> 32));
    sum = Checksum.update32(sum, Bytes.i32(address, 4), (int) numbers.high(key));
    sum = Checksum.update32(sum, Bytes.i32(address, 8), (int) (numbers.low(key) >>> 32));
    return Checksum.update32(sum, Bytes.i32(address, 12), (int) numbers.low(key));
  }

  private static boolean isEcho(byte[] data, int at) {
    int type = Icmpv6.type(data, at);
    return type == Icmpv6.ECHO || type == Icmpv6.ECHO_REPLY;
  }

  /// Where the checksum stands in the transport header; -1 for protocols that are not changed.
  private static int checksumAt(int protocol) {
    return switch (protocol) {
      case Ipv6.TCP -> 16;
      case Ipv6.UDP -> 6;
      case Ipv6.ICMP -> 2;
      default -> -1;
    };
  }

  @Override
  public void rewriteError(Packet packet, Change change, long outer) {
    byte[] data = packet.data();
    int icmp = packet.transportAt();
    int length = packet.transportBytes();
    int quoted = icmp + Icmpv6.HEADER_BYTES;
    int end = icmp + length;
    long inner = Ipv6Headers.find(data, quoted, end);
    rewrite(data, quoted, change);
    int protocol = Ipv6Headers.protocol(inner);
    if (inner != Ipv6Headers.NONE && !Ipv6Headers.isLaterFragment(inner)) {
      int at = Ipv6Headers.at(inner);
      change.checksums = at + checksumAt(protocol) + 2 <= end;
      rewriteTransport(data, at, protocol, change);
    }
    rewrite(data, packet.at(), change.set(outer, 0, !change.isSource));
    Bytes.put16(data, icmp + 2, 0);
    Icmpv6.writeChecksum(data, packet.at(), icmp, length);
  }

  @Override
  public boolean isRedirect(Packet packet) {
    return Icmpv6.type(packet.data(), packet.transportAt()) == Icmpv6.REDIRECT;
  }
}
