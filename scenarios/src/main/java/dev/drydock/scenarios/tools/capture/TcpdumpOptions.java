package dev.drydock.scenarios.tools.capture;

import dev.drydock.pcap.print.PrintOptions;
import dev.drydock.pcap.print.PrintOptions.Dump;
import dev.drydock.pcap.print.PrintOptions.Time;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/// The command line of `tcpdump`.
final class TcpdumpOptions {
  static final String USAGE =
      """
      tcpdump version 4.99.3
      libpcap version 1.10.3 (with TPACKET_V3)
      OpenSSL 3.0.19 27 Jan 2026
      Usage: tcpdump [-AbdDefhHIJKlLnNOpqStuUvxX#] [ -B size ] [ -c count ] [--count]
      \t\t[ -C file_size ] [ -E algo:secret ] [ -F file ] [ -G seconds ]
      \t\t[ -i interface ] [ --immediate-mode ] [ -j tstamptype ]
      \t\t[ -M secret ] [ --number ] [ --print ] [ -Q in|out|inout ]
      \t\t[ -r file ] [ -s snaplen ] [ -T type ] [ --version ]
      \t\t[ -V file ] [ -w file ] [ -W filecount ] [ -y datalinktype ]
      \t\t[ --time-stamp-precision precision ] [ --micro ] [ --nano ]
      \t\t[ -z postrotate-command ] [ -Z user ] [ expression ]\
      """;

  private static final String WITH_VALUE = "BcCEFGijMQrsTVwWyzZ";
  private static final String FLAGS = "AbdDefhHIJKlLnNOpqStuUvxX#";
  private static final int SNAPLEN_MAX = 262_144;

  /// By how often `-t` is given.
  private static final List<Time> STAMPS =
      List.of(Time.OF_DAY, Time.NONE, Time.EPOCH, Time.SINCE_LAST, Time.DATE, Time.SINCE_FIRST);

  private String device = "";
  private String readFile = "";
  private String writeFile = "";
  private long count;
  private int snaplen = SNAPLEN_MAX;
  private int stamps;
  private int verbose;
  private int hex;
  private int hexText;
  private int text;
  private boolean numeric;
  private boolean link;
  private boolean quiet;
  private boolean absolute;
  private boolean lists;
  private String direction = "inout";
  private String filter = "";

  private TcpdumpOptions() {}

  static TcpdumpOptions read(List<String> words) throws CommandFailure {
    TcpdumpOptions options = new TcpdumpOptions();
    List<String> expression = new ArrayList<>();
    int at = 0;
    while (at < words.size()) { // options may also come behind the expression, as getopt reads them
      String word = words.get(at++);
      if (word.equals("--")) {
        expression.addAll(words.subList(at, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.length() == 1) {
        expression.add(word);
      } else if (word.startsWith("--")) {
        at = options.longOption(word, at);
      } else {
        at = options.cluster(word, words, at);
      }
    }
    options.filter = String.join(" ", expression);
    return options;
  }

  private int longOption(String word, int next) throws CommandFailure {
    switch (word) {
      case "--immediate-mode", "--print", "--micro", "--nano", "--no-promiscuous-mode" -> {}
      case "--list-interfaces" -> lists = true;
      case "--version", "--help" -> throw new CommandFailure(0, USAGE);
      default ->
          throw new CommandFailure(1, "tcpdump: unrecognized option '" + word + "'\n" + USAGE);
    }
    return next;
  }

  /// Letters behind one dash; the last may take the rest of the word or the next one.
  private int cluster(String word, List<String> words, int next) throws CommandFailure {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (WITH_VALUE.indexOf(letter) >= 0) {
        String rest = word.substring(i + 1);
        if (rest.isEmpty() && next >= words.size()) {
          throw new CommandFailure(
              1, "tcpdump: option requires an argument -- '" + letter + "'\n" + USAGE);
        }
        value(letter, rest.isEmpty() ? words.get(next) : rest);
        return rest.isEmpty() ? next + 1 : next;
      }
      if (FLAGS.indexOf(letter) < 0) {
        throw new CommandFailure(1, "tcpdump: invalid option -- '" + letter + "'\n" + USAGE);
      }
      flag(letter);
    }
    return next;
  }

  private void flag(char letter) throws CommandFailure {
    switch (letter) {
      case 'A' -> text++;
      case 'D' -> lists = true;
      case 'e' -> link = true;
      case 'h' -> throw new CommandFailure(0, USAGE);
      case 'n' -> numeric = true;
      case 'q' -> quiet = true;
      case 'S' -> absolute = true;
      case 't' -> stamps++;
      case 'v' -> verbose++;
      case 'x' -> hex++;
      case 'X' -> hexText++;
      default -> {} // has no effect on what is shown here
    }
  }

  private void value(char letter, String value) throws CommandFailure {
    switch (letter) {
      case 'c' -> count = number(value, 1, Integer.MAX_VALUE, "packet count");
      case 'i' -> device = value;
      case 'Q' -> direction = direction(value);
      case 'r' -> readFile = value;
      case 's' -> {
        int bytes = (int) number(value, 0, SNAPLEN_MAX, "snaplen");
        snaplen = bytes == 0 ? SNAPLEN_MAX : bytes;
      }
      case 'w' -> writeFile = value;
      default -> {} // read and not followed
    }
  }

  private static String direction(String value) throws CommandFailure {
    if (!List.of("in", "out", "inout").contains(value)) {
      throw new CommandFailure(1, "tcpdump: unknown capture direction '" + value + "'");
    }
    return value;
  }

  private static long number(String text, long least, long most, String what)
      throws CommandFailure {
    if (!text.matches("[0-9]{1,10}")
        || Long.parseLong(text) < least
        || Long.parseLong(text) > most) {
      throw new CommandFailure(1, "tcpdump: invalid " + what + " " + text);
    }
    return Long.parseLong(text);
  }

  PrintOptions print() {
    return new PrintOptions(
        STAMPS.get(Math.min(stamps, STAMPS.size() - 1)), link, verbose, quiet, absolute, dump());
  }

  private Dump dump() {
    if (text > 0) {
      return text == 1 ? Dump.TEXT : Dump.TEXT_WITH_LINK;
    }
    if (hexText > 0) {
      return hexText == 1 ? Dump.HEX_AND_TEXT : Dump.HEX_AND_TEXT_WITH_LINK;
    }
    return hex == 0 ? Dump.NONE : hex == 1 ? Dump.HEX : Dump.HEX_WITH_LINK;
  }

  /// The interface, empty for the first.
  String device() {
    return device;
  }

  boolean isAny() {
    return device.equals("any");
  }

  String readFile() {
    return readFile;
  }

  String writeFile() {
    return writeFile;
  }

  /// After how many frames it ends; 0 for never.
  long count() {
    return count;
  }

  int snaplen() {
    return snaplen;
  }

  int verbose() {
    return verbose;
  }

  boolean isNumeric() {
    return numeric;
  }

  boolean lists() {
    return lists;
  }

  boolean wants(boolean outbound) {
    return direction.equals("inout") || direction.equals(outbound ? "out" : "in");
  }

  String filter() {
    return filter;
  }
}
