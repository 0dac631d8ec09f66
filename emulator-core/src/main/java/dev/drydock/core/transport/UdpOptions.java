package dev.drydock.core.transport;

import dev.drydock.core.device.NetDevice;
import org.jspecify.annotations.Nullable;

/// What a program has set on its datagram socket (`setsockopt`). Counts from the next call on.
public final class UdpOptions {
  /// Time to live (`IP_TTL`).
  public int ttl = 64;

  /// Time to live of multicasts (`IP_MULTICAST_TTL`).
  public int multicastTtl = 1;

  /// Type of service (`IP_TOS`).
  public int tos;

  /// The firewall mark (`SO_MARK`).
  public int mark;

  /// Whether routers may fragment (`IP_MTU_DISCOVER`).
  public PathMtuDiscovery pathMtu = PathMtuDiscovery.WANT;

  /// The only device to send and receive by (`SO_BINDTODEVICE`).
  public @Nullable NetDevice device;

  /// Whether broadcasts may be sent (`SO_BROADCAST`).
  public boolean broadcast;

  /// Whether another socket that says the same may have the same address (`SO_REUSEADDR`).
  public boolean reuseAddress;

  /// Whether an IPv6 socket leaves IPv4 to others (`IPV6_V6ONLY`).
  public boolean v6Only;

  /// Whether every ICMP error is reported, also to a socket that is not connected (`IP_RECVERR`).
  public boolean receiveErrors;

  /// What a new socket has.
  UdpOptions() {}
}
