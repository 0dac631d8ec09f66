package dev.drydock.drivers.files;

import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `resolv.conf`, read.
///
/// @param nameservers addresses, in order
/// @param search domains; only the last line of them counts
/// @param options of all lines
/// @param others lines of other sorts, as they are
public record ResolvConf(
    List<IpAddress> nameservers, List<String> search, List<String> options, List<String> others) {
  /// Where the engine answers DNS inside a container.
  public static final IpAddress EMBEDDED = IpAddress.parse("127.0.0.11");

  private static final List<IpAddress> DEFAULT_V4 =
      List.of(IpAddress.parse("8.8.8.8"), IpAddress.parse("8.8.4.4"));

  private static final List<IpAddress> DEFAULT_V6 =
      List.of(IpAddress.parse("2001:4860:4860::8888"), IpAddress.parse("2001:4860:4860::8844"));

  /// Copies the lists.
  public ResolvConf {
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
    options = List.copyOf(options);
    others = List.copyOf(others);
  }

  /// Reads a file; lines that mean nothing are left out.
  public static ResolvConf parse(String text) {
    List<IpAddress> nameservers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    List<String> options = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      if (line.isBlank() || words[0].startsWith("#") || words[0].startsWith(";")) {
        continue;
      }
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> {
          IpAddress address = rest.isEmpty() ? null : IpAddress.parseOrNull(rest.getFirst());
          if (address != null) {
            nameservers.add(address);
          }
        }
        case "search", "domain" -> {
          search.clear();
          search.addAll(rest);
        }
        case "options" -> options.addAll(rest);
        default -> others.add(line);
      }
    }
    return new ResolvConf(nameservers, search, options, others);
  }

  /// The nameservers a container can ask itself, in place of those of the machine alone; where none
  /// is left, public ones.
  ///
  /// @param ipv6 whether it has IPv6
  public ResolvConf forLegacyNetwork(boolean ipv6) {
    List<IpAddress> kept = new ArrayList<>();
    for (IpAddress server : nameservers) {
      if (!server.isLoopback() && (ipv6 || !server.isV6())) {
        kept.add(server);
      }
    }
    if (kept.isEmpty()) {
      kept.addAll(DEFAULT_V4);
      kept.addAll(ipv6 ? DEFAULT_V6 : List.of());
    }
    return new ResolvConf(kept, search, options, others);
  }

  /// The engine's own resolver as the only nameserver.
  public ResolvConf forEmbeddedResolver() {
    List<String> more = new ArrayList<>(options);
    if (option("ndots") == null) {
      more.add("ndots:0");
    }
    return new ResolvConf(List.of(EMBEDDED), search, more, others);
  }

  /// The same with other values where they are given.
  public ResolvConf overridden(Overrides overrides) {
    return new ResolvConf(
        overrides.nameservers.isEmpty() ? nameservers : overrides.nameservers,
        overrides.search.isEmpty() ? search : overrides.search,
        overrides.options.isEmpty() ? options : overrides.options,
        others);
  }

  /// What replaces the machine's values; empty lists replace nothing.
  public record Overrides(List<IpAddress> nameservers, List<String> search, List<String> options) {
    /// Copies the lists.
    public Overrides {
      nameservers = List.copyOf(nameservers);
      search = List.copyOf(search);
      options = List.copyOf(options);
    }

    /// Whether nothing is replaced.
    public boolean isEmpty() {
      return nameservers.isEmpty() && search.isEmpty() && options.isEmpty();
    }

    /// Which values are replaced, as the comment of a file lists them.
    List<String> words() {
      List<String> words = new ArrayList<>();
      if (!nameservers.isEmpty()) {
        words.add("nameservers");
      }
      if (!search.isEmpty()) {
        words.add("search");
      }
      if (!options.isEmpty()) {
        words.add("options");
      }
      return words;
    }
  }

  /// The value of an option: `0` of `ndots:0`; empty for one without, null for one that is not
  /// there.
  public @Nullable String option(String name) {
    String value = null;
    for (String option : options) {
      int colon = option.indexOf(':');
      if (option.equals(name)) {
        value = "";
      } else if (colon >= 0 && option.substring(0, colon).equals(name)) {
        value = option.substring(colon + 1);
      }
    }
    return value;
  }
}
