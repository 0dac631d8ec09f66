package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `-m hashlimit`: a token bucket for each address, port or pair of them (Linux `xt_hashlimit.c`).
/// Rules of one name and settings share their buckets in the kernel; here each rule has its own.
final class HashLimitMatch implements Match {
  /// Parts of a second that rates are counted in: XT_HASHLIMIT_SCALE_v2.
  static final long SCALE = 1_000_000;

  private static final long MICRO_NANOS = 1000;
  private static final long MILLI_NANOS = 1_000_000;

  private final Settings settings;
  private final Map<Key, Bucket> buckets = new LinkedHashMap<>();
  private long sweptNanos;

  HashLimitMatch(Settings settings) {
    this.settings = settings;
  }

  /// What is limited.
  ///
  /// @param above whether packets beyond the rate match, not those within it
  /// @param period microseconds from one packet to the next
  /// @param burst packets that may come at once
  /// @param mode the fields that tell buckets apart, in the order of showing
  record Settings(boolean above, long period, long burst, Mode mode, String name, Table table) {}

  /// The fields that tell buckets apart, and how much of the addresses.
  record Mode(
      boolean source,
      boolean sourcePort,
      boolean destination,
      boolean destinationPort,
      Masks masks) {
    String text(String separator) {
      StringBuilder text = new StringBuilder();
      add(text, separator, "srcip", source);
      add(text, separator, "srcport", sourcePort);
      add(text, separator, "dstip", destination);
      add(text, separator, "dstport", destinationPort);
      return text.toString();
    }

    private static void add(StringBuilder text, String separator, String word, boolean is) {
      if (is) {
        text.append(text.isEmpty() ? "" : separator).append(word);
      }
    }
  }

  /// How many bits of the addresses count.
  record Masks(int source, int destination, int all) {}

  /// The table: milliseconds and entries, 0 for the kernel's choice.
  record Table(long size, long max, long gcInterval, long expire) {}

  private record Key(IpAddress source, IpAddress destination, long ports) {}

  private static final class Bucket {
    long credit;
    long filledNanos;
  }

  @Override
  public boolean matches(Packet packet) {
    long now = packet.netfilter().softnet().loop().nowNanos();
    long cost = settings.period * MICRO_NANOS;
    long most = cost * settings.burst;
    Key key = key(packet);
    sweep(now);
    Bucket bucket = buckets.get(key);
    if (bucket == null) {
      if (settings.table.max > 0 && buckets.size() >= settings.table.max) {
        return false;
      }
      bucket = new Bucket();
      bucket.credit = most;
      buckets.put(key, bucket);
    } else {
      bucket.credit = Math.min(most, bucket.credit + now - bucket.filledNanos);
    }
    bucket.filledNanos = now;
    boolean within = bucket.credit >= cost;
    bucket.credit -= within ? cost : 0;
    return within != settings.above;
  }

  /// Whether the masks are no longer than the addresses.
  boolean fitsAddresses() {
    Masks masks = settings.mode.masks;
    return masks.source <= masks.all && masks.destination <= masks.all;
  }

  /// Buckets that were not used for long are full again, and need not be kept.
  private void sweep(long now) {
    long life = expireMillis() * MILLI_NANOS;
    if (now - sweptNanos >= settings.table.gcInterval * MILLI_NANOS) {
      buckets.values().removeIf(bucket -> now - bucket.filledNanos >= life);
      sweptNanos = now;
    }
  }

  private Key key(Packet packet) {
    Mode mode = settings.mode;
    IpAddress any = packet.isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    IpAddress source = mode.source ? Addresses.source(packet).masked(mode.masks.source) : any;
    IpAddress destination =
        mode.destination ? Addresses.destination(packet).masked(mode.masks.destination) : any;
    return new Key(source, destination, ports(packet));
  }

  private long ports(Packet packet) {
    Mode mode = settings.mode;
    int protocol = packet.protocol();
    boolean has = Tuple.hasPorts(protocol) && packet.transportBytes() >= 4;
    if (!has || packet.isLaterFragment()) {
      return 0;
    }
    int at = packet.transportAt();
    long ports = mode.sourcePort ? Bytes.u16(packet.data(), at) : 0;
    return (ports << 16) | (mode.destinationPort ? Bytes.u16(packet.data(), at + 2) : 0);
  }

  private long expireMillis() {
    long set = settings.table.expire;
    return set != 0 ? set : RateText.unitSeconds(settings.period, SCALE) * 1000;
  }

  private String rate() {
    return RateText.of(settings.period, SCALE);
  }

  @Override
  public String save() {
    StringBuilder text = new StringBuilder("-m hashlimit --hashlimit-");
    text.append(settings.above ? "above " : "upto ").append(rate());
    text.append(" --hashlimit-burst ").append(settings.burst);
    String mode = settings.mode.text(",");
    text.append(mode.isEmpty() ? "" : " --hashlimit-mode " + mode);
    text.append(" --hashlimit-name ").append(Quoted.of(settings.name));
    return text.append(table(" --hashlimit-")).toString();
  }

