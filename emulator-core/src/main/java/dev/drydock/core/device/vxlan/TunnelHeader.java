package dev.drydock.core.device.vxlan;

/// The outer addresses of a tunnelled packet, as a tunnel device chooses them. Its owner uses one
/// object again and again.
public final class TunnelHeader {
  /// The outer source; 0 lets the route choose.
  public int source;

  /// The outer destination.
  public int destination;

  /// The outer source port.
  public int sourcePort;

  /// The outer destination port.
  public int destinationPort;

  /// The outer time to live.
  public int ttl;

  /// The outer type of service.
  public int tos;

  /// Whether routers must not fragment the outer packet.
  public boolean dontFragment;

  /// Nothing set.
  public TunnelHeader() {}
}
