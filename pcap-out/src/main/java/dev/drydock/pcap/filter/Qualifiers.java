package dev.drydock.pcap.filter;

import java.util.Set;

/// What a value in a filter means.
///
/// @param protocol one of [#PROTOCOLS], or empty for any
/// @param kind `host`, `net`, `port` or `portrange`
record Qualifiers(String protocol, Direction direction, String kind) {
  static final Set<String> PROTOCOLS = Set.of("ether", "ip", "ip6", "arp", "tcp", "udp");
}
