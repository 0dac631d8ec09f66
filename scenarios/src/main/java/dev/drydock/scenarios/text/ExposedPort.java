package dev.drydock.scenarios.text;

/// A port of a container or machine: `80/tcp`.
public record ExposedPort(int port, Protocol protocol) {
  @Override
  public String toString() {
    return port + "/" + protocol;
  }
}
