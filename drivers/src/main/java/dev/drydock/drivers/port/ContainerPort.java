package dev.drydock.drivers.port;

import java.util.Comparator;

/// A port inside a container: `80/tcp`. Ordered by port, then protocol.
public record ContainerPort(int port, Protocol protocol) implements Comparable<ContainerPort> {
  private static final Comparator<ContainerPort> ORDER =
      Comparator.comparingInt(ContainerPort::port).thenComparing(ContainerPort::protocol);

  /// A TCP port.
  public static ContainerPort tcp(int port) {
    return new ContainerPort(port, Protocol.TCP);
  }

  /// A UDP port.
  public static ContainerPort udp(int port) {
    return new ContainerPort(port, Protocol.UDP);
  }

  @Override
  public int compareTo(ContainerPort other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return port + "/" + protocol;
  }
}
