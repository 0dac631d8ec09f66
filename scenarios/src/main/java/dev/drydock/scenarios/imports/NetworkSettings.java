package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.imports.HostContainer.Joined;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `NetworkSettings` of `docker inspect`.
final class NetworkSettings {
  private static final String SHORT_ID = "[0-9a-f]{12}";

  private final @Nullable Node settings;

  NetworkSettings(@Nullable Node settings) {
    this.settings = settings;
  }

  /// The names of its networks.
  List<String> names() {
    return Json.entries(settings, "Networks").stream().map(Node.Entry::name).toList();
  }

  /// Its networks.
  ///
  /// @param name its own, which is no alias given by hand
  List<Joined> joined(String name) {
    List<Joined> joined = new ArrayList<>();
    for (Node.Entry entry : Json.entries(settings, "Networks")) {
      Node endpoint = entry.value();
      String ipv4 = Json.text(endpoint, "IPAddress");
      String mac = Json.text(endpoint, "MacAddress").toLowerCase(Locale.ROOT);
      List<String> aliases =
          Json.texts(endpoint, "Aliases").stream()
              .filter(alias -> !alias.equals(name) && !alias.matches(SHORT_ID))
              .distinct()
              .toList();
      joined.add(
          new Joined(
              entry.name(),
              ipv4,
              Json.text(endpoint, "GlobalIPv6Address"),
              mac.equals(derived(ipv4)) ? "" : mac,
              aliases));
    }
    return joined;
  }

  /// The MAC that engines up to 27 make of an address (`netutils.GenerateMACFromIP`).
  private static String derived(String ipv4) {
    StringBuilder mac = new StringBuilder("02:42");
    for (String octet : ipv4.split("\\.", -1)) {
      mac.append(octet.matches("\\d{1,3}") ? ":%02x".formatted(Integer.valueOf(octet)) : "");
    }
    return mac.toString();
  }

  /// Published ports, as compose writes them.
  ///
  /// @param asked what the user asked for, `HostConfig.PortBindings`; null where nothing tells
  List<String> ports(@Nullable Node asked) {
    Set<String> ports = new LinkedHashSet<>();
    for (Node.Entry entry : Json.entries(settings, "Ports")) {
      List<Node> bindings = Json.items(entry.value());
      boolean isOnAll = isOnAll(bindings, Json.items(asked, entry.name()));
      bindings.forEach(each -> ports.add(port(each, entry.name(), isOnAll)));
    }
    for (Node.Entry entry : Json.entries(asked)) {
      if (Json.items(settings, "Ports", entry.name()).isEmpty()) {
        for (Node each : Json.items(entry.value())) {
          ports.add(port(each, entry.name(), Json.text(each, "HostIp").isEmpty()));
        }
      }
    }
    return List.copyOf(ports);
  }

  /// Ports that its image or the user exposes, and that are not published.
  List<String> exposed() {
    List<String> exposed = new ArrayList<>();
    for (Node.Entry entry : Json.entries(settings, "Ports")) {
      if (Json.items(entry.value()).isEmpty()) {
        exposed.add(withoutTcp(entry.name()));
      }
    }
    return exposed;
  }

  private static String withoutTcp(String port) {
    return port.endsWith("/tcp") ? port.substring(0, port.length() - "/tcp".length()) : port;
  }

  /// Whether no address was asked for. A dump without the question has both families then.
  private static boolean isOnAll(List<Node> bindings, List<Node> asked) {
    if (!asked.isEmpty()) {
      return asked.stream().allMatch(each -> Json.text(each, "HostIp").isEmpty());
    }
    List<String> addresses = bindings.stream().map(each -> Json.text(each, "HostIp")).toList();
    return addresses.contains("0.0.0.0") && addresses.contains("::");
  }

  private static String port(Node binding, String target, boolean isOnAll) {
    String address = isOnAll ? "" : Json.text(binding, "HostIp");
    String bracketed = address.contains(":") ? "[" + address + "]" : address;
    String number = Json.text(binding, "HostPort");
    String published = bracketed.isEmpty() ? number : bracketed + ":" + number;
    String plain = withoutTcp(target);
    return published.isEmpty() ? plain : published + ":" + plain;
  }
}
