package dev.drydock.scenarios.imports;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The routes of a host, as `ip route show table all` says them: those of its own addresses the
/// kernel makes itself, default routes by a card are the card's `gateway`, others are commands.
final class HostRoutes {
  private static final Set<String> KERNEL_KINDS = Set.of("local", "broadcast", "multicast");

  /// Words behind which a value stands that no command takes.
  private static final String SHOWN_ONLY = " (linkdown|dead|onlink|offload|pref \\w+|expires \\S+)";

  private final HostDump dump;
  private final List<String> own = new ArrayList<>();

  /// A default route.
  record Hop(String gateway, String device) {}

  HostRoutes(HostDump dump) {
    this.dump = dump;
    for (String line : dump.routes) {
      boolean isKernel = line.contains(" proto kernel ") || line.contains(" table local");
      String first = line.replaceFirst(" .*", "");
      if (!isKernel
          && !KERNEL_KINDS.contains(first)
          && line.contains(" dev ")
          && !isOfDocker(line)) {
        own.add(line.replaceAll(SHOWN_ONLY + "(?= |$)", "").strip());
      }
    }
  }

  private static boolean isOfDocker(String line) {
    return after(line, "dev").matches("veth[0-9a-f]{7}") || line.contains(" proto ra ");
  }

  private static String after(String line, String word) {
    List<String> words = List.of(line.split(" ", -1));
    int at = words.indexOf(word);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }

  private static boolean isDefault(String line) {
    return line.startsWith("default via ") && !line.contains(" table ");
  }

  /// The default routes of the main table.
  List<Hop> defaults() {
    return own.stream()
        .filter(HostRoutes::isDefault)
        .map(line -> new Hop(after(line, "via"), after(line, "dev")))
        .toList();
  }

  /// The length of the subnet that holds the gateway; empty where none does.
  String prefixOf(Hop hop) {
    for (HostDevice device : dump.devices) {
      for (String address : device.addresses()) {
        if (device.name().equals(hop.device()) && holds(address, hop.gateway())) {
          return address.replaceFirst(".*/", "");
        }
      }
    }
    return "";
  }

  private static boolean holds(String written, String address) {
    IpPrefix prefix = IpPrefix.parseOrNull(written);
    IpAddress parsed = IpAddress.parseOrNull(address);
    return prefix != null && parsed != null && prefix.contains(parsed);
  }

  /// The next hops of a card's default routes, the first of each family.
  List<String> gateways(HostDevice card) {
    List<String> gateways = new ArrayList<>();
    for (Hop hop : defaults()) {
      boolean isSix = hop.gateway().contains(":");
      boolean isFirst = gateways.stream().noneMatch(each -> each.contains(":") == isSix);
      if (hop.device().equals(card.name()) && isFirst && !prefixOf(hop).isEmpty()) {
        gateways.add(hop.gateway());
      }
    }
    return gateways;
  }

  /// `ip route add …` and `ip rule add …` for what no card's `gateway` says.
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (String line : own) {
      if (!isCarried(after(line, "dev"))) {
        dump.leaveOut("route " + line);
      } else if (!isOfCard(line)) {
        String tool = line.contains(":") ? "ip -6 route add " : "ip route add ";
        commands.add(tool + line);
      }
    }
    for (String line : dump.policies) {
      List<String> words = List.of(line.replace('\t', ' ').split(": *", 2));
      if (words.size() == 2 && !Set.of("0", "32766", "32767").contains(words.getFirst())) {
        commands.add("ip rule add pref " + words.getFirst() + " " + words.get(1).strip());
      }
    }
    return commands;
  }

  /// Whether the device of a route is there.
  private boolean isCarried(String name) {
    return dump.devices.stream()
        .filter(each -> each.name().equals(name))
        .anyMatch(each -> each.isCard() || each.isMadeByCommand() || name.equals("lo"));
  }

  private boolean isOfCard(String line) {
    String gateway = after(line, "via");
    return isDefault(line)
        && dump.devices.stream()
            .filter(each -> each.isCard() && each.name().equals(after(line, "dev")))
            .anyMatch(each -> gateways(each).contains(gateway));
  }
}
