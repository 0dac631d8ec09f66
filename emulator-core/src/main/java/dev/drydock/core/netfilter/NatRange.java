package dev.drydock.core.netfilter;

/// What a translation may choose from: addresses and ports (Linux `struct nf_nat_range2`).
///
/// @param firstAddress the first address; 0 with `lastAddress` 0 keeps the packet's
/// @param lastAddress the last address
/// @param firstPort the first port; 0 with `lastPort` 0 leaves the choice to the kernel
/// @param lastPort the last port
/// @param random whether the search for a port starts anywhere (`--random`, `--random-fully`)
public record NatRange(
    int firstAddress, int lastAddress, int firstPort, int lastPort, boolean random) {
  /// Keeps the address and, where it can, the port.
  public static final NatRange NONE = new NatRange(0, 0, 0, 0, false);

  /// One address, any port.
  public static NatRange address(int address) {
    return new NatRange(address, address, 0, 0, false);
  }

  /// The same with another address.
  public NatRange withAddress(int address) {
    return new NatRange(address, address, firstPort, lastPort, random);
  }

  boolean hasAddress() {
    return firstAddress != 0 || lastAddress != 0;
  }

  boolean hasPorts() {
    return firstPort != 0 || lastPort != 0;
  }

  boolean containsAddress(int address) {
    return !hasAddress()
        || (Integer.compareUnsigned(address, firstAddress) >= 0
            && Integer.compareUnsigned(address, lastAddress) <= 0);
  }

  boolean containsPort(int port) {
    return !hasPorts() || (port >= firstPort && port <= lastPort);
  }
}
