package dev.drydock.core.netfilter;

/// What one side of a packet is to become. One object is set anew for every packet.
final class Change {
  long addresses;
  long ports;
  boolean isSource;

  /// Whether the transport header is to be changed too.
  boolean transport;

  /// Whether its checksum is there to be mended.
  boolean checksums;

  Change() {}

  /// Sets address and port of a whole packet.
  Change set(long newAddresses, long newPorts, boolean source) {
    addresses = newAddresses;
    ports = newPorts;
    isSource = source;
    transport = true;
    checksums = true;
    return this;
  }
}
