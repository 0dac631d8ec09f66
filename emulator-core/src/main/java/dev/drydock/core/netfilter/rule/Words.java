package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.List;

/// The words of a rule while they are read.
final class Words {
  private static final int PORT_DIGITS = 5;
  private static final int MASK_LENGTH_DIGITS = 3;
  private static final int OCTET_DIGITS = 3;

  private final List<String> words;
  private int next;
  private String option = "";

  Words(List<String> words) {
    this.words = List.copyOf(words);
  }

  boolean hasNext() {
    return next < words.size();
  }

  String next() {
    return words.get(next++);
  }

  /// Sets which option's values come now, for error messages.
  void at(String newOption) {
    option = newOption;
  }

  /// The value of the option.
  String value() throws RuleException {
    if (!hasNext()) {
      throw RuleException.usage("option \"" + option + "\" requires an argument");
    }
    return next();
  }

  /// A number, decimal or hexadecimal with 0x, of at most 32 bits.
  static long number(String text) throws RuleException {
    try {
      long number = Long.decode(text);
      if (number >= 0 && number <= 0xffff_ffffL) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw RuleException.usage("invalid number `" + text + "' specified");
  }

  static int port(String text) throws RuleException {
    int named = Ports.number(text);
    if (named >= 0) {
      return named;
    }
    int port = digits(text, PORT_DIGITS);
    if (port < 0 || port > 65_535) {
      throw RuleException.usage("invalid port/service `" + text + "' specified");
    }
    return port;
  }

  /// The number that some digits are; -1 for anything else. Every rule of a large lab comes by.
  private static int digits(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = (number * 10) + (c - '0');
    }
    return number;
  }

  /// `a`, `a:b`, `:b`, `a:`.
  static PortRange portRange(String text, char separator) throws RuleException {
    int cut = text.indexOf(separator);
    if (cut < 0) {
      int port = port(text);
      return new PortRange(port, port);
    }
    int first = cut == 0 ? 0 : port(text.substring(0, cut));
    int last = cut == text.length() - 1 ? 65_535 : port(text.substring(cut + 1));
    if (first > last) {
      throw RuleException.usage("invalid portrange (min > max)");
    }
    return new PortRange(first, last);
  }

  /// Ports to translate to, `a` or `a-b` (`extensions/libxt_NAT.c`).
  static PortRange natPorts(String text) throws RuleException {
    int cut = text.indexOf('-');
    int first = natPort(cut < 0 ? text : text.substring(0, cut));
    int last = cut < 0 ? first : natPort(text.substring(cut + 1));
    if (last < first) {
      throw RuleException.usage("Port range `" + text.substring(cut + 1) + "' funky");
    }
    return new PortRange(first, last);
  }

  private static int natPort(String text) throws RuleException {
    try {
      return port(text);
    } catch (RuleException e) {
      throw RuleException.usage("Port `" + text + "' not valid");
    }
  }

  static IpPrefix prefix(String text, Family family) throws RuleException {
    int slash = text.indexOf('/');
    String word = slash < 0 ? text : text.substring(0, slash);
    IpAddress any = family == Family.IPV4 ? IpAddress.ANY_V4 : IpAddress.ANY_V6;
    if (slash >= 0 && maskLength(text.substring(slash + 1), any) == 0) {
      return new IpPrefix(any, 0); // whatever stands before it (`xtables_ipparse_any`)
    }
    IpAddress address = IpAddress.parseOrNull(family == Family.IPV4 ? completed(word) : word);
    if (address == null || address.isV6() != (family == Family.IPV6)) {
      throw RuleException.usage("host/network `" + word + "' not found");
    }
    if (slash < 0) {
      return new IpPrefix(address, address.bits());
    }
    String mask = text.substring(slash + 1);
    int length = maskLength(mask, address);
    if (length < 0) {
      throw RuleException.usage("invalid mask `" + mask + "' specified");
    }
    return new IpPrefix(address, length).masked();
  }

  /// Numbers that are missing behind the last one are 0: `10.1` is 10.1.0.0
  /// (`libxtables/xtables.c`, `__numeric_to_ipaddr`).
  private static String completed(String word) {
    StringBuilder all = new StringBuilder(word);
    boolean isNumber = digits(word.substring(word.lastIndexOf('.') + 1), OCTET_DIGITS) >= 0;
    for (long dots = word.chars().filter(c -> c == '.').count(); isNumber && dots < 3; dots++) {
      all.append(".0");
    }
    return all.toString();
  }

  private static int maskLength(String mask, IpAddress masked) {
    int told = digits(mask, MASK_LENGTH_DIGITS);
    if (told >= 0 && told <= masked.bits()) {
      return told;
    }
    IpAddress bits = IpAddress.parseOrNull(mask);
    if (bits == null || bits.isV6() != masked.isV6()) {
      return -1;
    }
    int length = Long.bitCount(bits.high()) + Long.bitCount(bits.low());
    return bits.equals(bits.filled(0).masked(length)) ? length : -1;
  }
}
