package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.qdisc.DelayDistribution;
import dev.drydock.core.qdisc.LossModel;
import dev.drydock.core.qdisc.NetemSettings;
import dev.drydock.core.qdisc.NetemSettings.Chance;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of netem (`tc/q_netem.c`).
final class NetemOptions {
  /// Nanoseconds of a tick of the kernel's packet scheduler.
  static final int TICK_NANOS = 64;

  private static final String USAGE =
      """
      Usage: ... netem [ limit PACKETS ]
                       [ delay TIME [ JITTER [CORRELATION]]]
                       [ distribution {uniform|normal|pareto|paretonormal} ]
                       [ corrupt PERCENT [CORRELATION]]
                       [ duplicate PERCENT [CORRELATION]]
                       [ loss random PERCENT [CORRELATION]]
                       [ loss state P13 [P31 [P32 [P23 P14]]]
                       [ loss gemodel PERCENT [R [1-H [1-K]]]
                       [ ecn ]
                       [ reorder PERCENT [CORRELATION] [ gap DISTANCE ]]
                       [ rate RATE [PACKETOVERHEAD] [CELLSIZE] [CELLOVERHEAD]]
                       [ slot MIN_DELAY [MAX_DELAY] [packets MAX_PACKETS] [bytes MAX_BYTES]]
                       [ slot distribution {uniform|normal|pareto|paretonormal|custom}
                         DELAY JITTER [packets MAX_PACKETS] [bytes MAX_BYTES]]\
      """;

  private static final long ALL = 0xFFFF_FFFFL;

  private final TcWords words;
  private long limit = NetemSettings.LIMIT_DEFAULT;
  private long latencyTicks;
  private long jitterTicks;
  private long delayCorrelation;
  private @Nullable DelayDistribution curve;
  private LossModel loss = LossModel.NONE;
  private Chance duplicate = Chance.NEVER;
  private Chance corrupt = Chance.NEVER;
  private Chance reorder = Chance.NEVER;
  private long gap;
  private NetemSettings.Rate rate = NetemSettings.Rate.NONE;
  private boolean ecn;

  private NetemOptions(TcWords words) {
    this.words = words;
  }

  /// Reads all words that are left.
  static NetemSettings read(TcWords words) throws CommandFailure {
    NetemOptions options = new NetemOptions(words);
    while (words.hasNext()) {
      options.option(words.take());
    }
    options.check();
    return options.settings();
  }

  private NetemSettings settings() {
    return new NetemSettings(
        (int) Math.min(limit, Integer.MAX_VALUE),
        new NetemSettings.Delay(
            latencyTicks * TICK_NANOS,
            jitterTicks * TICK_NANOS,
            delayCorrelation,
            curve == null ? DelayDistribution.UNIFORM : curve),
        loss,
        duplicate,
        corrupt,
        reorder,
        gap,
        rate,
        ecn);
  }

  private void option(String word) throws CommandFailure {
    if (TcWords.matches(word, "limit")) {
      limit = or(TcNumbers.size(words.take()), "limit");
    } else if (TcWords.matches(word, "latency") || TcWords.matches(word, "delay")) {
      delay();
    } else if (TcWords.matches(word, "loss") || TcWords.matches(word, "drop")) {
      loss();
    } else if (TcWords.matches(word, "ecn")) {
      ecn = true;
    } else if (TcWords.matches(word, "reorder")) {
      reorder = chance("reorder", "reorder");
    } else if (TcWords.matches(word, "corrupt")) {
      corrupt = chance("corrupt", "corrupt");
    } else if (TcWords.matches(word, "gap")) {
      gap = or(TcNumbers.integer(words.take(), 0, ALL), "gap");
    } else if (TcWords.matches(word, "duplicate")) {
      duplicate = chance("duplicate", "duplicate");
    } else if (TcWords.matches(word, "distribution")) {
      curve = distribution(words.take());
    } else if (TcWords.matches(word, "rate")) {
      rate();
    } else {
      throw usage(word.equals("help") ? "" : "What is \"" + word + "\"?\n");
    }
  }

  private static CommandFailure usage(String before) {
    return TcErrors.options(before + USAGE);
  }

  private static <T> T or(@Nullable T value, String what) throws CommandFailure {
    if (value == null) {
      throw TcErrors.options("Illegal \"" + what + "\"");
    }
    return value;
  }

  private void delay() throws CommandFailure {
    latencyTicks = or(TcNumbers.ticks(words.take()), "latency");
    if (words.nextIsNumber()) {
      jitterTicks = or(TcNumbers.ticks(words.take()), "latency");
      delayCorrelation = correlation("latency");
    }
  }

  private long correlation(String what) throws CommandFailure {
    return words.nextIsNumber() ? or(TcNumbers.percent(words.take()), what) : 0;
  }

  private Chance chance(String what, String correlated) throws CommandFailure {
    long probability = or(TcNumbers.percent(words.take()), what);
    return new Chance(probability, correlation(correlated));
  }

  private void loss() throws CommandFailure {
    if (!loss.equals(LossModel.NONE)) {
      throw TcErrors.options("Illegal \"duplicate loss argument\n\"");
    }
    if (words.nextIsNumber()) {
      randomLoss();
      return;
    }
    String model = words.take();
    switch (model) {
      case "random" -> randomLoss();
      case "state" -> stateLoss();
      case "gemodel" -> gilbertElliott();
      default -> throw TcErrors.options("Unknown loss parameter: " + model);
    }
  }

