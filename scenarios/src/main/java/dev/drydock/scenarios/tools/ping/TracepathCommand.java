package dev.drydock.scenarios.tools.ping;

import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import java.util.List;

/// The command line of `tracepath`.
///
/// @param target empty for none
/// @param family 4 or 6 where one was asked for, else 0
/// @param lengthBytes of the first probe; 0 for as large as possible
/// @param port of the first probe
record TracepathCommand(
    String target, int family, int lengthBytes, int hopsMax, int port, Shown shown) {
  private static final int PORT = 44_444;
  private static final int HOPS_MAX = 30;
  private static final int HEADER_BYTES = 28;

  /// How hops are shown.
  enum Shown {
    NAME,
    ADDRESS,
    BOTH,
    /// Not at all: `-V` asks for the version only.
    VERSION
  }

  static TracepathCommand read(List<String> words) throws Getopt.Failure, CommandFailure {
    Getopt read = Getopt.parse("46bhl:m:np:V", words);
    int family = 0;
    int lengthBytes = 0;
    int hopsMax = HOPS_MAX;
    int port = PORT;
    Shown shown = Shown.NAME;
    boolean isHelp = false;
    for (Getopt.Option option : read.options()) {
      switch (option.letter()) {
        case '4', '6' -> family = option.letter() - '0';
        case 'b' -> shown = Shown.BOTH;
        case 'n' -> shown = Shown.ADDRESS;
        case 'V' -> shown = Shown.VERSION;
        case 'l' -> lengthBytes = length(option.value());
        case 'm' -> hopsMax = within(option.value(), 255);
        case 'p' -> port = within(option.value(), 65_535);
        default -> isHelp = true;
      }
    }
    boolean hasTarget = !isHelp && read.operands().size() == 1;
    String target = hasTarget ? read.operands().getFirst() : "";
    return new TracepathCommand(target, family, lengthBytes, hopsMax, port, shown);
  }

  private static int length(String text) throws CommandFailure {
    int bytes = within(text, Integer.MAX_VALUE);
    if (bytes <= HEADER_BYTES) {
      throw new CommandFailure(
          1, "tracepath: pktlen must be within: " + HEADER_BYTES + " < value <= 2147483647");
    }
    return bytes;
  }

  private static int within(String text, int most) throws CommandFailure {
    if (!text.matches("\\d{1,9}")) {
      throw new CommandFailure(1, "tracepath: invalid argument: '" + text + "'");
    }
    int value = Integer.parseInt(text);
    if (value > most) {
      throw new CommandFailure(
          1, "tracepath: invalid argument: '" + text + "': out of range: 0 <= value <= " + most);
    }
    return value;
  }
}
