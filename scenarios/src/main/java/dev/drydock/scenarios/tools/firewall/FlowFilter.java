package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which connections a `conntrack` command is about: `-p tcp -s 10.0.0.0/8 --dport 80`.
final class FlowFilter {
  private Predicate<Connection> fits = flow -> true;

  /// Whether a connection is meant.
  Predicate<Connection> predicate() {
    return fits;
  }

  /// Adds a condition.
  ///
  /// @return false for an option that is none, or a value that is wrong
  boolean add(String option, String value) {
    Predicate<Connection> condition =
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
          case "--state" -> f -> f.stateName().equals(value);
          case "-u", "--status" -> status(value);
          case "-f", "--family" -> f -> value.equals("ipv4");
          default -> null;
        };
    if (condition == null) {
      return false;
    }
    fits = fits.and(condition);
    return true;
  }

  /// Adds a condition without a value: `-n`, `-g`, `-j`.
  boolean add(String option) {
    switch (option) {
      case "-n", "--src-nat" -> fits = fits.and(Connection::hasSourceNat);
      case "-g", "--dst-nat" -> fits = fits.and(Connection::hasDestinationNat);
      case "-j", "--any-nat" -> fits = fits.and(f -> f.hasSourceNat() || f.hasDestinationNat());
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

  private static @Nullable Predicate<Connection> protocol(String value) {
    int number = Protocols.number(value);
    return number < 0 ? null : f -> f.protocol() == number;
  }

  private static @Nullable Predicate<Connection> address(String value, Part part) {
    IpPrefix given = IpPrefix.parseOrNull(value.contains("/") ? value : value + "/32");
    if (given == null || given.isV6()) {
      return null;
    }
    Ipv4Prefix prefix = given.v4().masked();
    return f -> prefix.contains(part.of(f));
  }

  private static @Nullable Predicate<Connection> number(String value, Part part) {
    if (!value.matches("\\d{1,9}")) {
      return null;
    }
    int number = Integer.parseInt(value);
    return f -> part.of(f) == number;
  }

  private static @Nullable Predicate<Connection> status(String value) {
    return switch (value) {
      case "ASSURED" -> Connection::isAssured;
      case "SEEN_REPLY" -> Connection::hasSeenReply;
      case "UNSET" -> f -> !f.hasSeenReply();
      default -> null;
    };
  }
}
