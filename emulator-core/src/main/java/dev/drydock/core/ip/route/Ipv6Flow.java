package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import dev.drydock.core.wire.Ipv6Address;
import org.jspecify.annotations.Nullable;

/// Where a local IPv6 packet is to go, and what routing made of it (Linux `struct flowi6` and the
/// cached `dst`). Addresses are in halves of 64 bits; a source of `::` lets the route choose.
public final class Ipv6Flow {
  /// What programs have that want no hop limit of their own (`IPV6_DEFAULT_HOPLIMIT`); route and
  /// interface may then say another.
  public static final int HOP_LIMIT = 64;

  /// The first half of the source.
  public long sourceHigh;

  /// The second half of the source.
  public long sourceLow;

  /// The first half of the destination.
  public long destinationHigh;

  /// The second half of the destination.
  public long destinationLow;

  /// The hop limit.
  public int hopLimit = HOP_LIMIT;

  /// The traffic class.
  public int trafficClass;

  /// The firewall mark.
  public int mark;

  /// Whether a packet that is too big for the path is refused instead of fragmented.
  public boolean dontFragment;

  /// Whether packets get a flow label.
  public boolean isLabelled = true;

  /// The device to go out by, when the program insists or the destination's scope needs it.
  public @Nullable NetDevice device;

  private @Nullable Ipv6Route route;

  /// A flow to nowhere.
  public Ipv6Flow() {}

  /// The way that was found, if one was.
  public @Nullable Ipv6Route route() {
    return route;
  }

  /// Keeps the way that was found; null for none.
  public void setRoute(@Nullable Ipv6Route found) {
    route = found;
  }

  /// Sets the source.
  public void setSource(Ipv6Address address) {
    sourceHigh = address.high();
    sourceLow = address.low();
  }

  /// Sets the destination.
  public void setDestination(Ipv6Address address) {
    destinationHigh = address.high();
    destinationLow = address.low();
  }

  /// The source, for the control plane.
  public Ipv6Address source() {
    return new Ipv6Address(sourceHigh, sourceLow);
  }

  /// The destination, for the control plane.
  public Ipv6Address destination() {
    return new Ipv6Address(destinationHigh, destinationLow);
  }

  public boolean hasSource() {
    return (sourceHigh | sourceLow) != 0;
  }

  /// Whether the device of the way takes large TCP segments whole.
  public boolean takesLarge() {
    Ipv6Route found = route;
    NetDevice out = found == null ? null : found.device();
    return out != null && out.takesLarge(true);
  }

  /// Whether the device of the way makes checksums.
  public boolean takesChecksums() {
    Ipv6Route found = route;
    NetDevice out = found == null ? null : found.device();
    return out == null || (out.offloads() & Offloads.TX_CHECKSUM) != 0;
  }
}
