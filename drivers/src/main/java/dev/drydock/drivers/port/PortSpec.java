package dev.drydock.drivers.port;

/// One published port as asked for (`-p`), a range of container ports already cut into single ones.
///
/// @param hostIp the address before the port, as typed; empty for all addresses
/// @param hostPort the first host port; 0 lets the engine choose
/// @param hostPortLast the last host port it may choose from; equals `hostPort` unless a range was
///   given for one container port
/// @param container the port inside the container
public record PortSpec(String hostIp, int hostPort, int hostPortLast, ContainerPort container) {
  /// `-p HOST:CONTAINER` for TCP.
  public static PortSpec tcp(int hostPort, int containerPort) {
    return new PortSpec("", hostPort, hostPort, ContainerPort.tcp(containerPort));
  }

  /// The host side as `docker inspect` shows it: empty, a port, or a range.
  public String hostPortText() {
    if (hostPort == 0) {
      return "";
    }
    return hostPortLast == hostPort ? "" + hostPort : hostPort + "-" + hostPortLast;
  }
}
