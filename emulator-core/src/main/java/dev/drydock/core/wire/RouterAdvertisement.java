package dev.drydock.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a router says of itself and its link (RFC 4861 section 4.2), read from or written as the
/// ICMPv6 message.
///
/// ```
///   0      1      2     4           5       6          8           12        16
///   | type | code | sum | hop limit | flags | lifetime | reachable | retrans | options
/// ```
///
/// @param router what it says of itself
/// @param prefixes the networks of the link
/// @param names name servers and search domains
/// @param mtuBytes the MTU of the link; 0 for none
/// @param sourceMac the router's MAC; negative for none
public record RouterAdvertisement(
    Router router, List<Prefix> prefixes, Names names, int mtuBytes, long sourceMac) {
  /// A lifetime without end.
  public static final long INFINITE_SECONDS = 0xffff_ffffL;

  private static final int FIXED_BYTES = 16;
  private static final int PREFIX = 3;
  private static final int PREFIX_BYTES = 32;
  private static final int MTU = 5;
  private static final int SERVERS = 25;
  private static final int DOMAINS = 31;
  private static final int ADDRESS_BYTES = 16;
  private static final int MANAGED = 0x80;
  private static final int OTHER = 0x40;
  private static final int ON_LINK = 0x80;
  private static final int AUTONOMOUS = 0x40;

  /// Copies the list.
  public RouterAdvertisement {
    prefixes = List.copyOf(prefixes);
  }

  /// What a router says of itself.
  ///
  /// @param hopLimit of the hosts' packets; 0 for nothing said
  /// @param managed whether addresses come by DHCPv6
  /// @param other whether other settings do
  /// @param preference among default routers: 0 medium, 1 high, 3 low (RFC 4191)
  /// @param lifetimeSeconds how long it is a default router; 0 when it is none
  public record Router(
      int hopLimit, boolean managed, boolean other, int preference, int lifetimeSeconds) {}

  /// A network of the link.
  ///
  /// @param prefix the network
  /// @param onLink whether its addresses are neighbours
  /// @param autonomous whether hosts make addresses of it
  /// @param validSeconds how long it is good
  /// @param preferredSeconds how long its addresses are used for new connections
  public record Prefix(
      Ipv6Prefix prefix,
      boolean onLink,
      boolean autonomous,
      long validSeconds,
      long preferredSeconds) {}

  /// Name servers and search domains (RFC 8106).
  public record Names(List<Ipv6Address> servers, List<String> domains, long lifetimeSeconds) {
    /// None.
    public static final Names NONE = new Names(List.of(), List.of(), 0);

    /// Copies the lists.
    public Names {
      servers = List.copyOf(servers);
      domains = List.copyOf(domains);
    }
  }

  // ---- writing ---------------------------------------------------------------------------

  /// How many bytes the message has.
  public int bytes() {
    int bytes = FIXED_BYTES + prefixes.size() * PREFIX_BYTES;
    bytes += names.servers.isEmpty() ? 0 : 8 + names.servers.size() * ADDRESS_BYTES;
    bytes += names.domains.isEmpty() ? 0 : 8 + domainBytes().length;
    return bytes + (mtuBytes == 0 ? 0 : 8) + (sourceMac < 0 ? 0 : Icmpv6.OPTION_BYTES);
  }

  /// Writes the message without its checksum; options in the order of radvd.
  public void write(byte[] data, int start) {
    int flags = (router.managed ? MANAGED : 0) | (router.other ? OTHER : 0);
    int rest = (router.hopLimit << 24) | ((flags | (router.preference << 3)) << 16);
    Icmpv6.write(data, start, Icmpv6.ROUTER_ADVERTISEMENT << 8, rest | router.lifetimeSeconds);
    Bytes.put64(data, start + 8, 0);
    int at = start + FIXED_BYTES;
    for (Prefix prefix : prefixes) {
      putPrefix(data, at, prefix);
      at += PREFIX_BYTES;
    }
    at = putNames(data, at);
    if (mtuBytes != 0) {
      Bytes.put32(data, at, (MTU << 24) | (1 << 16));
      Bytes.put32(data, at + 4, mtuBytes);
      at += 8;
    }
    if (sourceMac >= 0) {
      Icmpv6.putOption(data, at, Icmpv6.SOURCE_LINK_ADDRESS, sourceMac);
    }
  }

  private static void putPrefix(byte[] data, int at, Prefix prefix) {
    int flags = (prefix.onLink ? ON_LINK : 0) | (prefix.autonomous ? AUTONOMOUS : 0);
    Bytes.put32(data, at, (PREFIX << 24) | (4 << 16) | (prefix.prefix.length() << 8) | flags);
    Bytes.put32(data, at + 4, (int) prefix.validSeconds);
    Bytes.put32(data, at + 8, (int) prefix.preferredSeconds);
    Bytes.put32(data, at + 12, 0);
    Bytes.put64(data, at + 16, prefix.prefix.address().high());
    Bytes.put64(data, at + 24, prefix.prefix.address().low());
  }

  private int putNames(byte[] data, int start) {
    int at = start;
    if (!names.servers.isEmpty()) {
      Bytes.put32(data, at, (SERVERS << 24) | ((1 + 2 * names.servers.size()) << 16));
      Bytes.put32(data, at + 4, (int) names.lifetimeSeconds);
      at += 8;
      for (Ipv6Address server : names.servers) {
        Bytes.put64(data, at, server.high());
        Bytes.put64(data, at + 8, server.low());
        at += ADDRESS_BYTES;
      }
    }
    if (!names.domains.isEmpty()) {
      byte[] domains = domainBytes();
      Bytes.put32(data, at, (DOMAINS << 24) | ((1 + domains.length / 8) << 16));
      Bytes.put32(data, at + 4, (int) names.lifetimeSeconds);
      System.arraycopy(domains, 0, data, at + 8, domains.length);
      at += 8 + domains.length;
    }
    return at;
  }

  /// The domains as in DNS, filled up with zeros to a multiple of eight bytes.
  private byte[] domainBytes() {
    byte[] bytes = new byte[1024];
    int at = 0;
    for (String domain : names.domains) {
      for (String label : domain.split("\\.", -1)) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        bytes[at] = (byte) text.length;
        System.arraycopy(text, 0, bytes, at + 1, text.length);
        at += text.length + 1;
      }
      at++;
    }
    return Arrays.copyOf(bytes, (at + 7) / 8 * 8);
  }

  // ---- reading ---------------------------------------------------------------------------

  /// Reads a message; null when it is malformed (`ndisc_parse_options`).
  ///
  /// @param end where the message ends
  public static @Nullable RouterAdvertisement read(byte[] data, int start, int end) {
    if (end - start < FIXED_BYTES) {
      return null;
    }
    int flags = data[start + 5] & 0xff;
    Router router =
        new Router(
            data[start + 4] & 0xff,
            (flags & MANAGED) != 0,
            (flags & OTHER) != 0,
            (flags >>> 3) & 3,
            Bytes.u16(data, start + 6));
    Reading reading = new Reading(data);
    int at = start + FIXED_BYTES;
    while (at + 2 <= end) {
      int bytes = (data[at + 1] & 0xff) * 8;
      if (bytes == 0 || at + bytes > end) {
        return null;
      }
      reading.option(at, bytes);
      at += bytes;
    }
    Names names = new Names(reading.servers, List.of(), reading.namesSeconds);
    return new RouterAdvertisement(router, reading.prefixes, names, reading.mtu, reading.mac);
  }

  /// The options of a message that is being read. Domains are not, as nobody here asks for them.
  private static final class Reading {
    final byte[] data;
    final List<Prefix> prefixes = new ArrayList<>();
    final List<Ipv6Address> servers = new ArrayList<>();
    long namesSeconds;
    int mtu;
    long mac = -1;

    Reading(byte[] data) {
      this.data = data;
    }

    void option(int at, int bytes) {
      switch (data[at] & 0xff) {
        case Icmpv6.SOURCE_LINK_ADDRESS -> mac = Bytes.u48(data, at + 2);
        case PREFIX -> {
          if (bytes == PREFIX_BYTES) {
            prefix(at);
          }
        }
        case MTU -> mtu = bytes == 8 ? Bytes.i32(data, at + 4) : mtu;
        case SERVERS -> {
          namesSeconds = seconds(at + 4);
          for (int from = at + 8; from + ADDRESS_BYTES <= at + bytes; from += ADDRESS_BYTES) {
            servers.add(address(from));
          }
        }
        default -> {}
      }
    }

    private void prefix(int at) {
      int length = data[at + 2] & 0xff;
      int flags = data[at + 3];
      if (length <= 128) {
        prefixes.add(
            new Prefix(
                new Ipv6Prefix(address(at + 16), length),
                (flags & ON_LINK) != 0,
                (flags & AUTONOMOUS) != 0,
                seconds(at + 4),
                seconds(at + 8)));
      }
    }

    private long seconds(int at) {
      return Bytes.i32(data, at) & 0xffff_ffffL;
    }

    private Ipv6Address address(int at) {
      return new Ipv6Address(Bytes.i64(data, at), Bytes.i64(data, at + 8));
    }
  }
}
