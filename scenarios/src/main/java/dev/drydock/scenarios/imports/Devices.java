package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `ip addr` says, as text (`-d` or not) or as JSON (`-d -j`).
///
/// ```
/// 2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0 state UP …
///     link/ether 08:00:27:00:01:29 brd ff:ff:ff:ff:ff:ff link-netns wire promiscuity 0 …
///     veth numtxqueues 2 …
///     inet 192.168.1.41/24 scope global eth0
/// ```
final class Devices {
  private static final Pattern HEAD = Pattern.compile("\\d+: ([^:@ ]+)(?:@(\\S+))?: <.*");

  /// Kinds that `ip -d` names in a line of their own.
  private static final List<String> KINDS =
      List.of(
          "veth",
          "bridge",
          "vlan",
          "bond",
          "dummy",
          "macvlan",
          "ipvlan",
          "macvtap",
          "vxlan",
          "tun",
          "wireguard",
          "gre",
          "gretap",
          "ipip",
          "sit",
          "ip6tnl",
          "vti",
          "xfrm",
          "team",
          "vrf",
          "ifb",
          "geneve");

  private final List<HostDevice> devices = new ArrayList<>();

  private Devices() {}

  /// The devices of a text.
  static List<HostDevice> ofText(List<String> lines) {
    Devices reader = new Devices();
    List<String> one = new ArrayList<>();
    for (String line : lines) {
      if (HEAD.matcher(line).matches()) {
        reader.add(one);
        one.clear();
      }
      one.add(line);
    }
    reader.add(one);
    return reader.guessed();
  }

  private void add(List<String> lines) {
    Matcher head = HEAD.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!head.matches()) {
      return;
    }
    String lower = head.group(2) == null ? "" : head.group(2);
    List<String> addresses = new ArrayList<>();
    String kind = lower.matches("if\\d+") ? "veth" : "";
    String mac = "";
    String vlan = "";
    for (String line : lines.subList(1, lines.size())) {
      String first = word(line, 0);
      if (first.startsWith("link/")) {
        mac = word(line, 1);
        kind = first.equals("link/none") ? "tun" : kind;
      } else if (KINDS.contains(first)) {
        kind = first;
        vlan = first.equals("vlan") ? after(line, "id") : "";
      } else if (first.startsWith("inet") && !after(line, "scope").equals("link")) {
        addresses.add(word(line, 1));
      }
    }
    String top = lines.getFirst();
    devices.add(
        new HostDevice(
            head.group(1),
            kind,
            lower.matches("if\\d+|NONE") ? "" : lower,
            after(top, "master"),
            mac,
            number(after(top, "mtu")),
            List.copyOf(addresses),
            vlan));
  }

  /// Without `-d` kinds are not told: a master is a bridge, `eth0.10@eth0` a VLAN.
  private List<HostDevice> guessed() {
    List<String> masters = devices.stream().map(HostDevice::master).toList();
    devices.replaceAll(each -> {
      boolean isBridge = masters.contains(each.name()) || each.name().matches("docker0|br-.*");
      boolean isVlan = !each.lower().isEmpty() && each.name().matches(".*\\.\\d+");
      if (!each.kind().isEmpty() || !(isBridge || isVlan)) {
        return each;
      }
      return new HostDevice(
          each.name(),
          isBridge ? "bridge" : "vlan",
          each.lower(),
          each.master(),
          each.mac(),
          each.mtu(),
          each.addresses(),
          isBridge ? "" : each.name().replaceFirst(".*\\.", ""));
    });
    return List.copyOf(devices);
  }

  /// The devices of `ip -d -j addr`.
  static List<HostDevice> ofJson(List<Node> nodes) {
    Devices reader = new Devices();
    for (Node node : nodes) {
      if (!Json.text(node, "ifname").isEmpty()) {
        reader.devices.add(device(node));
      }
    }
    return reader.guessed();
  }

  private static HostDevice device(Node node) {
    List<String> addresses = new ArrayList<>();
    for (Node address : Json.items(node, "addr_info")) {
      if (!Json.text(address, "scope").equals("link")) {
        addresses.add(Json.text(address, "local") + "/" + Json.text(address, "prefixlen"));
      }
    }
    String kind = Json.text(node, "linkinfo", "info_kind");
    boolean isPair = kind.isEmpty() && !Json.text(node, "link_index").isEmpty();
    boolean isTunnel = Json.text(node, "link_type").equals("none");
    return new HostDevice(
        Json.text(node, "ifname"),
        isPair ? "veth" : isTunnel && kind.isEmpty() ? "tun" : kind,
        Json.text(node, "link"),
        Json.text(node, "master"),
        Json.text(node, "address"),
        number(Json.text(node, "mtu")),
        List.copyOf(addresses),
        Json.text(node, "linkinfo", "info_data", "id"));
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }

  private static String word(String line, int index) {
    List<String> words = words(line);
    return index < words.size() ? words.get(index) : "";
  }

  private static String after(String line, String word) {
    List<String> words = words(line);
    int at = words.indexOf(word);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }
}
