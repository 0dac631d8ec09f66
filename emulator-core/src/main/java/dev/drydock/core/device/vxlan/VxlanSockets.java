package dev.drydock.core.device.vxlan;

/// Where a namespace keeps its VXLAN sockets: devices with the same port share one (Linux
/// `vxlan_sock_add`).
public interface VxlanSockets {
  /// The socket of a port, made at first use.
  VxlanSocket open(int port);

  /// A device has left a socket; the last one closes it.
  void left(VxlanSocket socket);
}
