package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import java.util.Locale;

/// `-m statistic`: some of the packets, by chance or every so many (Linux `xt_statistic.c`). Two
/// equal ones count apart.
final class StatisticMatch implements Match {
  private static final double ONE = 0x8000_0000L;

  private final boolean nth;
  private final long probability;
  private final int every;
  private final int packet;
  private final boolean negated;
  private int count;

  private StatisticMatch(boolean nth, long probability, Nth each, boolean negated) {
    this.nth = nth;
    this.probability = probability;
    this.every = each.every;
    this.packet = each.packet;
    this.negated = negated;
    this.count = every - 1 - packet;
  }

  private record Nth(int every, int packet) {}

  @Override
  public boolean matches(Packet looked) {
    if (!nth) {
      long drawn = looked.netfilter().chance().nextInt() & 0x7fff_ffffL;
      return (drawn < probability) != negated;
    }
    count = count == every - 1 ? 0 : count + 1;
    return (count == 0) != negated;
  }

  private String options(String dash) {
    String not = negated ? "! " : "";
    if (nth) {
      return "mode nth " + not + dash + "every " + every + " " + dash + "packet " + packet;
    }
    String share = String.format(Locale.ROOT, "%.11f", probability / ONE);
    return "mode random " + not + dash + "probability " + share;
  }

  @Override
  public String save() {
    return "-m statistic --" + options("--");
  }

  @Override
  public String list(boolean numeric) {
    return "statistic " + options("");
  }

  /// Reads the options of the module.
  static final class Reader implements Matches.Reader {
    private String mode = "";
    private double probability = -1;
    private int every;
    private int packet = -1;
    private boolean negated;

    @Override
    public boolean option(String option, boolean not, Words words) throws RuleException {
      switch (option) {
        case "--mode" -> {
          mode = words.value();
          if (!mode.equals("random") && !mode.equals("nth")) {
            throw RuleException.usage("Bad mode \"" + mode + "\"");
          }
        }
        case "--probability" -> {
          probability = share(words.value());
          negated = not;
        }
        case "--every" -> {
          every = Guided.number("statistic", option, words.value(), Integer.MAX_VALUE);
          negated = not;
        }
        case "--packet" ->
            packet = Guided.number("statistic", option, words.value(), Integer.MAX_VALUE);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static double share(String text) throws RuleException {
      double share =
          text.matches("\\d{0,9}\\.?\\d{0,20}") && text.matches(".*\\d.*")
              ? Double.parseDouble(text)
              : -1;
      if (share < 0 || share > 1) {
        throw RuleException.usage(
            "statistic: bad value for option \"--probability\", or out of range (0-1).\n");
      }
      return share;
    }

    @Override
    public Match build() throws RuleException {
      if (every > 0 && packet < 0) {
        throw RuleException.usage("statistic: option \"--every\" also requires \"--packet\".\n");
      }
      if (mode.equals("nth")) {
        if (every == 0) {
          throw RuleException.usage("--every must be specified when using nth mode");
        }
        if (packet >= every) {
          throw RuleException.usage("the --packet p must be 0 <= p <= n-1");
        }
        return new StatisticMatch(true, 0, new Nth(every, packet), negated);
      }
      if (probability < 0) {
        throw RuleException.usage("--probability must be specified when using random mode");
      }
      return new StatisticMatch(false, Math.round(ONE * probability), new Nth(1, 0), negated);
    }
  }
}
