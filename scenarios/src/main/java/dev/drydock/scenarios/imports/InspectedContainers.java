package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what `docker inspect` says of containers.
final class InspectedContainers {
  private static final String SWARM_TASK = "com.docker.swarm.task.id";
  private static final int SHORT_ID = 12;

  private final Map<String, String> names = new LinkedHashMap<>();
  private final HostDump dump;

  private InspectedContainers(HostDump dump) {
    this.dump = dump;
  }

  /// Those that run, in the order in which they were started.
  static List<HostContainer> of(List<Node> nodes, HostDump dump) {
    InspectedContainers reader = new InspectedContainers(dump);
    nodes.forEach(node -> reader.names.put(Json.text(node, "Id"), name(node)));
    List<Node> sorted = new ArrayList<>(nodes);
    sorted.sort(Comparator.comparing(each -> Json.moment(each, "State", "StartedAt")));
    List<HostContainer> containers = new ArrayList<>();
    for (Node node : sorted) {
      if (reader.isWanted(node)) {
        containers.add(reader.container(node));
      }
    }
    return containers;
  }

  private static String name(Node node) {
    return Json.text(node, "Name").replaceFirst("^/", "");
  }

  private boolean isWanted(Node node) {
    boolean isTask = !Json.text(node, "Config", "Labels", SWARM_TASK).isEmpty();
    boolean isRunning = Json.isTrue(node, "State", "Running");
    if (isTask) {
      dump.leaveOut("container " + name(node) + ": a task of a swarm's service");
    } else if (!isRunning) {
      dump.leaveOut("container " + name(node) + ": it does not run");
    }
    return isRunning && !isTask;
  }

  private HostContainer container(Node node) {
    NetworkSettings settings = new NetworkSettings(Json.at(node, "NetworkSettings"));
    String name = name(node);
    String mode = mode(node);
    return new HostContainer(
        Json.text(node, "Id"),
        name,
        Json.text(node, "Config", "Image"),
        mode,
        settings.joined(name),
        Json.text(node, "Config", "MacAddress"),
        settings.ports(Json.at(node, "HostConfig", "PortBindings")),
        List.of(),
        rest(node));
  }

  private String mode(Node node) {
    String written = Json.text(node, "HostConfig", "NetworkMode");
    if (written.startsWith("container:")) {
      String id = written.substring("container:".length());
      return "container:" + names.getOrDefault(id, id);
    }
    return switch (written) {
      case "", "default", "bridge" -> HostContainer.BRIDGE;
      default ->
          dump.networks.stream()
              .filter(each -> each.id().equals(written))
              .map(HostNetwork::name)
              .findFirst()
              .orElse(written);
    };
  }

  private Map<String, Object> rest(Node node) {
    Map<String, Object> rest = new LinkedHashMap<>();
    Node config = Json.at(node, "Config");
    Node host = Json.at(node, "HostConfig");
    String id = Json.text(node, "Id");
    String hostname = Json.text(config, "Hostname");
    boolean isOwnId = id.startsWith(hostname) && hostname.length() == SHORT_ID;
    boolean hasOwnName = !isShared(Json.text(host, "NetworkMode"));
    if (Json.items(config, "Entrypoint").isEmpty()) {
      list(rest, "command", Json.texts(config, "Cmd"));
    }
    text(rest, "hostname", isOwnId || !hasOwnName ? "" : hostname);
    text(rest, "domainname", Json.text(config, "Domainname"));
    list(rest, "dns", Json.texts(host, "Dns"));
    list(rest, "dns_search", Json.texts(host, "DnsSearch"));
    list(rest, "dns_opt", Json.texts(host, "DnsOptions"));
    list(rest, "extra_hosts", Json.texts(host, "ExtraHosts"));
    list(rest, "external_links", links(Json.texts(host, "Links")));
    list(rest, "cap_add", Json.texts(host, "CapAdd"));
    list(rest, "cap_drop", Json.texts(host, "CapDrop"));
    if (Json.isTrue(host, "Privileged")) {
      rest.put("privileged", true);
    }
    Map<String, Object> sysctls = new LinkedHashMap<>();
    Json.entries(host, "Sysctls").forEach(e -> sysctls.put(e.name(), Json.text(e.value())));
    if (!sysctls.isEmpty()) {
      rest.put("sysctls", sysctls);
    }
    list(rest, "expose", new NetworkSettings(Json.at(node, "NetworkSettings")).exposed());
    String restart = Json.text(host, "RestartPolicy", "Name");
    text(rest, "restart", restart.equals("no") ? "" : restart);
    return rest;
  }

  private static boolean isShared(String mode) {
    return mode.equals("host") || mode.startsWith("container:");
  }

  /// `/db:/web/alias` of the engine is `db:alias` of compose.
  private static List<String> links(List<String> written) {
    return written.stream().map(each -> each.replaceFirst("^/(.*):.*/(.*)$", "$1:$2")).toList();
  }

  private static void text(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static void list(Map<String, Object> map, String key, List<String> values) {
    if (!values.isEmpty()) {
      map.put(key, List.copyOf(values));
    }
  }
}
