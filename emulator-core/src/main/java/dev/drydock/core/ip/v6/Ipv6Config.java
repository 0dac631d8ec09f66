package dev.drydock.core.ip.v6;

import dev.drydock.core.wire.Ipv6Address;
import org.jspecify.annotations.Nullable;

/// The settings of one `net.ipv6.conf.X`, with the kernel's defaults. Mutable: sysctls set them.
public final class Ipv6Config {
  /// The interface has no IPv6 at all.
  public boolean disableIpv6;

  /// Packets that come in here may be forwarded.
  public boolean forwarding;

  /// Router advertisements: 0 ignored, 1 heeded unless forwarding, 2 heeded always.
  public int acceptRa = 1;

  /// Whether router advertisements bring default routes (`accept_ra_defrtr`).
  public boolean acceptRaDefaultRouter = true;

  /// Whether they bring networks (`accept_ra_pinfo`).
  public boolean acceptRaPrefixes = true;

  /// Whether their preference counts (`accept_ra_rtr_pref`).
  public boolean acceptRaPreference = true;

  /// Whether they bring an MTU (`accept_ra_mtu`).
  public boolean acceptRaMtu = true;

  /// Whether addresses are made for networks of router advertisements.
  public boolean autoconf = true;

  /// Whether redirects are heeded, unless forwarding.
  public boolean acceptRedirects = true;

  /// How often routers are asked for; negative for ever.
  public int routerSolicitations = -1;

  /// How many addresses advertised networks may bring an interface to; 0 for any number.
  public int maxAddresses = 16;

  /// How often one asks whether somebody has an address, before it is used.
  public int dadTransmits = 1;

  /// Whether an address is asked for before it is used (`accept_dad`): not with 0. That 2 takes
  /// IPv6 away where a link-local address is another's is not modelled.
  public int acceptDad = 1;

  /// The hop limit of packets of ours.
  public int hopLimit = 64;

  /// The most a packet may have that leaves here; 0 for what the device takes.
  public int mtuBytes;

  /// Whether neighbours are answered for those in the list of `ip -6 neigh add proxy`.
  public boolean proxyNdp;

  /// Whether neighbours are told when the interface comes up or its MAC changes.
  public boolean ndiscNotify;

  /// How interface identifiers are made: 0 from the MAC, 1 not at all (link-local), 2 from the
  /// secret, 3 from a secret of chance.
  public int addrGenMode;

  /// What identifiers of mode 2 and 3 are made of.
  public @Nullable Ipv6Address stableSecret;

  /// Makes settings with the kernel's defaults.
  public Ipv6Config() {}

  /// Settings equal to these, for a new device: `conf.default` is copied.
  Ipv6Config copy() {
    Ipv6Config copy = new Ipv6Config();
    copy.disableIpv6 = disableIpv6;
    copy.forwarding = forwarding;
    copy.acceptRa = acceptRa;
    copy.acceptRaDefaultRouter = acceptRaDefaultRouter;
    copy.acceptRaPrefixes = acceptRaPrefixes;
    copy.acceptRaPreference = acceptRaPreference;
    copy.acceptRaMtu = acceptRaMtu;
    copy.autoconf = autoconf;
    copy.acceptRedirects = acceptRedirects;
    copy.routerSolicitations = routerSolicitations;
    copy.maxAddresses = maxAddresses;
    copy.dadTransmits = dadTransmits;
    copy.acceptDad = acceptDad;
    copy.hopLimit = hopLimit;
    copy.proxyNdp = proxyNdp;
    copy.ndiscNotify = ndiscNotify;
    copy.addrGenMode = addrGenMode;
    copy.stableSecret = stableSecret;
    return copy;
  }

  /// Whether anybody is asked whether he has a new address.
  boolean asksForDoubles() {
    return dadTransmits > 0 && acceptDad > 0;
  }
}
