package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which keys a stack's file has, and what is said of those that a stack does not know.
final class StackKeys {
  /// What a stack has no use for (docker/cli `compose/types.UnsupportedProperties`).
  private static final List<String> UNSUPPORTED =
      List.of(
          "build",
          "cgroup_parent",
          "devices",
          "domainname",
          "external_links",
          "ipc",
          "links",
          "mac_address",
          "network_mode",
          "pid",
          "privileged",
          "restart",
          "security_opt",
          "shm_size",
          "userns_mode");

  /// What a stack must not have: limits outside `deploy`, sorted.
  private static final List<String> FORBIDDEN =
      List.of("cpu_quota", "cpu_shares", "cpuset", "mem_limit", "memswap_limit");

  private final Set<String> keys;

  StackKeys(Node.Mapping root) {
    this.keys = keys(root);
  }

  /// Refuses keys that must not be there (docker/cli `types.ForbiddenProperties`).
  void check() throws Failure {
    List<String> lines =
        FORBIDDEN.stream()
            .filter(keys::contains)
            .map(key -> key + ": Set resource limits using deploy.resources")
            .toList();
    if (!lines.isEmpty()) {
      throw new Failure(
          "Compose file contains unsupported options:\n\n" + String.join("\n\n", lines) + "\n", 1);
    }
  }

  /// What is said of keys that are left out.
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    List<String> ignored = UNSUPPORTED.stream().filter(keys::contains).toList();
    if (!ignored.isEmpty()) {
      lines.add("Ignoring unsupported options: " + String.join(", ", ignored));
      lines.add("");
    }
    List<String> old = new ArrayList<>();
    if (keys.contains("container_name")) {
      old.add("container_name: Setting the container name is not supported.");
    }
    if (keys.contains("expose")) {
      old.add(
          "expose: Exposing ports is unnecessary - services on the same network can access each"
              + " other's containers on any port.");
    }
    if (!old.isEmpty()) {
      lines.add("Ignoring deprecated options:");
      lines.add("");
      lines.add(String.join("\n\n", old));
      lines.add("");
    }
    return lines;
  }

  /// The keys of all services.
  private static Set<String> keys(Node.Mapping root) {
    Set<String> keys = new LinkedHashSet<>();
    if (root.get("services") instanceof Node.Mapping services) {
      for (Node.Entry service : services.entries()) {
        if (service.value() instanceof Node.Mapping fields) {
          fields.entries().forEach(entry -> keys.add(entry.name()));
        }
      }
    }
    return keys;
  }

  /// A refusal as docker/cli words it, whose schema is checked by another library than compose's.
  static String worded(String message) {
    return message
        .replaceFirst(
            "^Top-level object must be a mapping, .*", "Top-level object must be a mapping")
        .replaceFirst("^empty compose file$", "Top-level object must be a mapping")
        .replaceFirst(
            "^services\\.[^ ]+\\.ports(?:\\[\\d+\\]|\\.\\d+)?: invalid IP address: (.*)$",
            "1 error(s) decoding:\n\n* error decoding 'Ports': Invalid ip address: $1")
        .replaceFirst(
            "^services\\.[^ ]+\\.ports(?:\\[\\d+\\]|\\.\\d+)?: invalid (.*)$",
            "1 error(s) decoding:\n\n* error decoding 'Ports': Invalid $1")
        .replaceFirst(
            "(?s)^error while interpolating (\\S+): (.*)$",
            "invalid interpolation format for $1: \"$2\"; you may need to escape any \\$ with"
                + " another \\$");
  }
}
