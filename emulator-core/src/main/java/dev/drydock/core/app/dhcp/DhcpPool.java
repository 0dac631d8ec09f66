package dev.drydock.core.app.dhcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a DHCP server hands out.
///
/// @param first the first address of its range
/// @param last the last one
/// @param leaseSeconds how long a lease is good
/// @param routers the default gateway, if it is not the server itself
/// @param nameservers name servers, if they are not the server itself
/// @param domain the domain, empty for none
/// @param reserved MAC → address, outside or inside the range
/// @param pings whether it pings an address before it offers it
/// @param authoritative whether it is the only server, and refuses addresses it does not know
public record DhcpPool(
    int first,
    int last,
    int leaseSeconds,
    List<Integer> routers,
    List<Integer> nameservers,
    String domain,
    Map<Long, Integer> reserved,
    boolean pings,
    boolean authoritative) {
  /// Copies the collections, their order kept.
  public DhcpPool {
    routers = List.copyOf(routers);
    nameservers = List.copyOf(nameservers);
    reserved = new LinkedHashMap<>(reserved);
  }

  /// Whether an address is in the range.
  boolean holds(int address) {
    return Integer.compareUnsigned(address, first) >= 0
        && Integer.compareUnsigned(address, last) <= 0;
  }

  /// The address where the search for one begins: clients find the same one again, as dnsmasq has
  /// it (`dhcp.c`, `address_allocate`).
  ///
  /// @param declined how many addresses clients have declined: each moves the beginning on by one
  int start(long mac, int declined) {
    int hash = 0;
    for (int shift = 40; shift >= 0; shift -= 8) {
      hash = (int) (mac >>> shift & 0xff) + (hash << 6) + (hash << 16) - hash;
    }
    int seed = hash == 0 ? 1 : hash;
    return first + Integer.remainderUnsigned(seed + declined, last - first + 1);
  }

  /// The one to try after another.
  int next(int address) {
    return address == last ? first : address + 1;
  }

  /// Some clients do not take the first and last address of a class C network.
  static boolean isUsable(int address) {
    boolean isClassC = address >>> 29 == 6;
    int end = address & 0xff;
    return !isClassC || (end != 0 && end != 0xff);
  }
}
