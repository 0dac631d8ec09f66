package dev.drydock.pcap;

import dev.drydock.core.wire.Ipv4Prefix;
import java.util.List;

/// What a capture file says about one interface.
///
/// @param name the name in the file, such as `host/docker0` or `host/one:eth0`
/// @param description what the interface is, such as `network numbers`; may be empty
/// @param mac the interface's own address: frames to it are unicast, inbound frames to somebody
///   else were seen in promiscuous mode
/// @param addresses its IPv4 addresses with their prefix lengths
public record InterfaceDescription(
    String name, String description, long mac, List<Ipv4Prefix> addresses) {
  /// Copies the list.
  public InterfaceDescription {
    addresses = List.copyOf(addresses);
  }
}
