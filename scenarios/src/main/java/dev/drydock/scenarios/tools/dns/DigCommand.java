package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The command line of `dig` (`bin/dig/dig.c`, `parse_args`): what stands before the first name
/// counts for all look-ups, what stands behind a name for that one.
final class DigCommand {
  private static final String FLAGS_WITH_VALUE = "bcfkpqtxy";

  /// The classes by their numbers; 0 and 2 have no name.
  private static final List<String> CLASSES = List.of("", "IN", "", "CH", "HS");

  /// The options of `+`, the longest that a shortened one may mean last.
  private static final List<String> PLUS =
      List.of(
          "all",
          "answer",
          "additional",
          "authority",
          "adflag",
          "aaflag",
          "bufsize",
          "cdflag",
          "class",
          "cmd",
          "comments",
          "cookie",
          "dnssec",
          "do",
          "edns",
          "ignore",
          "multiline",
          "ndots",
          "qr",
          "question",
          "raflag",
          "rdflag",
          "recurse",
          "retry",
          "search",
          "short",
          "showsearch",
          "split",
          "stats",
          "tcp",
          "time",
          "timeout",
          "tries",
          "ttlid",
          "vc");

  private final List<DigOptions> lookups = new ArrayList<>();
  private final DigOptions defaults = new DigOptions();
  private @Nullable DigOptions last;

  /// Whether the line with the command is shown.
  boolean greets = true;

  /// Whether a server was named.
  private boolean hasServer;

  /// What stands before the first name, where dig writes its greeting (`printgreeting`): what comes
  /// later only keeps it from being shown with an answer.
  boolean greetsAtName;

  boolean serverAtName;
  boolean shortAtName;

  /// What is said of words that are too many or unknown, before anything is asked.
  final List<String> warnings = new ArrayList<>();

  /// Whether a bare word may still be a type or a class: not after `-t` or `-c`.
  private boolean bareTypes = true;

  private DigCommand() {}

  /// The look-ups, in order.
  List<DigOptions> lookups() {
    return lookups;
  }

