package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import java.util.Locale;

/// `-m limit`: a token bucket (Linux `xt_limit.c`). Two equal ones each have a bucket of their own.
final class LimitMatch implements Match {
  private static final long SECOND = 1_000_000_000L;
  private static final int BURST_DEFAULT = 5;

  private final long count;
  private final char unit;
  private final long burst;
  private long credit;
  private long filledNanos;

  private LimitMatch(long count, char unit, long burst) {
    this.count = count;
    this.unit = unit;
    this.burst = burst;
    this.credit = burst * costNanos();
  }

  /// `5/minute`, `3/hour`, `10`; a burst.
  static LimitMatch parse(String rate, long burst) throws RuleException {
    String[] parts = rate.split("/", 2);
    char unit = parts.length == 1 ? 's' : unitOf(parts[1].toLowerCase(Locale.ROOT));
    long count = parts[0].matches("\\d{1,9}") ? Long.parseLong(parts[0]) : 0;
    if (count == 0 || unit == '?') {
      throw RuleException.usage("bad rate \"" + rate + "\"'");
    }
    return new LimitMatch(count, unit, burst);
  }

  static int defaultBurst() {
    return BURST_DEFAULT;
  }

  private static char unitOf(String word) {
    for (String unit : new String[] {"second", "minute", "hour", "day"}) {
      if (!word.isEmpty() && unit.startsWith(word)) {
        return unit.charAt(0);
      }
    }
    return '?';
  }

  private long costNanos() {
    long seconds =
        switch (unit) {
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86_400;
          default -> 1;
        };
    return seconds * SECOND / count;
  }

  @Override
  public boolean matches(Packet packet) {
    long now = packet.netfilter().softnet().loop().nowNanos();
    long cost = costNanos();
    credit = Math.min(burst * cost, credit + now - filledNanos);
    filledNanos = now;
    if (credit < cost) {
      return false;
    }
    credit -= cost;
    return true;
  }

  private String rate() {
    String word =
        switch (unit) {
          case 'm' -> "min";
          case 'h' -> "hour";
          case 'd' -> "day";
          default -> "sec";
        };
    return count + "/" + word;
  }

  @Override
  public String save() {
    return "-m limit --limit " + rate() + (burst == BURST_DEFAULT ? "" : " --limit-burst " + burst);
  }

  @Override
  public String list(boolean numeric) {
    return "limit: avg " + rate() + " burst " + burst;
  }
}
