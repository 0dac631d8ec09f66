package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;

/// `-m icmp6`: type and code of ICMPv6 (Linux `icmp6_match` of `ip6_tables.c`).
///
/// @param code the code; -1 for any
record Icmpv6Match(int type, int code, boolean negated) implements Match {
  private static final int ANY = -1;

  /// The types and codes with names; where two name the same, the first is printed.
  private enum Name {
    UNREACHABLE("destination-unreachable", 1, ANY),
    NO_ROUTE("no-route", 1, 0),
    PROHIBITED("communication-prohibited", 1, 1),
    BEYOND_SCOPE("beyond-scope", 1, 2),
    ADDRESS("address-unreachable", 1, 3),
    PORT("port-unreachable", 1, 4),
    POLICY("failed-policy", 1, 5),
    REJECT("reject-route", 1, 6),
    TOO_BIG("packet-too-big", 2, ANY),
    TIME("time-exceeded", 3, ANY),
    TTL("ttl-exceeded", 3, ANY),
    TRANSIT("ttl-zero-during-transit", 3, 0),
    REASSEMBLY("ttl-zero-during-reassembly", 3, 1),
    PARAMETER("parameter-problem", 4, ANY),
    HEADER("bad-header", 4, 0),
    NEXT_HEADER("unknown-header-type", 4, 1),
    OPTION("unknown-option", 4, 2),
    ECHO("echo-request", 128, ANY),
    PING("ping", 128, ANY),
    ECHO_REPLY("echo-reply", 129, ANY),
    PONG("pong", 129, ANY),
    ROUTER_SOLICITATION("router-solicitation", 133, ANY),
    ROUTER_ADVERTISEMENT("router-advertisement", 134, ANY),
    SOLICITATION("neighbour-solicitation", 135, ANY),
    SOLICITATION_US("neighbor-solicitation", 135, ANY),
    ADVERTISEMENT("neighbour-advertisement", 136, ANY),
    ADVERTISEMENT_US("neighbor-advertisement", 136, ANY),
    REDIRECT("redirect", 137, ANY);

    private final String word;
    private final int type;
    private final int code;

    Name(String word, int type, int code) {
      this.word = word;
      this.type = type;
      this.code = code;
    }
  }

  /// A reader of `--icmpv6-type`.
  static final class Reader implements Matches.Reader {
    private Icmpv6Match match = new Icmpv6Match(ANY, ANY, false);

    Reader() {}

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--icmpv6-type")) {
        return false;
      }
      match = parse(words.value(), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      if (match.type == ANY) {
        throw RuleException.usage("icmp6: option \"--icmpv6-type\" must be specified\n");
      }
      return match;
    }
  }

  private static Icmpv6Match parse(String text, boolean negated) throws RuleException {
    for (Name name : Name.values()) {
      if (name.word.equals(text)) {
        return new Icmpv6Match(name.type, name.code, negated);
      }
    }
    String[] parts = text.split("/", 2);
    if (!isByte(parts[0])) {
      throw RuleException.usage("Unknown ICMPv6 type `" + text + "'");
    }
    if (parts.length == 2 && !isByte(parts[1])) {
      throw RuleException.usage("Invalid ICMPv6 code `" + parts[1] + "'");
    }
    int code = parts.length == 2 ? Integer.parseInt(parts[1]) : ANY;
    return new Icmpv6Match(Integer.parseInt(parts[0]), code, negated);
  }

  private static boolean isByte(String text) {
    return text.matches("\\d{1,3}") && Integer.parseInt(text) < 256;
  }

  @Override
  public boolean matches(Packet packet) {
    if (packet.isLaterFragment()
        || packet.protocol() != Ipv6.ICMP
        || packet.transportBytes() < Icmpv6.HEADER_BYTES) {
      return false;
    }
    int actual = Icmpv6.type(packet.data(), packet.transportAt());
    boolean fits =
        actual == type && (code == ANY || Icmpv6.code(packet.data(), packet.transportAt()) == code);
    return fits != negated;
  }

  @Override
  public String save() {
    String number = type + (code == ANY ? "" : "/" + code);
    return "-m icmp6" + (negated ? " !" : "") + " --icmpv6-type " + number;
  }

  /// A negated number is printed as by iptables 1.8.9: `ipv6-icmp !type 1 code 0`.
  @Override
  public String list(boolean numeric) {
    if (!numeric) {
      for (Name name : Name.values()) {
        if (name.type == type && name.code == code) {
          return "ipv6-icmp " + (negated ? "!" : "") + name.word;
        }
      }
    }
    return "ipv6-icmp"
        + (negated ? " !" : "")
        + "type "
        + type
        + (code == ANY ? "" : " code " + code);
  }
}
