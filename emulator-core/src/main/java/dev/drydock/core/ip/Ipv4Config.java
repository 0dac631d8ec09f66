package dev.drydock.core.ip;

/// The settings of one `net.ipv4.conf.X`, with the kernel's defaults. Mutable: sysctls set them.
public final class Ipv4Config {
  /// Packets that come in here may be forwarded.
  public boolean forwarding;

  /// 0 none, 1 strict, 2 loose reverse path filter.
  public int rpFilter;

  /// 127.0.0.0/8 is routed like other networks.
  public boolean routeLocalnet;

  /// Sources that are addresses of this namespace are accepted.
  public boolean acceptLocal;

  /// ARP requests for others are answered when the route leads elsewhere.
  public boolean proxyArp;

  /// Which ARP requests are answered: 0 any own address, 1 only one of the interface, 2 also only
  /// from the same network, 8 none.
  public int arpIgnore;

  /// Which sender address ARP requests carry: 0 any, 1 avoid other networks, 2 the best.
  public int arpAnnounce;

  /// ARP requests are answered only by the device the way back to the asker leaves by.
  public boolean arpFilter;

  /// Gratuitous ARP when the interface comes up or its MAC changes.
  public boolean arpNotify;

  /// Gratuitous ARP creates entries.
  public int arpAccept;

  /// Packets with impossible addresses are written into the kernel's log.
  public boolean logMartians;

  /// ICMP redirects are sent.
  public boolean sendRedirects = true;

  /// ICMP redirects are believed.
  public boolean acceptRedirects = true;

  /// Makes settings with the kernel's defaults.
  public Ipv4Config() {}

  /// Settings equal to these, for a new device: `conf.default` is copied.
  Ipv4Config copy() {
    Ipv4Config copy = new Ipv4Config();
    copy.forwarding = forwarding;
    copy.rpFilter = rpFilter;
    copy.routeLocalnet = routeLocalnet;
    copy.acceptLocal = acceptLocal;
    copy.proxyArp = proxyArp;
    copy.arpIgnore = arpIgnore;
    copy.arpAnnounce = arpAnnounce;
    copy.arpFilter = arpFilter;
    copy.arpNotify = arpNotify;
    copy.arpAccept = arpAccept;
    copy.logMartians = logMartians;
    copy.sendRedirects = sendRedirects;
    copy.acceptRedirects = acceptRedirects;
    return copy;
  }
}