  private String table(String start) {
    Table table = settings.table;
    Masks masks = settings.mode.masks;
    StringBuilder text = new StringBuilder();
    text.append(table.size == 0 ? "" : start + "htable-size " + table.size);
    text.append(table.max == 0 ? "" : start + "htable-max " + table.max);
    text.append(table.gcInterval == 1000 ? "" : start + "htable-gcinterval " + table.gcInterval);
    boolean usual = expireMillis() == RateText.unitSeconds(settings.period, SCALE) * 1000;
    text.append(usual ? "" : start + "htable-expire " + table.expire);
    text.append(masks.source == masks.all ? "" : start + "srcmask " + masks.source);
    text.append(masks.destination == masks.all ? "" : start + "dstmask " + masks.destination);
    return text.toString();
  }

  @Override
  public String list(boolean numeric) {
    String mode = settings.mode.text("-");
    return "limit: "
        + (settings.above ? "above " : "up to ")
        + rate()
        + " burst "
        + settings.burst
        + (mode.isEmpty() ? "" : " mode " + mode)
        + table(" ");
  }

  /// Reads the options of the module.
  static final class Reader implements Matches.Reader {
    private final int bits;
    private String rate = "";
    private String rateOption = "";
    private boolean above;
    private long burst = 5;
    private boolean source;
    private boolean sourcePort;
    private boolean destination;
    private boolean destinationPort;
    private int sourceMask;
    private int destinationMask;
    private @Nullable String name;
    private long size;
    private long max;
    private long gcInterval = 1000;
    private long expire;

    Reader(boolean isV6) {
      bits = isV6 ? IpAddress.ANY_V6.bits() : IpAddress.ANY_V4.bits();
      sourceMask = bits;
      destinationMask = bits;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--hashlimit", "--hashlimit-upto" -> rate("--hashlimit-upto", words.value(), negated);
        case "--hashlimit-above" -> rate(option, words.value(), !negated);
        case "--hashlimit-burst" -> burst = burst(words.value());
        case "--hashlimit-mode" -> mode(words.value());
        case "--hashlimit-name" -> name = words.value();
        case "--hashlimit-srcmask" -> sourceMask = mask(option, words.value());
        case "--hashlimit-dstmask" -> destinationMask = mask(option, words.value());
        case "--hashlimit-htable-size" -> size = number(option, words.value());
        case "--hashlimit-htable-max" -> max = number(option, words.value());
        case "--hashlimit-htable-gcinterval" -> gcInterval = number(option, words.value());
        case "--hashlimit-htable-expire" -> expire = number(option, words.value());
        default -> {
          return false;
        }
      }
      return true;
    }

    private void rate(String option, String value, boolean isAbove) throws RuleException {
      if (!rateOption.isEmpty() && !rateOption.equals(option)) {
        throw RuleException.usage(
            "hashlimit: option \""
                + rateOption
                + "\" cannot be used together with \""
                + option
                + "\".\n");
      }
      if (RateText.isTooFast(value, SCALE)) {
        throw RuleException.usage("Rate too fast \"" + value + "\"");
      }
      if (RateText.period(value, SCALE) == 0) {
        throw RuleException.usage(
            "hashlimit: Bad value for \"" + option + "\" option: \"" + value + "\"");
      }
      rateOption = option;
      rate = value;
      above = isAbove;
    }

    private static long burst(String value) throws RuleException {
      Long number = Guided.decoded(value);
      if (number == null || number < 1 || number > 1_000_000) {
        throw RuleException.usage(
            "bad value for option \"--hashlimit-burst\", or out of range (1-1000000).");
      }
      return number;
    }

    private void mode(String value) throws RuleException {
      for (String word : value.split(",", -1)) {
        switch (word) {
          case "srcip" -> source = true;
          case "srcport" -> sourcePort = true;
          case "dstip" -> destination = true;
          case "dstport" -> destinationPort = true;
          default ->
              throw RuleException.usage(
                  "hashlimit: Bad value for \"--hashlimit-mode\" option: \"" + value + "\"");
        }
      }
    }

    private static int mask(String option, String value) throws RuleException {
      return Guided.number("hashlimit", option, value, 128);
    }

    private static long number(String option, String value) throws RuleException {
      return Guided.number("hashlimit", option, value, Integer.MAX_VALUE);
    }

    @Override
    public Match build() throws RuleException {
      if (name == null) {
        throw Guided.missing("hashlimit", "--hashlimit-name");
      }
      if (rate.isEmpty()) {
        throw RuleException.usage("You have to specify --hashlimit");
      }
      Masks masks = new Masks(sourceMask, destinationMask, bits);
      Mode mode = new Mode(source, sourcePort, destination, destinationPort, masks);
      Table table = new Table(size, max, gcInterval, expire);
      long period = RateText.period(rate, SCALE);
      return new HashLimitMatch(new Settings(above, period, burst, mode, name, table));
    }
  }
}
