package dev.drydock.core.ip;

/// The settings `net.ipv4.icmp_*` and their like, with the kernel's defaults. Mutable: sysctls set
/// them.
public final class IcmpConfig {
  /// No echo is answered.
  public boolean echoIgnoreAll;

  /// Echoes to broadcast and multicast addresses are not answered.
  public boolean echoIgnoreBroadcasts = true;

  /// Milliseconds from one limited message to the next to the same destination; 0 for no limit.
  public int rateLimitMillis = 1000;

  /// The types that are limited, as a mask: unreachable, source quench, time exceeded, parameter
  /// problem.
  public int rateMask = 0x1818;

  /// Limited messages a second of the whole namespace.
  public int messagesPerSecond = 1000;

  /// How many of them may go at once.
  public int messagesBurst = 50;

  /// Errors carry an address of the device the packet came in by, not of the one they leave by.
  public boolean errorsUseInboundAddress;

  /// What "fragmentation needed" does (`ip_no_pmtu_disc`): 0 and 3 it is believed, 1 the least MTU
  /// is believed, 2 it is not heard.
  public int noPathMtuDiscovery;

  /// Makes settings with the kernel's defaults.
  IcmpConfig() {}
}
