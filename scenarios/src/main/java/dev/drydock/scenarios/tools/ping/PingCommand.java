package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.PathMtu;
import dev.drydock.core.app.PingOptions;
import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import java.util.List;
import java.util.Locale;

/// The command line of `ping` of iputils.
final class PingCommand {
  private static final String LETTERS = "h?4bRT:6F:N:aABc:CdDe:fi:I:l:Lm:M:nOp:qQ:rs:S:t:UvVw:W:";
  private static final int PATTERN_BYTES_MAX = 16;

  private static final String USAGE =
      """

      Usage
        ping [options] <destination>

      Options:
        -A -b -c <count> -D -f -I <interface> -i <interval> -l <preload> -M <do|dont|want> -n -O
        -q -Q <tclass> -s <size> -t <ttl> -w <deadline> -W <timeout> -4 -6 -V
      """;

  int family;
  int count;
  int ttl; // 0 for the kernel's own
  boolean hasNoTtl; // 0 was asked for
  int tos;
  String pattern = "";
  boolean patternGiven;
  int payloadBytes = 56;
  long intervalNanos = -1; // not given
  long waitNanos = 10 * Nanos.SECOND;
  long deadlineNanos;
  boolean adaptive;
  boolean flood;
  boolean outstanding;
  boolean stamped;
  int preload = 1;
  boolean broadcast;
  boolean numeric;
  boolean quiet;
  boolean version;
  String source = "";
  String target = "";
  PathMtu pathMtu = PathMtu.WANT;
  boolean pathMtuGiven;

  private PingCommand() {}

  /// Reads the words after `ping`.
  static PingCommand parse(String name, List<String> words) throws CommandFailure {
    PingCommand command = new PingCommand();
    command.family = name.endsWith("6") ? 6 : name.endsWith("4") ? 4 : 0;
    Getopt read;
    try {
      read = Getopt.parse(LETTERS, words);
    } catch (Getopt.Failure failure) {
      throw new CommandFailure(2, name + ": " + failure.getMessage() + "\n" + USAGE);
    }
    for (Getopt.Option option : read.options()) {
      command.set(option);
    }
    command.readPattern();
    if (read.operands().isEmpty() && !command.version) {
      throw new CommandFailure(1, "ping: usage error: Destination address required");
    }
    if (read.operands().size() > 1) {
      throw new CommandFailure(2, USAGE); // a source route; no kernel lets it pass
    }
    command.target = command.version ? "" : read.operands().get(0);
    return command;
  }

  private void set(Getopt.Option option) throws CommandFailure {
    String value = option.value();
    switch (option.letter()) {
      case '4' -> setFamily(4);
      case '6' -> setFamily(6);
      case 'A' -> adaptive = true;
      case 'b' -> broadcast = true;
      case 'c' -> count = (int) Math.min(number(value, 1, Long.MAX_VALUE), Integer.MAX_VALUE);
      case 'D' -> stamped = true;
      case 'f' -> {
        flood = true;
        numeric = true;
      }
      case 'i' -> intervalNanos = seconds(value, "bad timing interval");
      case 'I' -> source = value;
      case 'l' -> preload = (int) number(value, 1, 65_536);
      case 'M' -> setPathMtu(value);
      case 'n' -> numeric = true;
      case 'O' -> outstanding = true;
      case 'q' -> quiet = true;
      case 'p' -> {
        patternGiven = true;
        pattern = value;
      }
      case 'Q' -> tos = typeOfService(value);
      case 's' -> payloadBytes = (int) number(value, 0, Integer.MAX_VALUE);
      case 't' -> {
        ttl = (int) number(value, 0, 255);
        hasNoTtl = ttl == 0;
      }
      case 'V' -> version = true;
      case 'w' -> deadlineNanos = number(value, 0, Integer.MAX_VALUE) * Nanos.SECOND;
      case 'W' -> waitNanos = seconds(value, "bad linger time");
      case 'h', '?' -> throw new CommandFailure(2, USAGE);
      default -> {} // accepted, without an effect that shows here
    }
  }

  private void setFamily(int wanted) throws CommandFailure {
    if (family != 0 && family != wanted) {
      throw new CommandFailure(2, "ping: only one -4 or -6 option may be specified");
    }
    family = wanted;
  }

  private void setPathMtu(String value) throws CommandFailure {
    pathMtuGiven = true;
    pathMtu =
        switch (value) {
          case "do" -> PathMtu.DO;
          case "dont" -> PathMtu.DONT;
          case "want" -> PathMtu.WANT;
          default -> throw new CommandFailure(2, "ping: invalid -M argument: " + value);
        };
  }

  /// Up to 16 bytes of one or two digits each (`fill`).
  private void readPattern() throws CommandFailure {
    String value = pattern;
    if (!value.matches("[0-9a-fA-F]*")) {
      throw new CommandFailure(2, "ping: patterns must be specified as hex digits: " + value);
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < Math.min(value.length(), 2 * PATTERN_BYTES_MAX); i += 2) {
      String pair = value.substring(i, Math.min(i + 2, value.length()));
      digits.append(pair.length() == 1 ? "0" : "").append(pair.toLowerCase(Locale.ROOT));
    }
    pattern = digits.toString();
  }

  /// Decimal, or hexadecimal behind `0x` (`parsetos`).
  private static int typeOfService(String text) throws CommandFailure {
    boolean isHex = text.startsWith("0x") || text.startsWith("0X");
    String digits = isHex ? text.substring(2) : text;
    if (!digits.matches(isHex ? "[0-9a-fA-F]{1,7}" : "\\d{1,9}")) {
      throw new CommandFailure(2, "ping: bad TOS value: " + text);
    }
    int value = Integer.parseInt(digits, isHex ? 16 : 10);
    if (value > 255) {
      throw new CommandFailure(
          2, "ping: the decimal value of TOS bits must be in range 0-255: " + value);
    }
    return value;
  }

  private static long number(String text, long least, long most) throws CommandFailure {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new CommandFailure(1, "ping: invalid argument: '" + text + "'");
    }
    throw new CommandFailure(
        1,
        "ping: invalid argument: '" + text + "': out of range: " + least + " <= value <= " + most);
  }

  private static long seconds(String text, String what) throws CommandFailure {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= Integer.MAX_VALUE / 1000.0) {
        return ((long) (seconds * 1000)) * (Nanos.SECOND / 1000);
      }
    } catch (NumberFormatException e) {
      throw new CommandFailure(2, "ping: " + what + ": " + text);
    }
    throw new CommandFailure(2, "ping: " + what + ": " + text);
  }

  PingOptions.Times times() {
    long usual = flood ? 0 : Nanos.SECOND;
    long interval = intervalNanos < 0 ? usual : intervalNanos;
    return new PingOptions.Times(interval, waitNanos, deadlineNanos, adaptive, preload);
  }

  PingOptions.Packet packet() {
    PathMtu mtu = broadcast && !pathMtuGiven ? PathMtu.DO : pathMtu;
    return new PingOptions.Packet(payloadBytes, ttl, tos, mtu, pattern);
  }
}