  static DigCommand parse(List<String> words) throws CommandFailure {
    DigCommand command = new DigCommand();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.startsWith("@")) {
        command.current().server = word.substring(1);
        command.hasServer = true;
      } else if (word.startsWith("+")) {
        command.plus(word.substring(1));
      } else if (word.startsWith("-") && word.length() > 1) {
        i += command.flag(word, next) ? 1 : 0;
      } else {
        command.operand(word);
      }
    }
    if (command.lookups.isEmpty()) {
      command.root();
    }
    return command;
  }

  private DigOptions current() {
    return last == null ? defaults : last;
  }

  /// Without a name, the name servers of the root are asked for, whatever type was named.
  private void root() {
    begin("").type = DnsType.NS;
  }

  private DigOptions begin(String name) {
    if (lookups.isEmpty()) {
      greetsAtName = greets;
      serverAtName = hasServer;
      shortAtName = defaults.shorts;
    }
    DigOptions lookup = defaults.copy();
    lookup.name = name;
    lookups.add(lookup);
    last = lookup;
    return lookup;
  }

  /// A type, a class, or a name.
  private void operand(String word) {
    int type = bareTypes ? DnsType.of(word) : -1;
    int number = bareTypes ? classOf(word) : -1;
    if (type >= 0) {
      setType(type);
    } else if (number >= 0) {
      setClass(number);
    } else {
      begin(word);
    }
  }

  private void setType(int type) {
    DigOptions to = current();
    if (to.typeSet) {
      warnings.add(";; Warning, extra type option");
    }
    to.type = type;
    to.typeSet = true;
    to.tcp |= type == DnsType.ANY && !to.tcpSet;
  }

  private void setClass(int number) {
    DigOptions to = current();
    if (to.classSet) {
      warnings.add(";; Warning, extra class option");
    }
    to.questionClass = number;
    to.classSet = true;
  }

  private static int classOf(String word) {
    return CLASSES.indexOf(word.toUpperCase(Locale.ROOT));
  }

  /// @return whether the next word belongs to it
  private boolean flag(String word, String next) throws CommandFailure {
    char letter = word.charAt(1);
    if (FLAGS_WITH_VALUE.indexOf(letter) < 0) {
      if ("46imuv".indexOf(letter) < 0) {
        throw new CommandFailure(1, "Invalid option: " + word + "\n" + DigTool.USAGE);
      }
      return false;
    }
    String value = word.length() > 2 ? word.substring(2) : next;
    if (value.isEmpty()) {
      throw new CommandFailure(1, "Invalid option: " + word + "\n" + DigTool.USAGE);
    }
    set(letter, value);
    return word.length() == 2;
  }

  private void set(char letter, String value) throws CommandFailure {
    switch (letter) {
      case 'x' -> {
        IpAddress address = IpAddress.parseOrNull(value);
        if (address == null) {
          throw new CommandFailure(10, "dig: Invalid IP address " + value);
        }
        begin(DnsName.reverse(address)).type = DnsType.PTR;
      }
      case 't' -> {
        bareTypes = false;
        int type = DnsType.of(value);
        if (type >= 0) {
          setType(type);
        } else {
          warnings.add(";; Warning, ignoring invalid type " + value);
        }
      }
      case 'c' -> {
        bareTypes = false;
        int number = classOf(value);
        if (number >= 0) {
          setClass(number);
        } else {
          warnings.add(";; Warning, ignoring invalid class " + value);
        }
      }
      case 'q' -> begin(value);
      case 'p' -> current().port = number(value, "port number", 0xffff);
      default -> {} // -b, -f, -k and -y change nothing that shows here
    }
  }

  private void plus(String text) throws CommandFailure {
    int equals = text.indexOf('=');
    String key = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? "" : text.substring(equals + 1);
    boolean on = !key.startsWith("no");
    String name = on ? key : key.substring(2);
    for (String option : PLUS) {
      if (!name.isEmpty() && (option.equals(name) || isShortened(option, name))) {
        apply(option, on, value);
        return;
      }
    }
    throw new CommandFailure(1, "Invalid option: +" + text + "\n" + DigTool.USAGE);
  }

  /// Options may be shortened to what tells them apart.
  private static boolean isShortened(String option, String name) {
    boolean alone = PLUS.stream().filter(o -> o.startsWith(name)).count() == 1;
    boolean usual = option.equals("recurse") && name.startsWith("rec");
    return option.startsWith(name) && (alone || usual);
  }

  private void apply(String option, boolean on, String value) throws CommandFailure {
    DigOptions to = current();
    switch (option) {
      case "all" -> {
        greets = on;
        to.showAll(on);
      }
      case "cmd" -> greets = on;
      case "short" -> {
        to.shorts = on;
        to.showAll(!on);
        to.answer = true;
        greets &= !on;
      }
      case "answer" -> to.answer = on;
      case "additional" -> to.additional = on;
      case "authority" -> to.authority = on;
      case "question" -> to.question = on;
      case "comments" -> to.comments = on;
      case "stats" -> to.statistics = on;
      case "ttlid" -> to.ttl = on;
      case "class" -> to.showsClass = on;
      case "qr" -> to.showsQuery = on;
      default -> ask(to, option, on, value);
    }
  }

  private static void ask(DigOptions to, String option, boolean on, String value)
      throws CommandFailure {
    switch (option) {
      case "tcp", "vc" -> {
        to.tcp = on;
        to.tcpSet = true;
      }
      case "ignore" -> to.ignoresTruncation = on;
      case "recurse", "rdflag" -> to.recursion = on;
      case "adflag" -> to.authentic = on;
      case "cdflag" -> to.checkingDisabled = on;
      case "edns" -> to.edns = on;
      case "cookie" -> to.cookie = on;
      case "dnssec", "do" -> to.dnssec = on;
      case "search" -> to.searches = on;
      case "bufsize" ->
          to.ednsBytes = value.isEmpty() ? DigOptions.EDNS_BYTES : number(value, option, 0xffff);
      case "time", "timeout" -> to.timeoutSeconds = Math.max(1, number(value, option, 0xffff));
      case "tries" -> to.tries = Math.max(1, number(value, option, 0xffff));
      case "retry" -> to.tries = 1 + number(value, option, 0xffff);
      default -> {} // changes nothing that shows here
    }
  }

  private static int number(String text, String what, int most) throws CommandFailure {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw new CommandFailure(
          10, "dig: Couldn't parse " + what + " '" + text + "'\n" + DigTool.USAGE);
    }
    return Integer.parseInt(text);
  }
}
