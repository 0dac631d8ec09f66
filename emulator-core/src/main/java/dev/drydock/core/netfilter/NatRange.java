package dev.drydock.core.netfilter;

import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// What a translation may choose from: addresses and ports (Linux `struct nf_nat_range2`).
///
/// @param first the first address; null keeps the packet's
/// @param last the last address; null with the first
/// @param firstPort the first port; 0 with `lastPort` 0 leaves the choice to the kernel
/// @param lastPort the last port
/// @param random whether the search for a port starts anywhere (`--random`, `--random-fully`)
public record NatRange(
    @Nullable IpAddress first,
    @Nullable IpAddress last,
    int firstPort,
    int lastPort,
    boolean random) {
  /// Keeps the address and, where it can, the port.
  public static final NatRange NONE = new NatRange(null, null, 0, 0, false);

  /// One address, any port.
  public static NatRange address(IpAddress address) {
    return NONE.withAddress(address);
  }

  /// The same with another address.
  public NatRange withAddress(IpAddress address) {
    return new NatRange(address, address, firstPort, lastPort, random);
  }

  boolean hasPorts() {
    return firstPort != 0 || lastPort != 0;
  }

  boolean containsPort(int port) {
    return !hasPorts() || (port >= firstPort && port <= lastPort);
  }
}
