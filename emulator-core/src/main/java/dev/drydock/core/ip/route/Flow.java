package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import org.jspecify.annotations.Nullable;

/// Where a local packet is to go, and what routing made of it (Linux `struct flowi4` and the cached
/// `dst`). A socket keeps one and uses it for every packet.
public final class Flow {
  /// The source address; 0 lets the route choose.
  public int source;

  /// The destination address.
  public int destination;

  /// Says that the namespace's own time to live is taken (`net.ipv4.ip_default_ttl`).
  public static final int TTL = 64;

  /// Time to live.
  public int ttl = TTL;

  /// Type of service.
  public int tos;

  /// Whether routers must not fragment the packet.
  public boolean dontFragment;

  /// The identification to use, or -1 for one of the namespace's generator.
  public int id = -1;

  /// The firewall mark.
  public int mark;

  /// The device to go out by, when the program insists.
  public @Nullable NetDevice device;

  private @Nullable Route route;

  /// A flow to nowhere.
  public Flow() {}

  /// The source address in the upper half, the destination in the lower.
  public long addresses() {
    return ((long) source << 32) | (destination & 0xffff_ffffL);
  }

  /// The way that was found, if one was.
  public @Nullable Route route() {
    return route;
  }

  /// Keeps the way that was found; null for none.
  public void setRoute(@Nullable Route found) {
    route = found;
  }

  /// Whether the device of the way takes large TCP segments whole.
  public boolean takesLarge() {
    Route found = route;
    NetDevice out = found == null ? null : found.device();
    return out != null && out.takesLarge(false);
  }

  /// Whether the device of the way makes checksums.
  public boolean takesChecksums() {
    Route found = route;
    NetDevice out = found == null ? null : found.device();
    return out == null || (out.offloads() & Offloads.TX_CHECKSUM) != 0;
  }
}
