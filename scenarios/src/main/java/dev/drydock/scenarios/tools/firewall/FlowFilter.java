package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which connections a `conntrack` command is about: `-p tcp -s 10.0.0.0/8 --dport 80`.
final class FlowFilter {
  private final List<Condition> conditions = new ArrayList<>();
  private @Nullable Family family;

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

  /// Adds a condition.
  ///
  /// @return false for an option that is none, or a value that is wrong
  boolean add(String option, String value) {
    Condition condition =
        switch (option) {
          case "-p", "--proto" -> protocol(value);
          case "-s", "--src", "--orig-src" ->
              address(value, f -> Tuple.source(f.originalAddresses()));
          case "-d", "--dst", "--orig-dst" ->
              address(value, f -> Tuple.destination(f.originalAddresses()));
          case "-r", "--reply-src" -> address(value, f -> Tuple.source(f.replyAddresses()));
          case "-q", "--reply-dst" -> address(value, f -> Tuple.destination(f.replyAddresses()));
          case "--sport", "--orig-port-src" ->
              number(value, f -> Tuple.sourcePort(f.originalPorts()));
          case "--dport", "--orig-port-dst" ->
              number(value, f -> Tuple.destinationPort(f.originalPorts()));
          case "--reply-port-src" -> number(value, f -> Tuple.sourcePort(f.replyPorts()));
          case "--reply-port-dst" -> number(value, f -> Tuple.destinationPort(f.replyPorts()));
          case "-m", "--mark" -> number(value, Connection::mark);
          case "--state" -> (c, f) -> f.stateName().equals(value);
          case "-u", "--status" -> status(value);
          case "-f", "--family" -> family(value);
          default -> null;
        };
    if (condition == null) {
      return false;
    }
    conditions.add(condition);
    return true;
  }

  private @Nullable Condition family(String value) {
    switch (value) {
      case "ipv4" -> family = Family.IPV4;
      case "ipv6" -> family = Family.IPV6;
      default -> {
        return null;
      }
    }
    return (c, f) -> true;
  }

  /// Adds a condition without a value: `-n`, `-g`, `-j`.
  boolean add(String option) {
    switch (option) {
      case "-n", "--src-nat" -> conditions.add((c, f) -> f.hasSourceNat());
      case "-g", "--dst-nat" -> conditions.add((c, f) -> f.hasDestinationNat());
      case "-j", "--any-nat" -> conditions.add((c, f) -> f.hasSourceNat() || f.hasDestinationNat());
      default -> {
        return false;
      }
    }
    return true;
  }

  /// A number of a connection.
  private interface Part {
    int of(Connection flow);
  }

  private static @Nullable Condition protocol(String value) {
    int number = Protocols.number(value);
    return number < 0 ? null : (c, f) -> f.protocol() == number;
  }

  private @Nullable Condition address(String value, Part part) {
    IpAddress alone = IpAddress.parseOrNull(value);
    IpPrefix given =
        alone == null ? IpPrefix.parseOrNull(value) : new IpPrefix(alone, alone.bits());
    if (given == null) {
      return null;
    }
    family = given.isV6() ? Family.IPV6 : Family.IPV4;
    IpPrefix prefix = given.masked();
    return (c, f) -> c.isIn(prefix, part.of(f));
  }

  private static @Nullable Condition number(String value, Part part) {
    if (!value.matches("\\d{1,9}")) {
      return null;
    }
    int number = Integer.parseInt(value);
    return (c, f) -> part.of(f) == number;
  }

  private static @Nullable Condition status(String value) {
    return switch (value) {
      case "ASSURED" -> (c, f) -> f.isAssured();
      case "SEEN_REPLY" -> (c, f) -> f.hasSeenReply();
      case "UNSET" -> (c, f) -> !f.hasSeenReply();
      default -> null;
    };
  }
}
