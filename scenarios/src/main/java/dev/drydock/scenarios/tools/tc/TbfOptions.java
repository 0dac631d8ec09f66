package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.qdisc.TokenBucket;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of the token bucket filter (`tc/q_tbf.c`).
final class TbfOptions {
  private static final String USAGE =
      """
      Usage: ... tbf limit BYTES burst BYTES[/BYTES] rate KBPS [ mtu BYTES[/BYTES] ]
      \t[ peakrate KBPS ] [ latency TIME ] [ overhead BYTES ] [ linklayer TYPE ]\
      """;

  private static final double MILLION = 1_000_000;
  private static final long UINT_MAX = 0xFFFF_FFFFL;

  private final TcWords words;
  private long limit;
  private long latencyMicros;
  private long burst;
  private long mtu;
  private long rate;
  private long peakRate;

  private TbfOptions(TcWords words) {
    this.words = words;
  }

  /// Reads all words that are left.
  static TokenBucket.Settings read(TcWords words) throws CommandFailure {
    TbfOptions options = new TbfOptions(words);
    while (words.hasNext()) {
      options.option(words.take());
    }
    options.check();
    return new TokenBucket.Settings(
        options.rate, options.burst, options.limitBytes(), options.peakRate, options.mtu);
  }

  private void option(String word) throws CommandFailure {
    if (TcWords.matches(word, "limit")) {
      String value = words.take();
      refuseIf(limit > 0, "duplicate \"limit\" specification");
      refuseIf(latencyMicros > 0, "specifying both \"latency\" and \"limit\" is not allowed");
      limit = or(TcNumbers.size(value), word, value);
    } else if (TcWords.matches(word, "latency")) {
      String value = words.take();
      refuseIf(latencyMicros > 0, "duplicate \"latency\" specification");
      refuseIf(limit > 0, "specifying both \"limit\" and \"/latency\" is not allowed");
      latencyMicros = or(TcNumbers.micros(value), word, value);
    } else if (TcWords.matches(word, "burst") || word.equals("buffer") || word.equals("maxburst")) {
      String value = words.take();
      refuseIf(burst > 0, "duplicate \"buffer/burst/maxburst\" specification");
      burst = or(sizeAndCell(value), word, value);
    } else if (word.equals("mtu") || word.equals("minburst")) {
      String value = words.take();
      refuseIf(mtu > 0, "duplicate \"mtu/minburst\" specification");
      mtu = or(sizeAndCell(value), word, value);
    } else if (word.equals("mpu") || TcWords.matches(word, "overhead")) {
      String value = words.take();
      or(TcNumbers.size(value), word, value);
    } else {
      rateOption(word);
    }
  }

  private void rateOption(String word) throws CommandFailure {
    if (word.equals("rate")) {
      String value = words.take();
      refuseIf(rate > 0, "duplicate \"rate\" specification");
      rate = or(TcNumbers.rate(value), "rate", value);
    } else if (TcWords.matches(word, "peakrate")) {
      String value = words.take();
      refuseIf(peakRate > 0, "duplicate \"peakrate\" specification");
      peakRate = or(TcNumbers.rate(value), "peakrate", value);
    } else if (TcWords.matches(word, "linklayer")) {
      words.take();
    } else {
      throw TcErrors.options(
          (word.equals("help") ? "" : "tbf: unknown parameter \"" + word + "\"\n") + USAGE);
    }
  }

  private static @Nullable Long sizeAndCell(String text) {
    int slash = text.indexOf('/');
    return TcNumbers.size(slash < 0 ? text : text.substring(0, slash));
  }

  private static void refuseIf(boolean wrong, String text) throws CommandFailure {
    if (wrong) {
      throw TcErrors.options("tbf: " + text);
    }
  }

  private static long or(@Nullable Long value, String word, String text) throws CommandFailure {
    if (value == null) {
      throw TcErrors.options("tbf: illegal value for \"" + word + "\": \"" + text + "\"");
    }
    return value;
  }

  /// Tells all that is missing at once, as `tc` does.
  private void check() throws CommandFailure {
    StringBuilder missing = new StringBuilder();
    missing.append(rate == 0 ? "tbf: the \"rate\" parameter is mandatory.\n" : "");
    missing.append(burst == 0 ? "tbf: the \"burst\" parameter is mandatory.\n" : "");
    if (peakRate > 0 && mtu == 0) {
      missing.append("tbf: when \"peakrate\" is specified, \"mtu\" must also be specified.\n");
    }
    if (limit == 0 && latencyMicros == 0) {
      missing.append("tbf: either \"limit\" or \"latency\" is required.\n");
    }
    if (!missing.isEmpty()) {
      throw TcErrors.options(missing + USAGE);
    }
    if (peakRate > 0 && peakRate <= rate) {
      throw TcErrors.kernel("TBF: peakrate must be higher than rate"); // only logged by Linux
    }
  }

  private long limitBytes() {
    if (limit > 0) {
      return limit;
    }
    double bytes = rate * (double) latencyMicros / MILLION + burst;
    if (peakRate > 0) {
      bytes = Math.min(bytes, peakRate * (double) latencyMicros / MILLION + mtu);
    }
    return Math.min((long) bytes, UINT_MAX);
  }

  /// The options as `tbf_print_opt` shows them.
  static String text(TokenBucket.Settings settings, QdiscListing.Display display) {
    boolean details = display.details();
    boolean binaryRates = display.binaryRates();
    StringBuilder text = new StringBuilder();
    long rate = settings.bytesPerSecond();
    long ticks = ticks(settings.burstBytes(), rate);
    text.append("rate ").append(TcNumbers.rateText(rate, binaryRates)).append(" burst ");
    text.append(TcNumbers.sizeText(bytes(rate, ticks)));
    text.append(details ? "/1 mpu 0b " : " ").append(raw(display, ticks));
    long peak = settings.peakBytesPerSecond();
    double latency = latency(settings.limitBytes(), rate, ticks);
    if (peak > 0) {
      long peakTicks = ticks(settings.peakBurstBytes(), peak);
      text.append("peakrate ").append(TcNumbers.rateText(peak, binaryRates));
      text.append(details ? " mtu " : " minburst ");
      text.append(TcNumbers.sizeText(bytes(peak, peakTicks)));
      text.append(details ? "/1 mpu 0b " : " ").append(raw(display, peakTicks));
      latency = Math.max(latency, latency(settings.limitBytes(), peak, peakTicks));
    }
    if (latency >= 0) {
      text.append("lat ").append(TcNumbers.timeText((long) latency)).append(' ');
    }
    if (latency < 0 || display.raw()) {
      text.append("limit ").append(TcNumbers.sizeText(settings.limitBytes())).append(' ');
    }
    return text.append(details ? "linklayer ethernet " : "").toString();
  }

  private static String raw(QdiscListing.Display display, long ticks) {
    return display.raw() ? String.format(Locale.ROOT, "[%08x] ", ticks) : "";
  }

  /// The kernel keeps the burst as a time, which it tells in ticks.
  private static long ticks(long bytes, long rate) {
    return bytes * 1_000_000_000L / rate / NetemOptions.TICK_NANOS;
  }

  private static long bytes(long rate, long ticks) {
    return (long) (rate * (double) TcNumbers.microsOfTicks(ticks) / MILLION);
  }

  private static double latency(long limit, long rate, long ticks) {
    return MILLION * (limit / (double) rate) - TcNumbers.microsOfTicks(ticks);
  }
}
