package dev.drydock.scenarios.tools.perf;

import dev.drydock.core.app.perf.PerfParameters;
import dev.drydock.core.app.perf.PerfServer;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The command line of `iperf3` (`iperf_parse_arguments`).
final class IperfOptions {
  private static final int PORT_MAX = 65_535;
  private static final int STREAMS_MAX = 128; // MAX_STREAMS
  private static final int SECONDS_MAX = 86_400; // MAX_TIME
  private static final double INTERVAL_LEAST = 0.1; // MIN_INTERVAL
  private static final double INTERVAL_MOST = 60.0; // MAX_INTERVAL
  private static final int BLOCK_BYTES_MAX = 1 << 20; // MAX_BLOCKSIZE
  private static final int DATAGRAM_BYTES_MAX = 65_507; // MAX_UDP_BLOCKSIZE
  private static final int DATAGRAM_BYTES_LEAST = 16; // MIN_UDP_BLOCKSIZE
  private static final int STREAM_BLOCK_BYTES = 128 * 1024; // DEFAULT_TCP_BLKSIZE
  private static final long UDP_RATE = 1 << 20; // UDP_RATE: 1 Mbit/s
  private static final double SECOND_NANOS = 1e9;

  /// Letters with a value, and the long names of all that are known.
  private static final String WITH_VALUE = "pfiBcbtnklPwCMSLOTXFAI";

  private static final Map<String, Character> LONG_NAMES =
      Map.ofEntries(
          Map.entry("port", 'p'),
          Map.entry("format", 'f'),
          Map.entry("interval", 'i'),
          Map.entry("bind", 'B'),
          Map.entry("verbose", 'V'),
          Map.entry("json", 'J'),
          Map.entry("version", 'v'),
          Map.entry("help", 'h'),
          Map.entry("server", 's'),
          Map.entry("daemon", 'D'),
          Map.entry("one-off", '1'),
          Map.entry("client", 'c'),
          Map.entry("udp", 'u'),
          Map.entry("bitrate", 'b'),
          Map.entry("bandwidth", 'b'),
          Map.entry("time", 't'),
          Map.entry("bytes", 'n'),
          Map.entry("blockcount", 'k'),
          Map.entry("length", 'l'),
          Map.entry("parallel", 'P'),
          Map.entry("reverse", 'R'),
          Map.entry("no-delay", 'N'),
          Map.entry("version4", '4'),
          Map.entry("version6", '6'));

  private static final String LETTERS = "pfiBVJvhsD1cubtnklPRN46";

  boolean server;
  boolean daemon;
  boolean oneOff;
  boolean json;
  boolean version;
  boolean help;
  String host = "";
  int family;
  int port = PerfServer.PORT;
  char format = 'a';
  double intervalSeconds = 1;
  private boolean udp;
  private boolean reverse;
  private boolean noDelay;
  private boolean clientOnly;
  private long rate = -1;
  private int seconds = 10;
  private long bytes;
  private long blocks;
  private int blockBytes;
  private int streams = 1;
  private final Set<Character> ends = new TreeSet<>();

  private IperfOptions() {}

  static IperfOptions read(List<String> words) throws CommandFailure {
    IperfOptions options = new IperfOptions();
    for (int i = 0; i < words.size(); i++) {
      i += options.take(words, i);
    }
    options.check();
    return options;
  }

  /// Takes an option.
  ///
  /// @return how many words more than one it has
  private int take(List<String> words, int at) throws CommandFailure {
    String word = words.get(at);
    if (!word.startsWith("-") || word.length() < 2) {
      throw new CommandFailure(1, ""); // operands are not known
    }
    if (word.startsWith("--")) {
      return takeLong(words, at);
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (LETTERS.indexOf(letter) < 0) {
        throw new CommandFailure(1, "iperf3: invalid option -- '" + letter + "'");
      }
      if (WITH_VALUE.indexOf(letter) < 0) {
        set(letter, "");
        continue;
      }
      boolean inWord = i + 1 < word.length();
      if (!inWord && at + 1 == words.size()) {
        throw new CommandFailure(1, "iperf3: option requires an argument -- '" + letter + "'");
      }
      set(letter, inWord ? word.substring(i + 1) : words.get(at + 1));
      return inWord ? 0 : 1;
    }
    return 0;
  }

  private int takeLong(List<String> words, int at) throws CommandFailure {
    String word = words.get(at);
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    Character letter = LONG_NAMES.get(name);
    if (name.equals("forceflush")) {
      return 0; // nothing is held back
    }
    if (letter == null) {
      throw new CommandFailure(1, "iperf3: unrecognized option '" + word + "'");
    }
    if (WITH_VALUE.indexOf(letter) < 0) {
      set(letter, "");
      return 0;
    }
    if (equals < 0 && at + 1 == words.size()) {
      throw new CommandFailure(1, "iperf3: option '--" + name + "' requires an argument");
    }
    set(letter, equals < 0 ? words.get(at + 1) : word.substring(equals + 1));
    return equals < 0 ? 1 : 0;
  }

