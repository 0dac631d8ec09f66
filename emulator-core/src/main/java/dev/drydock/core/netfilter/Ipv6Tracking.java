package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Headers;

/// Connection tracking on IPv6 (Linux `nf_conntrack_proto_icmpv6.c`): an address is a number of
/// [AddressNumbers]; neighbours, routers and listeners talk outside of connections.
final class Ipv6Tracking implements IpTracking {
  private static final int LISTENER_QUERY = 130;
  private static final int LISTENER_DONE = 132;
  private static final int NODE_QUERY = 139;

  private final AddressNumbers numbers = new AddressNumbers();

  Ipv6Tracking() {}

  @Override
  public boolean isOutside(Packet packet) {
    if (!isIcmp(packet)) {
      return false;
    }
    int type = Icmpv6.type(packet.data(), packet.transportAt());
    return (type >= LISTENER_QUERY && type <= LISTENER_DONE)
        || (type >= Icmpv6.ROUTER_SOLICITATION && type <= Icmpv6.NEIGHBOUR_ADVERTISEMENT)
        || type == Icmpv6.LISTENER_REPORT;
  }

  private static boolean isIcmp(Packet packet) {
    return packet.protocol() == Ipv6.ICMP
        && !packet.isLaterFragment()
        && packet.transportBytes() >= Icmpv6.HEADER_BYTES;
  }

  @Override
  public boolean isError(Packet packet) {
    return isIcmp(packet) && Icmpv6.isError(Icmpv6.type(packet.data(), packet.transportAt()));
  }

  @Override
  public long addresses(Packet packet, ConnectionTable connections) {
    numbers.makeRoom(connections);
    byte[] data = packet.data();
    int at = packet.at();
    int source = numbers.of(Ipv6.sourceHigh(data, at), Ipv6.sourceLow(data, at));
    int destination = numbers.of(Ipv6.destinationHigh(data, at), Ipv6.destinationLow(data, at));
    return Tuple.addresses(source, destination);
  }

  @Override
  public long ports(Packet packet) {
    return packet.isLaterFragment()
        ? -1
        : Tuple.portsAt(
            packet.data(), packet.transportAt(), packet.protocol(), packet.transportBytes());
  }

  @Override
  public boolean mayBegin(Packet packet) {
    if (packet.protocol() != Ipv6.ICMP) {
      return true;
    }
    int type = Icmpv6.type(packet.data(), packet.transportAt());
    return (type == Icmpv6.ECHO || type == NODE_QUERY) && packet.hasValidChecksum();
  }

  @Override
  public long quotedAddresses(Packet error) {
    byte[] data = error.data();
    int quoted = error.transportAt() + Icmpv6.HEADER_BYTES;
    int source = numbers.find(Ipv6.sourceHigh(data, quoted), Ipv6.sourceLow(data, quoted));
    int target =
        numbers.find(Ipv6.destinationHigh(data, quoted), Ipv6.destinationLow(data, quoted));
    return source < 0 || target < 0 ? -1 : Tuple.addresses(source, target);
  }

  @Override
  public long quotedPorts(Packet error) {
    byte[] data = error.data();
    int quoted = error.transportAt() + Icmpv6.HEADER_BYTES;
    int end = error.transportAt() + error.transportBytes();
    if (end - quoted < Ipv6.HEADER_BYTES + 8 || Ipv6.version(data, quoted) != 6) {
      return -1;
    }
    if (!error.hasValidChecksum()) {
      return -1;
    }
    long found = Ipv6Headers.find(data, quoted, end);
    int at = Ipv6Headers.at(found);
    return found == Ipv6Headers.NONE || Ipv6Headers.isLaterFragment(found)
        ? -1
        : Tuple.portsAt(data, at, Ipv6Headers.protocol(found), end - at);
  }

  @Override
  public int key(IpAddress address) {
    return numbers.of(address.high(), address.low());
  }

  @Override
  public IpAddress address(int key) {
    return new IpAddress(numbers.high(key), numbers.low(key), true);
  }

  @Override
  public boolean isIn(IpPrefix prefix, int key) {
    IpAddress address = prefix.address();
    int length = prefix.length();
    long highMask = length == 0 ? 0 : -1L << (64 - Math.min(length, 64));
    long lowMask = length <= 64 ? 0 : -1L << (128 - length);
    return prefix.isV6()
        && ((numbers.high(key) ^ address.high()) & highMask) == 0
        && ((numbers.low(key) ^ address.low()) & lowMask) == 0;
  }

  @Override
  public HeaderRewriter rewriter() {
    return new Ipv6Rewriter(numbers);
  }
}
