package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.sim.Nanos;

/// `-m limit`: a token bucket (Linux `xt_limit.c`). Two equal ones each have a bucket of their own.
final class LimitMatch implements Match {
  private static final int BURST_DEFAULT = 5;

  /// Parts of a second that rates are counted in: XT_LIMIT_SCALE.
  private static final long SCALE = 10_000;

  private final long period;
  private final long burst;
  private long credit;
  private long filledNanos;

  private LimitMatch(long period, long burst) {
    this.period = period;
    this.burst = burst;
    this.credit = burst * costNanos();
  }

  /// `5/minute`, `3/hour`, `10`; a burst.
  static LimitMatch parse(String rate, long burst) throws RuleException {
    if (RateText.isTooFast(rate, SCALE)) {
      throw RuleException.usage("Rate too fast \"" + rate + "\"");
    }
    long period = RateText.period(rate, SCALE);
    if (period == 0) {
      throw RuleException.usage("bad rate \"" + rate + "\"'");
    }
    return new LimitMatch(period, burst);
  }

  static int defaultBurst() {
    return BURST_DEFAULT;
  }

  private long costNanos() {
    return period * (Nanos.SECOND / SCALE);
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
    return RateText.of(period, SCALE);
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
