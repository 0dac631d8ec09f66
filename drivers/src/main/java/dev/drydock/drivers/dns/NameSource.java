package dev.drydock.drivers.dns;

import dev.drydock.core.wire.IpAddress;
import java.util.List;

/// Who knows the names a container may use.
public interface NameSource {
  /// The addresses of a name, IPv4 and IPv6; empty when it is unknown.
  List<IpAddress> addresses(String name);

  /// The full name of an address, such as `three.numbers`; empty when it is unknown.
  String nameOf(IpAddress address);

  /// Whether the container has a way out of the machine.
  boolean reachesOutside();

  /// Whether one of its networks has a gateway for it.
  boolean hasGateway();
}
