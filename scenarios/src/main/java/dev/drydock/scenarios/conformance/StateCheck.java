package dev.drydock.scenarios.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The dumps of a machine and its containers at one moment: rule sets, and what has an address, a
/// route, a name.
final class StateCheck {
  private static final List<String> MISSING = List.of("[missing]");
  private static final List<String> HOST_SECTIONS = List.of("ip route show table all");
  private static final List<String> CONTAINER_SECTIONS =
      List.of("ip route", "/etc/resolv.conf", "/etc/hosts");

  /// Settings of a network that are the same in each run.
  private static final List<String> ENDPOINT_KEYS =
      List.of(
          "IPAddress",
          "IPPrefixLen",
          "Gateway",
          "MacAddress",
          "GlobalIPv6Address",
          "GlobalIPv6PrefixLen",
          "IPv6Gateway",
          "Aliases");

  private StateCheck() {}

  /// The tables that hold rules, with their policies.
  static Score rules(Recording recording, Path replay) throws IOException {
    Score.Tally tally = new Score.Tally("rules");
    for (Path file : files(recording)) {
      if (Recording.name(file).contains("tables-save")) {
        String name = recording.first().relativize(file).toString();
        tally.compare(name, List.of(tables(file)), orMissing(replay.resolve(name)));
      }
    }
    return tally.score();
  }

  /// Addresses, ports, routes and names.
  static Score states(Recording recording, Path replay) throws IOException {
    Score.Tally tally = new Score.Tally("states");
    for (Path file : files(recording)) {
      String name = recording.first().relativize(file).toString();
      Path ours = replay.resolve(name);
      if (name.endsWith("networksettings.json")) {
        tally.compare(name, List.of(settings(file)), settings(ours));
      }
      for (String title : sections(Recording.name(file))) {
        List<String> real = section(file, title);
        List<String> told = section(ours, title);
        if (real != null) {
          tally.compare(name + " " + title, List.of(real), told == null ? MISSING : told);
        }
      }
    }
    return tally.score();
  }

  private static List<String> sections(String file) {
    if (file.equals("host.net.txt")) {
      return HOST_SECTIONS;
    }
    return file.startsWith("c-") && file.endsWith(".txt") ? CONTAINER_SECTIONS : List.of();
  }

  private static List<Path> files(Recording recording) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : Recording.inside(recording.first())) {
      if (Recording.name(folder).startsWith("state")) {
        files.addAll(Recording.files(folder));
      }
    }
    return files;
  }

  private static List<String> orMissing(Path file) throws IOException {
    return Files.exists(file) ? tables(file) : MISSING;
  }

  /// An `iptables-save`, table by table; without counters, comments and tables that hold no rule.
  private static List<String> tables(Path file) throws IOException {
    Map<String, List<String>> tables = new TreeMap<>();
    List<String> table = new ArrayList<>();
    for (String line : Recording.lines(file)) {
      String rule = line.replaceAll("\\[\\d+:\\d+]\\s*", "").strip();
      if (rule.startsWith("*")) {
        table = tables.computeIfAbsent(rule, key -> new ArrayList<>());
      } else if (!rule.isEmpty() && !rule.startsWith("#")) {
        table.add(rule);
      }
    }
    List<String> lines = new ArrayList<>();
    tables.forEach((name, rules) -> {
      if (rules.stream().anyMatch(rule -> rule.startsWith("-A"))) {
        lines.add(name);
        lines.addAll(Names.clean(rules));
      }
    });
    return lines;
  }

  /// What stands behind `### TITLE`, as a set; null when the file has no such section.
  private static @Nullable List<String> section(Path file, String title) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    List<String> found = null;
    for (String line : Recording.lines(file)) {
      if (line.startsWith("### ")) {
        if (found != null) {
          break;
        }
        found = line.equals("### " + title) ? new ArrayList<>() : null;
      } else if (found != null && !line.isBlank()) {
        found.add(line);
      }
    }
    return found == null ? null : Names.set(found);
  }

  /// The published ports, and of each network what is the same in each run.
  private static List<String> settings(Path file) throws IOException {
    if (!Files.exists(file)) {
      return MISSING;
    }
    if (!(parsed(String.join("\n", Recording.lines(file))) instanceof Map<?, ?> settings)) {
      return List.of("[not JSON]");
    }
    List<String> lines = new ArrayList<>();
    lines.add("ports " + ordered(settings.get("Ports")));
    if (settings.get("Networks") instanceof Map<?, ?> networks) {
      Map<String, Object> byName = new TreeMap<>();
      networks.forEach((name, endpoint) -> byName.put(String.valueOf(name), kept(endpoint)));
      byName.forEach((name, endpoint) -> lines.add(name + " " + endpoint));
    }
    return Names.clean(lines);
  }

  private static @Nullable Object parsed(String json) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(json);
    } catch (YamlEngineException e) {
      return null;
    }
  }

  private static String kept(@Nullable Object endpoint) {
    Map<String, String> kept = new LinkedHashMap<>();
    if (endpoint instanceof Map<?, ?> settings) {
      ENDPOINT_KEYS.forEach(key -> kept.put(key, ordered(settings.get(key))));
    }
    return kept.toString();
  }

  /// A value as text, with the keys of maps in order.
  private static String ordered(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> byKey = new TreeMap<>();
      map.forEach((key, inner) -> byKey.put(String.valueOf(key), ordered(inner)));
      return byKey.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(StateCheck::ordered).toList().toString();
    }
    return String.valueOf(value);
  }
}
