package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Matches that count what belongs to connections: connlimit, connbytes (Linux `xt_connlimit.c`
/// with `nf_conncount.c`, `xt_connbytes.c`).
final class ConnectionLimits {
  private ConnectionLimits() {}

  /// `-m connlimit`: how many connections an address has, of those this rule has seen.
  static final class Count implements Match {
    private final boolean above;
    private final long limit;
    private final int mask;
    private final boolean destination;
    private final Map<IpAddress, List<Connection>> seen = new LinkedHashMap<>();

    Count(boolean above, long limit, int mask, boolean destination) {
      this.above = above;
      this.limit = limit;
      this.mask = mask;
      this.destination = destination;
    }

    @Override
    public boolean matches(Packet packet) {
      Connection own = packet.connection();
      IpAddress address = destination ? Addresses.destination(packet) : Addresses.source(packet);
      IpAddress key = address.masked(mask);
      long now = packet.netfilter().softnet().loop().nowNanos();
      List<Connection> all = seen.computeIfAbsent(key, any -> new ArrayList<>());
      all.removeIf(each -> each != own && !each.isOpen(now));
      if (own != null && !all.contains(own)) {
        all.add(own);
      }
      if (all.isEmpty()) {
        seen.remove(key);
      }
      return (all.size() > limit) == above;
    }

    @Override
    public String save() {
      return "-m connlimit --connlimit-"
          + (above ? "above " : "upto ")
          + limit
          + " --connlimit-mask "
          + mask
          + (destination ? " --connlimit-daddr" : " --connlimit-saddr");
    }

    @Override
    public String list(boolean numeric) {
      String side = destination ? "dst/" : "src/";
      return "#conn " + side + mask + (above ? " > " : " <= ") + limit;
    }
  }

  /// Reads the options of connlimit.
  static final class CountReader implements Matches.Reader {
    private final int bits;
    private boolean given;
    private boolean above;
    private long limit;
    private int mask;
    private boolean destination;

    CountReader(boolean isV6) {
      bits = isV6 ? 128 : 32;
      mask = bits;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--connlimit-above", "--connlimit-upto" -> {
          above = option.endsWith("above") != negated;
          limit = number(option, words.value());
          given = true;
        }
        case "--connlimit-mask" -> mask = (int) Math.min(bits, number(option, words.value()));
        case "--connlimit-saddr" -> destination = false;
        case "--connlimit-daddr" -> destination = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    private static long number(String option, String value) throws RuleException {
      Long number = Guided.decoded(value);
      if (number == null || number > 0xffff_ffffL) {
        throw RuleException.usage(
            "connlimit: bad value for option \""
                + option
                + "\", or out of range (0-4294967295).\n");
      }
      return number;
    }

    @Override
    public Match build() throws RuleException {
      if (!given) {
        throw RuleException.usage(
            "You must specify \"--connlimit-above\" or \"--connlimit-upto\".");
      }
      return new Count(above, limit, mask, destination);
    }
  }

  /// `-m connbytes`: what a connection has carried so far. It has connections counted.
  ///
  /// @param last negative for no end
  /// @param mode `packets`, `bytes` or `avgpkt`
  /// @param direction `original`, `reply` or `both`
  record Carried(long first, long last, String mode, String direction, boolean negated)
      implements Match {
    @Override
    public boolean matches(Packet packet) {
      packet.netfilter().conntrack().countFor(packet);
      Connection connection = packet.connection();
      if (connection == null || !connection.isCounted()) {
        return false;
      }
      long value =
          switch (mode) {
            case "packets" -> packets(connection);
            case "bytes" -> bytes(connection);
            default -> packets(connection) == 0 ? 0 : bytes(connection) / packets(connection);
          };
      return (value >= first && (last < 0 || value <= last)) != negated;
    }

    private long packets(Connection of) {
      return (direction.equals("reply") ? 0 : of.packets(false))
          + (direction.equals("original") ? 0 : of.packets(true));
    }

    private long bytes(Connection of) {
      return (direction.equals("reply") ? 0 : of.bytes(false))
          + (direction.equals("original") ? 0 : of.bytes(true));
    }

    private String span() {
      return last < 0 ? Long.toString(first) : first + ":" + last;
    }

    @Override
    public String save() {
      return "-m connbytes"
          + (negated ? " !" : "")
          + " --connbytes "
          + span()
          + " --connbytes-mode "
          + mode
          + " --connbytes-dir "
          + direction;
    }

    @Override
    public String list(boolean numeric) {
      return (negated ? "! " : "")
          + "connbytes "
          + span()
          + " connbytes mode "
          + mode
          + " connbytes direction "
          + direction;
    }
  }

  /// Reads the options of connbytes.
  static final class CarriedReader implements Matches.Reader {
    private @Nullable String span;
    private boolean negated;
    private @Nullable String mode;
    private @Nullable String direction;

    @Override
    public boolean option(String option, boolean not, Words words) throws RuleException {
      switch (option) {
        case "--connbytes" -> {
          span = words.value();
          negated = not;
        }
        case "--connbytes-mode" -> mode = one(option, words.value(), "packets", "bytes", "avgpkt");
        case "--connbytes-dir" ->
            direction = one(option, words.value(), "original", "reply", "both");
        default -> {
          return false;
        }
      }
      return true;
    }

    private static String one(String option, String value, String... known) throws RuleException {
      for (String word : known) {
        if (word.equals(value)) {
          return value;
        }
      }
      throw RuleException.usage("Unknown " + option + " `" + value + "'");
    }

    @Override
    public Match build() throws RuleException {
      if (span == null) {
        throw Guided.missing("connbytes", "--connbytes");
      }
      if (direction == null) {
        throw Guided.missing("connbytes", "--connbytes-dir");
      }
      if (mode == null) {
        throw Guided.missing("connbytes", "--connbytes-mode");
      }
      int colon = span.indexOf(':');
      long first = end(colon < 0 ? span : span.substring(0, colon), 0);
      long last = colon < 0 ? -1 : end(span.substring(colon + 1), -1);
      if (last >= 0 && first > last) {
        throw RuleException.usage(first + " should be less than " + last);
      }
      return new Carried(first, last, mode, direction, negated);
    }

    private static long end(String text, long empty) throws RuleException {
      if (text.isEmpty()) {
        return empty;
      }
      if (!text.matches("\\d{1,18}")) {
        throw RuleException.usage(
            "connbytes: bad value for option \"--connbytes\" near \""
                + text
                + "\", or out of range (0-18446744073709551615).\n");
      }
      return Long.parseLong(text);
    }
  }
}
