package dev.drydock.pcap.filter;

import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads filters, by recursive descent.
///
/// ```
///   filter     = term (("and" | "or") term)*            from left to right, as in tcpdump
///   term       = "not" term | "(" filter ")" | primitive
///   primitive  = protocol | [protocol] [direction] [kind] value | value | "vlan" [id] | ...
///   direction  = "src" | "dst" | "src or dst" | "src and dst"
///   kind       = "host" | "net" | "port" | "portrange"
/// ```
///
/// A value alone takes protocol, direction and kind from the one before: `port 80 or 443`.
final class FilterParser {
  /// More parentheses than anybody types; keeps the recursion short.
  private static final int DEPTH_MAX = 50;

  private static final Set<String> KINDS = Set.of("host", "net", "port", "portrange");

  private static final String EXAMPLES =
      "a filter says arp, ip, ip6, icmp, icmp6, tcp, udp, host ADDRESS, net PREFIX, port NUMBER,"
          + " vlan, broadcast or multicast, joined by and, or, not";

  private final FilterWords words;
  private @Nullable Qualifiers before;
  private int depth;

  FilterParser(String filter) {
    words = new FilterWords(filter);
  }

  FrameTest parse() throws FilterException {
    if (words.atEnd()) {
      throw words.error("the filter is empty; " + EXAMPLES);
    }
    FrameTest test = expression();
    if (!words.atEnd()) {
      throw words.error(
          words.peek().equals(")")
              ? "there is no '(' for this ')'"
              : "expected 'and' or 'or', but " + words.found());
    }
    return test;
  }

  private FrameTest expression() throws FilterException {
    FrameTest test = term();
    while (true) {
      if (words.take("and")) {
        test = Primitives.and(test, term());
      } else if (words.take("or")) {
        test = Primitives.or(test, term());
      } else {
        return test;
      }
    }
  }

  private FrameTest term() throws FilterException {
    if (++depth > DEPTH_MAX) {
      throw words.error("more than " + DEPTH_MAX + " levels deep");
    }
    FrameTest test;
    if (words.take("not")) {
      test = Primitives.not(term());
    } else if (words.take("(")) {
      test = expression();
      if (!words.take(")")) {
        throw words.error("expected ')', but " + words.found());
      }
    } else {
      test = primitive();
    }
    depth--;
    return test;
  }

  private FrameTest primitive() throws FilterException {
    if (words.atEnd() || words.peek().matches("and|or|\\)|&|\\|")) {
      throw words.error("expected a test, but " + words.found() + "; " + EXAMPLES);
    }
    FrameTest simple = simple(words.peek());
    if (simple != null) {
      words.take();
      return simple;
    }
    if (words.take("vlan")) {
      return vlan();
    }
    if (words.take("less")) {
      return Primitives.length(0, length("less"));
    }
    if (words.take("greater")) {
      return Primitives.length(length("greater"), Integer.MAX_VALUE);
    }
    return qualified();
  }

  /// A test that is one word.
  private static @Nullable FrameTest simple(String word) {
    return switch (word) {
      case "icmp" -> Primitives.protocol(Ethernet.IPV4, Ipv4.ICMP);
      case "icmp6" -> Primitives.protocol(Ethernet.IPV6, Primitives.ICMPV6);
      case "igmp" -> Primitives.protocol(Ethernet.IPV4, Ipv4.IGMP);
      case "stp" -> Primitives.spanningTree();
      case "esp" -> Primitives.transport(Primitives.ESP);
      case "broadcast" -> Primitives.broadcast();
      case "multicast" -> Primitives.multicast();
      default -> null;
    };
  }

  private FrameTest vlan() throws FilterException {
    return words.peek().matches("\\d+")
        ? Primitives.vlan(FilterValues.number(words, "a VLAN id", 4095))
        : Primitives.tagged();
  }

  private int length(String word) throws FilterException {
    if (words.atEnd()) {
      throw words.error("expected a length in bytes after '" + word + "', but the filter ends");
    }
    return FilterValues.number(words, "a length in bytes", 262_144);
  }

  private FrameTest qualified() throws FilterException {
    String protocol = Qualifiers.PROTOCOLS.contains(words.peek()) ? words.take() : "";
    Direction direction = direction();
    String kind = KINDS.contains(words.peek()) ? words.take() : "";
    if (direction == null && kind.isEmpty()) {
      return protocol.isEmpty() ? bareValue() : protocolAlone(protocol);
    }
    Qualifiers qualifiers =
        new Qualifiers(
            protocol,
            direction == null ? Direction.EITHER : direction,
            kind.isEmpty() ? "host" : kind);
    before = qualifiers;
    return FilterValues.test(words, qualifiers);
  }

  private @Nullable Direction direction() {
    boolean source = words.peek().equals("src");
    if (!source && !words.peek().equals("dst")) {
      return null;
    }
    words.take();
    String other = source ? "dst" : "src";
    if (words.peek(1).equals(other) && words.peek().matches("or|and")) {
      boolean both = words.take().equals("and");
      words.take();
      return both ? Direction.BOTH : Direction.EITHER;
    }
    return source ? Direction.SOURCE : Direction.DESTINATION;
  }

  private FrameTest protocolAlone(String protocol) throws FilterException {
    return switch (protocol) {
      case "ip" -> Primitives.type(Ethernet.IPV4);
      case "ip6" -> Primitives.type(Ethernet.IPV6);
      case "arp" -> Primitives.type(Ethernet.ARP);
      case "tcp" -> Primitives.transport(Ipv4.TCP);
      case "udp" -> Primitives.transport(Ipv4.UDP);
      default ->
          switch (words.peek()) {
            case "broadcast", "multicast" -> primitive();
            default -> throw words.error("expected 'host' after 'ether', but " + words.found());
          };
    };
  }

  /// An address means a host, unless something was qualified before.
  private FrameTest bareValue() throws FilterException {
    if (!FilterValues.looksLikeValue(words.peek())) {
      throw words.error("unknown word '" + words.peek() + "'; " + EXAMPLES);
    }
    Qualifiers same = before == null ? new Qualifiers("", Direction.EITHER, "host") : before;
    return FilterValues.test(words, same);
  }
}
