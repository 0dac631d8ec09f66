package dev.drydock.pcap.filter;

import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Mac;
import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Map;

/// Addresses, prefixes and ports in filters, and the tests they stand for.
final class FilterValues {
  private static final int PORT_MAX = 65_535;
  private static final int IPV6_BYTES = 16;

  /// The services people name rather than number.
  private static final Map<String, Integer> SERVICES =
      Map.of("ssh", 22, "domain", 53, "http", 80, "https", 443);

  private FilterValues() {}

  static boolean looksLikeValue(String word) {
    return word.matches("\\d.*|.*:.*") || SERVICES.containsKey(word);
  }

  /// The test for the next word, which is a value.
  static FrameTest test(FilterWords words, Qualifiers qualifiers) throws FilterException {
    if (words.atEnd()) {
      throw words.error("expected " + wanted(qualifiers) + ", but the filter ends");
    }
    return switch (qualifiers.kind()) {
      case "port", "portrange" -> ports(words, qualifiers);
      case "net" -> network(words, qualifiers);
      default -> host(words, qualifiers);
    };
  }

  private static String wanted(Qualifiers qualifiers) {
    return switch (qualifiers.kind()) {
      case "port" -> "a port";
      case "portrange" -> "two ports such as 8000-8080";
      case "net" -> "a network such as 172.17.0.0/16";
      default -> qualifiers.protocol().equals("ether") ? "a MAC address" : "an address";
    };
  }

  private static FrameTest ports(FilterWords words, Qualifiers qualifiers) throws FilterException {
    String protocol = qualifiers.protocol();
    if (!protocol.isEmpty() && !protocol.matches("tcp|udp")) {
      throw words.errorBefore("'" + protocol + "' has no ports; say tcp, udp or neither");
    }
    FrameTest ports;
    if (qualifiers.kind().equals("portrange")) {
      String[] ends = words.peek().split("-", -1);
      if (ends.length != 2 || !isPort(ends[0]) || !isPort(ends[1])) {
        throw words.error("not two ports such as 8000-8080: '" + words.peek() + "'");
      }
      words.take();
      ports = Primitives.ports(qualifiers.direction(), port(ends[0]), port(ends[1]));
    } else {
      if (!isPort(words.peek())) {
        throw words.error("not a port, which is a number up to 65535: '" + words.peek() + "'");
      }
      int port = port(words.take());
      ports = Primitives.ports(qualifiers.direction(), port, port);
    }
    return switch (protocol) {
      case "tcp" -> Primitives.and(Primitives.transport(Ipv4.TCP), ports);
      case "udp" -> Primitives.and(Primitives.transport(Ipv4.UDP), ports);
      default -> ports;
    };
  }

  private static boolean isPort(String word) {
    return SERVICES.containsKey(word)
        || (word.matches("\\d{1,5}") && Integer.parseInt(word) <= PORT_MAX);
  }

  private static int port(String word) {
    return SERVICES.containsKey(word) ? SERVICES.get(word) : Integer.parseInt(word);
  }

  /// Takes a number from 0 to `last`.
  static int number(FilterWords words, String what, int last) throws FilterException {
    String word = words.peek();
    if (!word.matches("\\d{1,9}") || Integer.parseInt(word) > last) {
      throw words.error("not " + what + " up to " + last + ": '" + word + "'");
    }
    return Integer.parseInt(words.take());
  }

  private static FrameTest host(FilterWords words, Qualifiers qualifiers) throws FilterException {
    String word = words.peek();
    refuseTransport(words, qualifiers);
    if (qualifiers.protocol().equals("ether")) {
      if (!word.matches("[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}")) {
        throw words.error("not a MAC address: '" + word + "'");
      }
      return Primitives.mac(qualifiers.direction(), Mac.parse(words.take()));
    }
    if (Ipv4Address.isValid(word)) {
      return ipv4(words, qualifiers, new Ipv4Prefix(Ipv4Address.parse(word), 32));
    }
    return ipv6(words, qualifiers, word, 8 * IPV6_BYTES);
  }

  private static FrameTest network(FilterWords words, Qualifiers qualifiers)
      throws FilterException {
    String word = words.peek();
    refuseTransport(words, qualifiers);
    String[] parts = word.split("/", -1);
    if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
      throw words.error("not a network such as 172.17.0.0/16: '" + word + "'");
    }
    int bits = Integer.parseInt(parts[1]);
    if (!Ipv4Address.isValid(parts[0])) {
      return ipv6(words, qualifiers, parts[0], bits);
    }
    if (bits > 32) {
      throw words.error("an IPv4 prefix has up to 32 bits: '" + word + "'");
    }
    Ipv4Prefix prefix = new Ipv4Prefix(Ipv4Address.parse(parts[0]), bits);
    if (!prefix.equals(prefix.masked())) {
      throw words.error("host bits are set in '" + word + "'; the network is " + prefix.masked());
    }
    return ipv4(words, qualifiers, prefix);
  }

  private static void refuseTransport(FilterWords words, Qualifiers qualifiers)
      throws FilterException {
    if (qualifiers.protocol().matches("tcp|udp")) {
      throw words.errorBefore(
          "'"
              + qualifiers.protocol()
              + "' has ports, not addresses; say '"
              + qualifiers.protocol()
              + " and host ...'");
    }
  }

  private static FrameTest ipv4(FilterWords words, Qualifiers qualifiers, Ipv4Prefix prefix)
      throws FilterException {
    FrameTest ip = Primitives.ipv4(qualifiers.direction(), prefix.address(), prefix.mask());
    FrameTest arp = Primitives.arp(qualifiers.direction(), prefix.address(), prefix.mask());
    FrameTest test =
        switch (qualifiers.protocol()) {
          case "ip" -> ip;
          case "arp" -> arp;
          case "ip6" -> throw words.error("not an IPv6 address: '" + words.peek() + "'");
          default -> Primitives.or(ip, arp);
        };
    words.take();
    return test;
  }

  private static FrameTest ipv6(FilterWords words, Qualifiers qualifiers, String address, int bits)
      throws FilterException {
    byte[] network = ipv6(words, address);
    if (qualifiers.protocol().matches("ip|arp")) {
      throw words.error("not an IPv4 address: '" + words.peek() + "'");
    }
    if (bits > 8 * IPV6_BYTES) {
      throw words.error("an IPv6 prefix has up to 128 bits: '" + words.peek() + "'");
    }
    byte[] networkAndMask = Arrays.copyOf(network, 2 * IPV6_BYTES);
    for (int bit = 0; bit < bits; bit++) {
      networkAndMask[IPV6_BYTES + bit / 8] |= (byte) (0x80 >> (bit % 8));
    }
    words.take();
    return Primitives.ipv6(qualifiers.direction(), networkAndMask);
  }

  private static byte[] ipv6(FilterWords words, String address) throws FilterException {
    try {
      if (address.contains(":") && !address.contains("%")) {
        byte[] bytes = Inet6Address.ofLiteral(address).getAddress();
        // A mapped IPv4 address comes back as such.
        return bytes.length == IPV6_BYTES ? bytes : mapped(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Said below, with the place.
    }
    throw words.error("not an address: '" + words.peek() + "'");
  }

  private static byte[] mapped(byte[] ipv4) {
    byte[] bytes = new byte[IPV6_BYTES];
    bytes[10] = -1;
    bytes[11] = -1;
    System.arraycopy(ipv4, 0, bytes, 12, 4);
    return bytes;
  }
}
