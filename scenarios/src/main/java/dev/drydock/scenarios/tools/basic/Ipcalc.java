package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.text.Options;
import java.util.List;

/// `ipcalc [-bnmps] ADDRESS[/PREFIX] [NETMASK]` (BusyBox 1.35 `networking/ipcalc.c`): network,
/// broadcast address, mask and prefix of an address.
final class Ipcalc {
  private static final int BITS = 32;

  private Ipcalc() {}

  static int run(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "bnmphs");
    List<String> words = options.rest();
    boolean asks = "bnmph".chars().anyMatch(letter -> options.has((char) letter));
    if (words.isEmpty() || words.size() > 2 || options.unknown() != 0 || !asks) {
      invocation.err("Usage: ipcalc [-bnmphs] ADDRESS[/PREFIX] [NETMASK]");
      return 1;
    }
    int slash = words.getFirst().indexOf('/');
    String digits = slash < 0 ? "" : words.getFirst().substring(slash + 1);
    if (slash >= 0 && words.size() == 2) {
      return refuse(invocation, options, "use prefix or netmask, not both");
    }
    if (slash >= 0 && (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) > BITS)) {
      return refuse(invocation, options, "number " + digits + " is not in 0..32 range");
    }
    String typed = slash < 0 ? words.getFirst() : words.getFirst().substring(0, slash);
    if (!Ipv4Address.isValid(typed)) {
      return refuse(invocation, options, "bad IP address: " + typed);
    }
    if (words.size() == 2 && !Ipv4Address.isValid(words.get(1))) {
      return refuse(invocation, options, "bad netmask: " + words.get(1));
    }
    int address = Ipv4Address.parse(typed);
    int bits = slash >= 0 ? Integer.parseInt(digits) : ofClass(address);
    int mask = words.size() == 2 ? Ipv4Address.parse(words.get(1)) : mask(bits);
    print(invocation, options, address, mask);
    return 0;
  }

  private static void print(Invocation invocation, Options options, int address, int mask) {
    if (options.has('m')) {
      invocation.out("NETMASK=" + Ipv4Address.format(mask));
    }
    if (options.has('b')) {
      invocation.out("BROADCAST=" + Ipv4Address.format((address & mask) | ~mask));
    }
    if (options.has('n')) {
      invocation.out("NETWORK=" + Ipv4Address.format(address & mask));
    }
    if (options.has('p')) {
      invocation.out("PREFIX=" + Integer.bitCount(mask));
    }
  }

  private static int refuse(Invocation invocation, Options options, String why) {
    if (!options.has('s')) {
      invocation.err("ipcalc: " + why);
    }
    return 1;
  }

  private static int mask(int bits) {
    return bits == 0 ? 0 : -1 << (BITS - bits);
  }

  /// The prefix of an address's class (`get_netmask`).
  private static int ofClass(int address) {
    if (address >= 0) {
      return 8;
    }
    return (address & 0x4000_0000) == 0 ? 16 : 24;
  }
}
