package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;

/// Writes translated addresses and ports into IPv4 packets; checksums are mended incrementally (RFC
/// 1624).
final class Ipv4Rewriter implements HeaderRewriter {
  Ipv4Rewriter() {}

  @Override
  public void rewrite(Packet packet, Change change) {
    rewrite(packet.data(), packet.at(), change);
  }

  private static void rewrite(byte[] data, int at, Change change) {
    boolean source = change.isSource;
    int addressAt = at + (source ? 12 : 16);
    int oldAddress = Bytes.i32(data, addressAt);
    int newAddress = source ? Tuple.source(change.addresses) : Tuple.destination(change.addresses);
    Bytes.put32(data, addressAt, newAddress);
    int changed = Checksum.change32(oldAddress, newAddress);
    Bytes.put16(data, at + 10, Checksum.mend(Bytes.u16(data, at + 10), changed));
    if (!change.transport || (Ipv4.fragment(data, at) & Ipv4.OFFSET_MASK) != 0) {
      return;
    }
    int transport = at + Ipv4.headerBytes(data, at);
    int protocol = Ipv4.protocol(data, at);
    if (protocol == Ipv4.ICMP) {
      rewriteEchoId(data, transport, Tuple.sourcePort(change.ports));
      return;
    }
    if (!Tuple.hasPorts(protocol)) {
      return;
    }
    int portAt = transport + (source ? 0 : 2);
    int oldPort = Bytes.u16(data, portAt);
    int newPort = source ? Tuple.sourcePort(change.ports) : Tuple.destinationPort(change.ports);
    Bytes.put16(data, portAt, newPort);
    int sumAt = protocol == Ipv4.TCP ? transport + 16 : transport + 6;
    boolean absent = protocol != Ipv4.TCP && Bytes.u16(data, sumAt) == 0;
    if (change.checksums && !absent && (protocol == Ipv4.TCP || protocol == Ipv4.UDP)) {
      changed += Checksum.change16(oldPort, newPort);
      int sum = Checksum.mend(Bytes.u16(data, sumAt), changed);
      Bytes.put16(data, sumAt, sum == 0 && protocol == Ipv4.UDP ? 0xffff : sum);
    }
  }

  private static void rewriteEchoId(byte[] data, int at, int id) {
    int type = Icmp.type(data, at);
    if (type != Icmp.ECHO && type != Icmp.ECHO_REPLY) {
      return;
    }
    int old = Icmp.id(data, at);
    Bytes.put16(data, at + 4, id);
    Bytes.put16(data, at + 2, Checksum.update16(Bytes.u16(data, at + 2), old, id));
  }

  @Override
  public void rewriteError(Packet packet, Change change, long outer) {
    byte[] data = packet.data();
    int icmp = packet.transportAt();
    int quoted = icmp + Icmp.HEADER_BYTES;
    change.checksums = packet.totalBytes() - (quoted - packet.at()) >= quotedNeed(data, quoted);
    rewrite(data, quoted, change);
    Bytes.put16(data, icmp + 2, 0);
    Bytes.put16(data, icmp + 2, Checksum.of(data, icmp, packet.transportBytes()));
    change.set(outer, 0, !change.isSource);
    change.transport = false;
    rewrite(data, packet.at(), change);
  }

  /// Bytes a quoted packet must have for its transport checksum to be there.
  private static int quotedNeed(byte[] data, int quoted) {
    int header = Ipv4.headerBytes(data, quoted);
    return header + (Ipv4.protocol(data, quoted) == Ipv4.TCP ? 18 : Icmp.HEADER_BYTES);
  }

  @Override
  public boolean isRedirect(Packet packet) {
    return Icmp.type(packet.data(), packet.transportAt()) == Icmp.REDIRECT;
  }
}