  private void set(char letter, String value) throws CommandFailure {
    switch (letter) {
      case 's' -> server = true;
      case 'D' -> daemon = true;
      case '1' -> oneOff = true;
      case 'J' -> json = true;
      case 'v' -> version = true;
      case 'h' -> help = true;
      case '4' -> family = 4;
      case '6' -> family = 6;
      case 'c' -> host = value;
      case 'p' -> port = (int) limited(value, PORT_MAX, "port number is out of range: " + value);
      case 'f' -> format = format(value);
      case 'i' -> intervalSeconds = interval(value);
      default -> setOfClient(letter, value);
    }
  }

  private void setOfClient(char letter, String value) throws CommandFailure {
    clientOnly |= "ubtnklPRN".indexOf(letter) >= 0;
    switch (letter) {
      case 'u' -> udp = true;
      case 'R' -> reverse = true;
      case 'N' -> noDelay = true;
      case 'b' -> rate = IperfUnits.parse(value.replaceFirst("/.*", ""), 1000);
      case 't' -> {
        ends.add('t');
        seconds =
            (int) limited(value, SECONDS_MAX, "test duration too long (maximum = 86400 seconds)");
      }
      case 'n' -> {
        ends.add('n');
        bytes = IperfUnits.parse(value, 1024);
      }
      case 'k' -> {
        ends.add('k');
        blocks = IperfUnits.parse(value, 1024);
      }
      case 'l' -> blockBytes = (int) Math.min(Integer.MAX_VALUE, IperfUnits.parse(value, 1024));
      case 'P' ->
          streams =
              (int)
                  limited(
                      value, STREAMS_MAX, "number of parallel streams too large (maximum = 128)");
      default -> {
        // -V and -B change nothing here.
      }
    }
  }

  private static long limited(String value, long most, String complaint) throws CommandFailure {
    // As atoi does, digits end where something else begins.
    String digits = value.replaceFirst("\\D.*", "");
    long number = digits.isEmpty() || digits.length() > 10 ? 0 : Long.parseLong(digits);
    if (number > most || digits.length() > 10) {
      throw parameterError(complaint);
    }
    return number;
  }

  private static char format(String value) throws CommandFailure {
    char letter = value.isEmpty() ? ' ' : value.charAt(0);
    if ("kmgtKMGT".indexOf(letter) < 0) {
      throw parameterError("bad format specifier (valid formats are in the set [kmgtKMGT])");
    }
    return letter;
  }

  private static double interval(String value) throws CommandFailure {
    double number = value.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(value) : 0;
    if (number != 0 && (number < INTERVAL_LEAST || number > INTERVAL_MOST)) {
      throw parameterError("invalid report interval (min = 0.1, max = 60 seconds)");
    }
    return number;
  }

  private static CommandFailure parameterError(String what) {
    return new CommandFailure(1, "iperf3: parameter error - " + what);
  }

  private void check() throws CommandFailure {
    if (version || help) {
      return;
    }
    if (server && !host.isEmpty()) {
      throw parameterError("cannot be both server and client");
    }
    if (server && clientOnly) {
      throw parameterError("some option you are trying to set is client only");
    }
    if (!host.isEmpty() && (daemon || oneOff)) {
      throw parameterError("some option you are trying to set is server only");
    }
    if (ends.size() > 1) {
      throw parameterError("only one test end condition (-t, -n, -k) may be specified");
    }
    if (ends.equals(Set.of('t')) && seconds == 0) {
      // The real one goes on until somebody interrupts it; it reads 0.1 as 0, too.
      throw parameterError("test has no end; give -t whole seconds, or -n bytes");
    }
    if (!server && host.isEmpty()) {
      throw parameterError("must either be a client (-c) or server (-s)");
    }
    checkBlock();
  }

  private void checkBlock() throws CommandFailure {
    boolean small = udp && blockBytes > 0 && blockBytes < DATAGRAM_BYTES_LEAST;
    if (udp && (small || blockBytes > DATAGRAM_BYTES_MAX)) {
      throw parameterError("block size invalid (minimum = 16 bytes, maximum = 65507 bytes)");
    }
    if (blockBytes > BLOCK_BYTES_MAX) {
      throw parameterError("block size too large (maximum = 1048576 bytes)");
    }
  }

  long intervalNanos() {
    return (long) (intervalSeconds * SECOND_NANOS);
  }

  /// The test that a client asks for.
  PerfParameters parameters() {
    boolean timed = bytes == 0 && blocks == 0;
    return new PerfParameters(
        udp,
        timed || ends.contains('t') ? seconds : 0,
        bytes,
        blocks,
        Math.max(1, streams),
        blockBytes > 0 || udp ? blockBytes : STREAM_BLOCK_BYTES,
        reverse,
        rate >= 0 ? rate : udp ? UDP_RATE : 0,
        noDelay);
  }
}
