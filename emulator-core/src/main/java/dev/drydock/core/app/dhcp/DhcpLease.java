package dev.drydock.core.app.dhcp;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;

/// What a server has given a client.
///
/// @param address the address, and the length of its network
/// @param broadcast the broadcast address, 0 for none
/// @param server who gave it
/// @param routers default gateways, 0 or more
/// @param nameservers name servers
/// @param domain the domain, empty for none
/// @param seconds how long it is good
/// @param renewSeconds when to ask for more time
/// @param rebindSeconds when to ask everybody for it
public record DhcpLease(
    Ipv4Prefix address,
    int broadcast,
    int server,
    List<Integer> routers,
    List<Integer> nameservers,
    String domain,
    int seconds,
    int renewSeconds,
    int rebindSeconds) {
  private static final int HOUR = 3600;

  /// Copies the lists.
  public DhcpLease {
    routers = List.copyOf(routers);
    nameservers = List.copyOf(nameservers);
  }

  /// The lease that a server's ACK gives.
  static DhcpLease of(DhcpMessage ack, int server) {
    int mask = ack.value(DhcpMessage.NETMASK);
    int length = mask == 0 ? 24 : Integer.bitCount(mask);
    int seconds = ack.value(DhcpMessage.LEASE_SECONDS);
    int good = seconds == 0 ? HOUR : seconds < 0 ? Integer.MAX_VALUE : seconds;
    int renew = ack.value(DhcpMessage.RENEW_SECONDS);
    int rebind = ack.value(DhcpMessage.REBIND_SECONDS);
    return new DhcpLease(
        new Ipv4Prefix(ack.yiaddr, length),
        ack.value(DhcpMessage.BROADCAST),
        server,
        addresses(ack, DhcpMessage.ROUTER),
        addresses(ack, DhcpMessage.DNS),
        ack.text(DhcpMessage.DOMAIN),
        good,
        renew > 0 ? renew : good / 2,
        rebind > 0 ? rebind : (int) (good * 7L / 8));
  }

  private static List<Integer> addresses(DhcpMessage message, int code) {
    List<Integer> addresses = new ArrayList<>();
    byte[] value = message.option(code);
    for (int at = 0; value != null && at + 4 <= value.length; at += 4) {
      addresses.add(Bytes.i32(value, at));
    }
    return addresses;
  }
}
