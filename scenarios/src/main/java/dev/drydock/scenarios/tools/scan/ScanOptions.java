package dev.drydock.scenarios.tools.scan;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The command line of `nmap`.
final class ScanOptions {
  private static final int PORT_MAX = 65535;

  /// More hosts than this are not scanned in one go.
  private static final int HOSTS_MAX = 1024;

  boolean numeric;
  boolean skipsDiscovery;
  boolean findsHostsOnly;
  boolean udp;
  boolean connects;
  boolean onlyOpen;
  List<Integer> ports = List.of();
  final List<String> targets = new ArrayList<>();

  static ScanOptions read(List<String> words) throws CommandFailure {
    ScanOptions options = new ScanOptions();
    options.ports = common(1024);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-n" -> options.numeric = true;
        case "-Pn", "-P0" -> options.skipsDiscovery = true;
        case "-sn", "-sP" -> options.findsHostsOnly = true;
        case "-sT" -> options.connects = true;
        case "-sU" -> options.udp = true;
        case "--open" -> options.onlyOpen = true;
        case "-F" -> options.ports = common(100);
        case "-p-" -> options.ports = ports("1-" + PORT_MAX);
        case "-p" -> {
          i++;
          options.ports = ports(i < words.size() ? words.get(i) : "");
        }
        case "-sS", "-R", "-v", "-vv", "-r", "-A", "-O", "-sV", "-sC", "-4" -> {}
        default -> options.readOther(word);
      }
    }
    return options;
  }

  private void readOther(String word) throws CommandFailure {
    if (word.startsWith("-p")) {
      ports = ports(word.substring(2));
    } else if (word.startsWith("-") && !word.matches("-T[0-5]")) {
      throw new CommandFailure(
          255,
          "nmap: unrecognized option '"
              + word
              + "'\nSee the output of nmap -h for a summary of options.");
    } else if (!word.startsWith("-")) {
      targets.add(word);
    }
  }

  /// The lowest ports, and those that have a name.
  private static List<Integer> common(int lowest) {
    List<Integer> ports = new ArrayList<>();
    for (int port = 1; port <= PORT_MAX; port++) {
      if (port <= lowest || !Services.name(port, "tcp").equals("*")) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static List<Integer> ports(String text) throws CommandFailure {
    TreeSet<Integer> ports = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      String first = dash < 0 ? part : part.substring(0, dash);
      String last = dash < 0 ? part : part.substring(dash + 1);
      if (!first.matches("\\d{0,5}") || !last.matches("\\d{0,5}") || part.isEmpty()) {
        throw new CommandFailure(
            1,
            "Error #487: Your port specifications are illegal.  Example of proper form:"
                + " \"-100,200-1024,T:3000-4000,U:60000-\"\nQUITTING!");
      }
      int from = first.isEmpty() ? 1 : Integer.parseInt(first);
      int to = last.isEmpty() ? PORT_MAX : Integer.parseInt(last);
      if (from > PORT_MAX || to > PORT_MAX) {
        throw new CommandFailure(
            1, "Ports specified must be between 0 and 65535 inclusive\nQUITTING!");
      }
      for (int port = from; port <= to; port++) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
  }

  /// The addresses of a target that is no name: one, `10.0.0.0/28`, or `10.0.0.1-9`; empty for a
  /// name.
  static List<IpAddress> addresses(String target) throws CommandFailure {
    IpAddress one = IpAddress.parseOrNull(target);
    if (one != null) {
      return List.of(one);
    }
    IpPrefix prefix = target.contains("/") ? IpPrefix.parseOrNull(target) : null;
    if (prefix != null && !prefix.address().isV6()) {
      int size = prefix.length() == 0 ? Integer.MAX_VALUE : 1 << Math.min(30, 32 - prefix.length());
      int mask = prefix.length() == 0 ? 0 : -1 << (32 - prefix.length());
      return range(prefix.address().v4() & mask, size);
    }
    int dash = target.lastIndexOf('-');
    IpAddress first = dash < 0 ? null : IpAddress.parseOrNull(target.substring(0, dash));
    if (first != null && target.substring(dash + 1).matches("\\d{1,3}")) {
      int last = Integer.parseInt(target.substring(dash + 1));
      return range(first.v4(), last - (first.v4() & 0xff) + 1);
    }
    return List.of();
  }

  private static List<IpAddress> range(int first, int count) throws CommandFailure {
    if (count > HOSTS_MAX) {
      throw new CommandFailure(1, "nmap: more than " + HOSTS_MAX + " addresses in one scan");
    }
    List<IpAddress> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add(IpAddress.v4(first + i));
    }
    return addresses;
  }
}