  private void randomLoss() throws CommandFailure {
    long probability = or(TcNumbers.percent(words.take()), "loss percent");
    loss = new LossModel.Independent(probability, correlation("loss correlation"));
  }

  private void stateLoss() throws CommandFailure {
    long p13 = or(TcNumbers.percent(words.take()), "loss p13");
    long p31 = next("loss p31", ALL - p13);
    long p32 = next("loss p32", 0);
    long p23 = next("loss p23", ALL);
    long p14 = next("loss p14", 0);
    loss = new LossModel.FourStates(p13, p31, p32, p23, p14);
  }

  private void gilbertElliott() throws CommandFailure {
    long p = or(TcNumbers.percent(words.take()), "loss gemodel p");
    long r = next("loss gemodel r", ALL - p);
    long h = ALL - next("loss gemodel h", ALL);
    long k = next("loss gemodel k", 0);
    loss = new LossModel.GilbertElliott(p, r, h, k);
  }

  /// The next probability, if there is one more.
  private long next(String what, long otherwise) throws CommandFailure {
    return words.nextIsNumber() ? or(TcNumbers.percent(words.take()), what) : otherwise;
  }

  private static DelayDistribution distribution(String name) throws CommandFailure {
    for (DelayDistribution known : DelayDistribution.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
        return known;
      }
    }
    throw TcErrors.options(
        "No distribution data for "
            + name
            + " (/usr/lib/x86_64-linux-gnu/tc//"
            + name
            + ".dist: No such file or directory)");
  }

  private void rate() throws CommandFailure {
    long bytes = or(TcNumbers.rate(words.take()), "rate");
    int overhead = words.nextIsSignedNumber() ? number(Integer.MIN_VALUE) : 0;
    int cell = words.nextIsNumber() ? number(0) : 0;
    int cellOverhead = words.nextIsSignedNumber() ? number(Integer.MIN_VALUE) : 0;
    rate = new NetemSettings.Rate(bytes, overhead, cell, cellOverhead);
  }

  private int number(int min) throws CommandFailure {
    return or(TcNumbers.integer(words.take(), min, Integer.MAX_VALUE), "rate").intValue();
  }

  private void check() throws CommandFailure {
    if (reorder.probability() > 0) {
      if (latencyTicks == 0) {
        throw usage("reordering not possible without specifying some delay\n");
      }
      gap = Math.max(gap, 1);
    } else if (gap > 0) {
      throw usage("gap specified without reorder probability\n");
    }
    if (ecn && loss.equals(LossModel.NONE)) {
      throw usage("ecn requested without loss model\n");
    }
    if (curve != null && (latencyTicks == 0 || jitterTicks == 0)) {
      throw usage("distribution specified but no latency and jitter values\n");
    }
  }

  /// The options as `netem_print_opt` shows them.
  static String text(NetemSettings settings, boolean binaryRates) {
    StringBuilder text = new StringBuilder("limit ").append(settings.limit());
    NetemSettings.Delay delay = settings.delay();
    if (delay.meanNanos() > 0) {
      text.append(" delay ").append(time(delay.meanNanos()));
      if (delay.jitterNanos() > 0) {
        text.append("  ").append(time(delay.jitterNanos()));
        text.append(correlationText(delay.correlation()));
      }
    }
    text.append(lossText(settings.loss()));
    chance(text, " duplicate ", settings.duplicate());
    chance(text, " reorder ", settings.reorder());
    chance(text, " corrupt ", settings.corrupt());
    NetemSettings.Rate rate = settings.rate();
    if (rate.bytesPerSecond() > 0) {
      text.append(" rate ").append(TcNumbers.rateText(rate.bytesPerSecond(), binaryRates));
      given(text, " packetoverhead ", rate.overheadBytes());
      given(text, " cellsize ", rate.cellBytes());
      given(text, " celloverhead ", rate.cellOverheadBytes());
    }
    text.append(settings.ecn() ? " ecn " : "");
    given(text, " gap ", settings.gap());
    return text.toString();
  }

  private static String time(long nanos) {
    return TcNumbers.timeText(TcNumbers.microsOfTicks(nanos / TICK_NANOS));
  }

  private static String correlationText(long correlation) {
    return correlation == 0 ? "" : " " + TcNumbers.percentText(correlation);
  }

  private static void chance(StringBuilder text, String name, Chance chance) {
    if (chance.probability() > 0) {
      text.append(name).append(TcNumbers.percentText(chance.probability()));
      text.append(correlationText(chance.correlation()));
    }
  }

  private static void given(StringBuilder text, String name, long value) {
    if (value != 0) {
      text.append(name).append(value);
    }
  }

  private static String lossText(LossModel loss) {
    return switch (loss) {
      case LossModel.Independent one ->
          one.probability() == 0
              ? ""
              : " loss "
                  + TcNumbers.percentText(one.probability())
                  + correlationText(one.correlation());
      case LossModel.FourStates four ->
          " loss state p13 "
              + TcNumbers.percentText(four.p13())
              + (" p31 " + TcNumbers.percentText(four.p31()))
              + (" p32 " + TcNumbers.percentText(four.p32()))
              + (" p23 " + TcNumbers.percentText(four.p23()))
              + (" p14 " + TcNumbers.percentText(four.p14()));
      case LossModel.GilbertElliott two ->
          " loss gemodel p "
              + TcNumbers.percentText(two.toBad())
              + (" r " + TcNumbers.percentText(two.toGood()))
              + (" 1-h " + TcNumbers.percentText(ALL - two.passesInBad()))
              + (" 1-k " + TcNumbers.percentText(two.lossInGood()));
    };
  }
}
