package dev.drydock.scenarios.servers;

import dev.drydock.core.wire.IpAddress;
import java.util.List;
import java.util.Set;

/// How a program listens that is to be reached on all addresses, as its image on Docker Hub
/// configures it.
enum Wildcard {
  /// One socket on `::` that takes IPv4 too: Go, Java and Node.js programs, Apache, MySQL, BusyBox.
  BOTH_IN_ONE,

  /// One on `0.0.0.0` and one on `::` (`IPV6_V6ONLY`): nginx by `listen 80` and
  /// `10-listen-on-ipv6-by-default.sh`, Redis by `bind * -::*`, PostgreSQL by `listen_addresses =
  /// '*'`, MariaDB, memcached and mosquitto for each answer of `getaddrinfo`.
  ONE_EACH;

  private static final Set<String> SEPARATE =
      Set.of(
          "nginx",
          "redis",
          "valkey/valkey",
          "redis/redis-stack",
          "postgres",
          "mariadb",
          "memcached",
          "eclipse-mosquitto");

  /// That of a program.
  static Wildcard of(String server) {
    return SEPARATE.contains(server) ? ONE_EACH : BOTH_IN_ONE;
  }

  /// The addresses that its sockets have.
  List<IpAddress> addresses() {
    return switch (this) {
      case BOTH_IN_ONE -> List.of(IpAddress.ANY_V6);
      case ONE_EACH -> List.of(IpAddress.ANY_V4, IpAddress.ANY_V6);
    };
  }
}
