package dev.drydock.core.ip;

/// The settings of one `net.ipv6.conf.X`, with the kernel's defaults. Mutable: sysctls set them.
public final class Ipv6Config {
  /// The interface has no IPv6 at all.
  public boolean disableIpv6;

  /// Packets that come in here may be forwarded.
  public boolean forwarding;

  /// Router advertisements: 0 ignored, 1 heeded unless forwarding, 2 heeded always.
  public int acceptRa = 1;

  /// How link-local addresses are made: 0 from the MAC, 1 not at all.
  public int addrGenMode;

  /// Makes settings with the kernel's defaults.
  public Ipv6Config() {}

  /// Settings equal to these, for a new device: `conf.default` is copied.
  Ipv6Config copy() {
    Ipv6Config copy = new Ipv6Config();
    copy.disableIpv6 = disableIpv6;
    copy.forwarding = forwarding;
    copy.acceptRa = acceptRa;
    copy.addrGenMode = addrGenMode;
    return copy;
  }
}
