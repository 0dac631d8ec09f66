package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6;

/// The addresses of packets of either family.
final class Addresses {
  private Addresses() {}

  static IpAddress source(Packet packet) {
    return packet.isV6()
        ? IpAddress.of(Ipv6.source(packet.data(), packet.at()))
        : IpAddress.v4(packet.source());
  }

  static IpAddress destination(Packet packet) {
    return packet.isV6()
        ? IpAddress.of(Ipv6.destination(packet.data(), packet.at()))
        : IpAddress.v4(packet.destination());
  }
}
