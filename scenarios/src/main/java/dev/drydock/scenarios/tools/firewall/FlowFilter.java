package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which connections a `conntrack` command is about: `-p tcp -s 10.0.0.0/8 --dport 80`.
final class FlowFilter {
  private final List<Condition> conditions = new ArrayList<>();
  private @Nullable Family family;
  private int protocol = -1;

  /// One option.
  private interface Condition {
    boolean holds(Conntrack conntrack, Connection flow);
  }

  /// Whether a connection is meant.
  Predicate<Connection> predicate(Conntrack conntrack) {
    return flow -> conditions.stream().allMatch(each -> each.holds(conntrack, flow));
  }

  /// The IP version that is meant: that of `-f`, else that of the addresses; null when neither
  /// tells.
  @Nullable Family family() {
    return family;
  }

  /// Whether an option is a condition with a value. Those about ports are known once the protocol
  /// is.
  boolean knows(String option) {
    return switch (option) {
      case "-p", "--proto", "--protonum", "--state", "-u", "--status", "-f", "--family" -> true;
      case "-s", "--src", "--orig-src", "-d", "--dst", "--orig-dst" -> true;
      case "-r", "--reply-src", "-q", "--reply-dst", "-m", "--mark" -> true;
      case "-t", "--timeout", "--mask-src", "--mask-dst" -> true;
      case "--sport", "--orig-port-src", "--dport", "--orig-port-dst" -> Tuple.hasPorts(protocol);
      case "--reply-port-src", "--reply-port-dst" -> Tuple.hasPorts(protocol);
      case "--icmp-type", "--icmp-code", "--icmp-id" -> Tuple.isIcmp(protocol);
      default -> false;
    };
  }

  /// Adds a condition.
  void add(String option, String value) throws CommandFailure {
    Condition condition =
        switch (option) {
          case "-p", "--proto", "--protonum" -> protocol(value);
          case "-s", "--src", "--orig-src" ->
              address(value, f -> Tuple.source(f.originalAddresses()));
          case "-d", "--dst", "--orig-dst" ->
              address(value, f -> Tuple.destination(f.originalAddresses()));
          case "-r", "--reply-src" -> address(value, f -> Tuple.source(f.replyAddresses()));
          case "-q", "--reply-dst" -> address(value, f -> Tuple.destination(f.replyAddresses()));
          case "-m", "--mark" -> marked(value);
          case "--state" -> (c, f) -> f.stateName().equals(value);
          case "-u", "--status" -> status(value);
          case "-f", "--family" -> family(value);
          case "-t", "--timeout", "--mask-src", "--mask-dst" -> (c, f) -> true;
          default -> part(option, value);
        };
    conditions.add(condition);
  }

  private static Condition part(String option, String value) {
    int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    Part part =
        switch (option) {
          case "--sport", "--orig-port-src", "--icmp-id" ->
              f -> Tuple.sourcePort(f.originalPorts());
          case "--dport", "--orig-port-dst" -> f -> Tuple.destinationPort(f.originalPorts());
          case "--reply-port-src" -> f -> Tuple.sourcePort(f.replyPorts());
          case "--reply-port-dst" -> f -> Tuple.destinationPort(f.replyPorts());
          case "--icmp-type" -> f -> Tuple.destinationPort(f.originalPorts()) >> 8;
          default -> f -> Tuple.destinationPort(f.originalPorts()) & 0xff;
        };
    return (c, f) -> part.of(f) == number;
  }

  private Condition family(String value) throws CommandFailure {
    family =
        switch (value) {
          case "ipv4" -> Family.IPV4;
          case "ipv6" -> Family.IPV6;
          default -> throw ConntrackOptions.wrong("`" + value + "' unsupported protocol");
        };
    return (c, f) -> true;
  }

  /// `-n`, `-g`, `-j`: those whose address or port is translated, or to or from an address.
  ///
  /// @param value the address; empty for any
  void translated(String option, String value) throws CommandFailure {
    IpAddress address = value.isEmpty() ? null : IpAddress.parseOrNull(value);
    if (address == null && !value.isEmpty()) {
      throw ConntrackOptions.wrong("Invalid IP address `" + value + "'");
    }
    Condition source =
        (c, f) ->
            isSourceTranslated(f)
                && (address == null || isAt(c, address, Tuple.destination(f.replyAddresses())));
    Condition destination =
        (c, f) ->
            isDestinationTranslated(f)
                && (address == null || isAt(c, address, Tuple.source(f.replyAddresses())));
    conditions.add(
        switch (option) {
          case "-n", "--src-nat" -> source;
          case "-g", "--dst-nat" -> destination;
          default -> (c, f) -> source.holds(c, f) || destination.holds(c, f);
        });
  }

  private static boolean isAt(Conntrack conntrack, IpAddress address, int key) {
    return conntrack.isIn(new IpPrefix(address, address.bits()), key);
  }

  /// The program takes the type of ICMP for a port: an echo that passed translation counts
  /// (`NFCT_GOPT_IS_SPAT`).
  private static boolean isSourceTranslated(Connection f) {
    boolean address = Tuple.destination(f.replyAddresses()) != Tuple.source(f.originalAddresses());
    boolean port = Tuple.destinationPort(f.replyPorts()) != Tuple.sourcePort(f.originalPorts());
    return f.isSourceDecided() && (address || port);
  }

  private static boolean isDestinationTranslated(Connection f) {
    boolean address = Tuple.source(f.replyAddresses()) != Tuple.destination(f.originalAddresses());
    boolean port = Tuple.sourcePort(f.replyPorts()) != Tuple.destinationPort(f.originalPorts());
    return f.isDestinationDecided() && (address || port);
  }

  /// A number of a connection.
  private interface Part {
    int of(Connection flow);
  }

  private Condition protocol(String value) throws CommandFailure {
    int number = Protocols.number(value);
    if (number < 0) {
      throw ConntrackOptions.wrong("`" + value + "' unsupported protocol");
    }
    protocol = number;
    return (c, f) -> f.protocol() == number;
  }

  private Condition address(String value, Part part) throws CommandFailure {
    IpAddress alone = IpAddress.parseOrNull(value);
    IpPrefix given =
        alone == null ? IpPrefix.parseOrNull(value) : new IpPrefix(alone, alone.bits());
    if (given == null) {
      throw ConntrackOptions.wrong("Invalid IP address `" + value + "'");
    }
    family = given.isV6() ? Family.IPV6 : Family.IPV4;
    IpPrefix prefix = given.masked();
    return (c, f) -> c.isIn(prefix, part.of(f));
  }

  /// A mark in any base, with or without a mask: `0x7/0xf`.
  private static Condition marked(String value) {
    String[] parts = value.split("/", 2);
    int wanted = mark(parts[0]);
    int mask = parts.length == 2 ? mark(parts[1]) : -1;
    return (c, f) -> (f.mark() & mask) == (wanted & mask);
  }

  /// The number of a mark; 0 when it is none.
  static int mark(String text) {
    boolean isNumber = text.matches("0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10}");
    return isNumber ? Long.decode(text).intValue() : 0;
  }

  private static Condition status(String value) throws CommandFailure {
    return switch (value) {
      case "ASSURED" -> (c, f) -> f.isAssured();
      case "SEEN_REPLY" -> (c, f) -> f.hasSeenReply();
      case "UNREPLIED" -> (c, f) -> !f.hasSeenReply();
      case "EXPECTED", "FIXED_TIMEOUT", "OFFLOAD", "HW_OFFLOAD" -> (c, f) -> false;
      default -> throw ConntrackOptions.wrong("Bad parameter `" + value + "'");
    };
  }
}
