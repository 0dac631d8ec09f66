package dev.drydock.core.app.dns;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

/// What `/etc/resolv.conf` tells the C library (`resolv.conf(5)`).
///
/// @param servers whom to ask, at most three
/// @param search domains to try behind a name
/// @param ndots a name with this many dots is tried as it is first
/// @param timeoutNanos how long to wait for an answer
/// @param attempts how often to ask
public record ResolverConfig(
    List<IpAddress> servers, List<String> search, int ndots, long timeoutNanos, int attempts) {
  /// `MAXNS`.
  private static final int SERVERS_MAX = 3;

  private static final int TIMEOUT_SECONDS = 5; // RES_TIMEOUT
  private static final int TIMEOUT_SECONDS_MAX = 30; // RES_MAXRETRANS
  private static final int ATTEMPTS = 2; // RES_DFLRETRY
  private static final int ATTEMPTS_MAX = 5; // RES_MAXRETRY
  private static final int NDOTS_MAX = 15; // RES_MAXNDOTS

  /// Copies the lists.
  public ResolverConfig {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  /// Reads a file; lines and options that mean nothing are left out. Without a server, the own
  /// machine is asked.
  public static ResolverConfig parse(String text) {
    List<IpAddress> servers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> {
          IpAddress server = rest.isEmpty() ? null : IpAddress.parseOrNull(rest.getFirst());
          if (server != null && servers.size() < SERVERS_MAX) {
            servers.add(server);
          }
        }
        case "search", "domain" -> {
          search.clear();
          search.addAll(rest);
        }
        case "options" -> options.addAll(rest);
        default -> {}
      }
    }
    if (servers.isEmpty()) {
      servers.add(IpAddress.parse("127.0.0.1"));
    }
    return new ResolverConfig(
        servers,
        search,
        number(options, "ndots", 1, NDOTS_MAX),
        Nanos.SECOND
            * Math.max(1, number(options, "timeout", TIMEOUT_SECONDS, TIMEOUT_SECONDS_MAX)),
        Math.max(1, number(options, "attempts", ATTEMPTS, ATTEMPTS_MAX)));
  }

  /// The names that BIND's tools ask for one after the other until one is there: behind the search
  /// domains where the name has too few dots, and at last as it is (`bin/dig/dighost.c`,
  /// `setup_lookup`, `next_origin`).
  public List<String> candidates(String name) {
    List<String> candidates = new ArrayList<>();
    if (name.chars().filter(c -> c == '.').count() < ndots) {
      search.forEach(domain -> candidates.add(name + "." + domain));
    }
    candidates.add(name);
    return candidates;
  }

  private static int number(List<String> options, String name, int usual, int most) {
    int value = usual;
    for (String option : options) {
      if (option.matches(name + ":\\d{1,6}")) {
        value = Math.min(most, Integer.parseInt(option.substring(name.length() + 1)));
      }
    }
    return value;
  }
}
