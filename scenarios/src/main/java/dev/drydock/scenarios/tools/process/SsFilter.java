package dev.drydock.scenarios.tools.process;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Services;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What `ss` shows: the states, and the expression behind them (iproute2 6.1 `misc/ss.c`,
/// `ssfilter.y`).
final class SsFilter {
  private static final List<String> ALL =
      List.of(
          "ESTAB",
          "SYN-SENT",
          "SYN-RECV",
          "FIN-WAIT-1",
          "FIN-WAIT-2",
          "TIME-WAIT",
          "UNCONN",
          "CLOSE-WAIT",
          "LAST-ACK",
          "LISTEN",
          "CLOSING");

  private static final List<String> WAITING = List.of("LISTEN", "UNCONN");
  private static final List<String> SMALL = List.of("SYN-RECV", "TIME-WAIT");

  private static final int PORT_MAX = 65_535;

  private final Set<String> states;
  private final List<String> words;
  private int next;
  private Predicate<SocketLine> condition = line -> true;

  private SsFilter(List<String> words, Set<String> states) {
    this.words = words;
    this.states = states;
  }

  /// Reads the words that are no options; several may stand in one, as `'( sport = :80 )'`.
  ///
  /// @param options all letters that were given
  static SsFilter read(List<String> given, String options) throws CommandFailure {
    String line = String.join(" ", given).replaceAll("([()])", " $1 ").strip();
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split("\\s+", -1));
    Set<String> states = new LinkedHashSet<>(ALL);
    if (options.contains("l") && !options.contains("a")) {
      states.retainAll(WAITING);
    } else if (!options.contains("a")) {
      states.removeAll(WAITING);
      states.removeAll(SMALL);
    }
    SsFilter filter = new SsFilter(words, states);
    filter.readStates();
    if (filter.next < words.size()) {
      filter.condition = filter.either();
      if (filter.next < words.size()) {
        throw new CommandFailure(
            255, "ss: bison bellows (while parsing filter): \"syntax error!\" Sorry.");
      }
    }
    return filter;
  }

  private void readStates() throws CommandFailure {
    boolean isFirst = true;
    while (next + 1 < words.size()
        && (words.get(next).equals("state") || words.get(next).equals("exclude"))) {
      boolean excludes = words.get(next).equals("exclude");
      Set<String> named = named(words.get(next + 1));
      if (isFirst) {
        states.clear();
        states.addAll(excludes ? ALL : List.of());
      }
      if (excludes) {
        states.removeAll(named);
      } else {
        states.addAll(named);
      }
      isFirst = false;
      next += 2;
    }
  }

  /// `scan_state`.
  private static Set<String> named(String word) throws CommandFailure {
    String name = word.toLowerCase(Locale.ROOT);
    Set<String> found = new LinkedHashSet<>(ALL);
    switch (name) {
      case "all" -> {}
      case "connected" -> found.removeAll(WAITING);
      case "synchronized" -> {
        found.removeAll(WAITING);
        found.remove("SYN-SENT");
      }
      case "bucket" -> found.retainAll(SMALL);
      case "big" -> found.removeAll(SMALL);
      case "established" -> found.retainAll(List.of("ESTAB"));
      case "listening" -> found.retainAll(List.of("LISTEN"));
      case "close", "closed", "unconnected" -> found.retainAll(List.of("UNCONN"));
      case "syn-rcv" -> found.retainAll(List.of("SYN-RECV"));
      default -> {
        found.retainAll(List.of(name.toUpperCase(Locale.ROOT)));
        boolean isShort = List.of("estab", "listen", "unconn").contains(name);
        if (found.isEmpty() || isShort) {
          throw new CommandFailure(255, "ss: wrong state name: " + word);
        }
      }
    }
    return found;
  }

  /// Whether a column is needed to tell the states apart.
  boolean showsState() {
    return states.size() > 1;
  }

  boolean takes(SocketLine line) {
    return states.contains(line.state()) && condition.test(line);
  }

  private boolean has(String... wanted) {
    return next < words.size() && List.of(wanted).contains(words.get(next));
  }

  private Predicate<SocketLine> either() throws CommandFailure {
    Predicate<SocketLine> result = both();
    while (has("or", "|", "||")) {
      next++;
      result = result.or(both());
    }
    return result;
  }

  private Predicate<SocketLine> both() throws CommandFailure {
    Predicate<SocketLine> result = one();
    while (next < words.size() && !has("or", "|", "||", ")")) {
      next += has("and", "&", "&&") ? 1 : 0;
      result = result.and(one());
    }
    return result;
  }

  private Predicate<SocketLine> one() throws CommandFailure {
    if (has("not", "!")) {
      next++;
      return one().negate();
    }
    if (has("(")) {
      next++;
      Predicate<SocketLine> inner = either();
      take(); // the closing one
      return inner;
    }
    String word = take();
    return switch (word) {
      case "sport", "dport" -> port(word.equals("sport"));
      case "src", "dst" -> host(word.equals("src"));
      default -> {
        next--;
        yield host(false);
      }
    };
  }

  private String take() throws CommandFailure {
    if (next >= words.size()) {
      throw new CommandFailure(
          255, "ss: bison bellows (while parsing filter): \"syntax error!\" Sorry.");
    }
    return words.get(next++);
  }

  private Predicate<SocketLine> port(boolean ofSource) throws CommandFailure {
    String how = take();
    String text = take().replaceFirst("^.*:", "");
    int wanted = number(text);
    return line -> {
      int port = end(line, ofSource).port();
      return switch (how) {
        case "!=", "ne", "neq" -> port != wanted;
        case ">", "gt" -> port > wanted;
        case ">=", "ge", "geq" -> port >= wanted;
        case "<", "lt" -> port < wanted;
        case "<=", "le", "leq" -> port <= wanted;
        default -> port == wanted;
      };
    };
  }

  private static int number(String text) throws CommandFailure {
    if (text.matches("\\d{1,5}")) {
      return Integer.parseInt(text);
    }
    int known =
        IntStream.rangeClosed(1, PORT_MAX)
            .filter(port -> Services.name(port, "tcp").equals(text))
            .findFirst()
            .orElse(0);
    if (known > 0) {
      return known;
    }
    throw new CommandFailure(1, "Error: \"" + text + "\" does not look like a port.");
  }

  /// `ADDRESS[/LENGTH][:PORT]`, `:PORT`, an IPv6 address in brackets.
  private Predicate<SocketLine> host(boolean ofSource) throws CommandFailure {
    next += has("=", "==", "eq") ? 1 : 0;
    String text = take();
    int colon = text.lastIndexOf(':');
    boolean isBare = text.indexOf(':') != colon && !text.startsWith("[");
    boolean hasPort = colon >= 0 && !isBare && colon > text.lastIndexOf(']');
    String address = (hasPort ? text.substring(0, colon) : text).replaceAll("[\\[\\]]", "");
    Predicate<SocketLine> result = line -> true;
    if (!address.isEmpty() && !address.equals("*")) {
      IpPrefix prefix = prefix(address);
      result = line -> prefix.contains(end(line, ofSource).address());
    }
    String port = hasPort ? text.substring(colon + 1) : "*";
    if (!port.equals("*")) {
      int wanted = number(port);
      result = result.and(line -> end(line, ofSource).port() == wanted);
    }
    return result;
  }

  private static IpPrefix prefix(String text) throws CommandFailure {
    IpAddress address = IpAddress.parseOrNull(text);
    IpPrefix prefix =
        address != null
            ? new IpPrefix(address, address.isV6() ? 128 : 32)
            : IpPrefix.parseOrNull(text);
    if (prefix == null) {
      throw new CommandFailure(
          1,
          "Error: an inet prefix is expected rather than \""
              + text
              + "\".\nCannot parse dst/src address.");
    }
    return prefix;
  }

  private static SocketAddress end(SocketLine line, boolean ofSource) {
    return ofSource ? line.ends().local() : line.ends().remote();
  }
}
