package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4;

/// Connection tracking on IPv4 (Linux `nf_conntrack_proto_icmp.c`): an address is its own key.
final class Ipv4Tracking implements IpTracking {
  Ipv4Tracking() {}

  @Override
  public boolean isOutside(Packet packet) {
    return false;
  }

  @Override
  public boolean isError(Packet packet) {
    return packet.protocol() == Ipv4.ICMP
        && packet.transportBytes() >= Icmp.HEADER_BYTES
        && Icmp.isError(Icmp.type(packet.data(), packet.transportAt()));
  }

  @Override
  public long addresses(Packet packet, ConnectionTable connections) {
    return Tuple.addresses(packet.source(), packet.destination());
  }

  @Override
  public long ports(Packet packet) {
    return packet.isLaterFragment()
        ? -1
        : Tuple.portsOf(packet.data(), packet.at(), packet.totalBytes());
  }

  @Override
  public boolean mayBegin(Packet packet) {
    if (packet.protocol() != Ipv4.ICMP) {
      return true;
    }
    int type = Icmp.type(packet.data(), packet.transportAt());
    if (type != Icmp.ECHO && type != 13 && type != 15 && type != 17) {
      return false;
    }
    return Checksum.isValid(packet.data(), packet.transportAt(), packet.transportBytes());
  }

  @Override
  public long quotedAddresses(Packet error) {
    byte[] data = error.data();
    int quoted = error.transportAt() + Icmp.HEADER_BYTES;
    return Tuple.addresses(Ipv4.source(data, quoted), Ipv4.destination(data, quoted));
  }

  @Override
  public long quotedPorts(Packet error) {
    byte[] data = error.data();
    int quoted = error.transportAt() + Icmp.HEADER_BYTES;
    int room = error.transportBytes() - Icmp.HEADER_BYTES;
    if (room < Ipv4.HEADER_BYTES + 8 || Ipv4.version(data, quoted) != 4) {
      return -1;
    }
    if (!Checksum.isValid(data, error.transportAt(), error.transportBytes())) {
      return -1;
    }
    return Tuple.portsOf(data, quoted, room);
  }

  @Override
  public int key(IpAddress address) {
    return address.v4();
  }

  @Override
  public IpAddress address(int key) {
    return IpAddress.v4(key);
  }

  @Override
  public boolean isIn(IpPrefix prefix, int key) {
    return !prefix.isV6() && prefix.v4().contains(key);
  }

  @Override
  public HeaderRewriter rewriter() {
    return new Ipv4Rewriter();
  }
}
