package dev.drydock.scenarios.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads containers of a state that `drydock transcript` or a recording wrote: `ps.txt`,
/// `c-NAME.networksettings.json` and `c-NAME.txt`.
final class RecordedContainers {
  private static final String SETTINGS = ".networksettings.json";
  private static final String NAMESERVER = "nameserver ";
  private static final String ADDRESSES = "ip -d addr";

  private final DumpFolder folder;
  private final HostDump dump;

  /// What `ip addr` says in each, by which those that share a namespace are found.
  private final Map<String, List<String>> addresses = new LinkedHashMap<>();

  private RecordedContainers(DumpFolder folder, HostDump dump) {
    this.folder = folder;
    this.dump = dump;
  }

  /// Those that run, the oldest first where `ps.txt` tells.
  static List<HostContainer> of(DumpFolder folder, HostDump dump) {
    RecordedContainers reader = new RecordedContainers(folder, dump);
    Map<String, String> images = images(folder.text("ps.txt").lines().toList());
    Set<String> names = new LinkedHashSet<>(images.keySet());
    for (String file : folder.files(SETTINGS)) {
      names.add(file.substring("c-".length(), file.length() - SETTINGS.length()));
    }
    List<HostContainer> containers = new ArrayList<>();
    for (String name : names) {
      HostContainer found = reader.container(name, images.getOrDefault(name, "busybox"));
      if (found != null) {
        containers.add(found);
      }
    }
    return containers;
  }

  /// Name → image. The newest stands first in `docker ps`.
  private static Map<String, String> images(List<String> lines) {
    Map<String, String> images = new LinkedHashMap<>();
    for (String line : lines.reversed()) {
      List<String> words = List.of(line.strip().split("\\s+", -1));
      if (words.size() > 2 && !line.startsWith("CONTAINER ID")) {
        images.put(words.get(1), words.get(2));
      }
    }
    return images;
  }

  private @Nullable HostContainer container(String name, String image) {
    NetworkSettings settings = new NetworkSettings(folder.json("c-" + name + SETTINGS));
    Map<String, List<String>> sections = folder.sections("c-" + name + ".txt");
    String mode = settings.names().isEmpty() ? "" : settings.names().getFirst();
    List<String> own = sections.getOrDefault(ADDRESSES, List.of());
    if (Devices.ofText(own).isEmpty()) {
      dump.leaveOut("container " + name + ": it does not run");
      return null;
    }
    addresses.put(name, own);
    addNameservers(sections.getOrDefault("/etc/resolv.conf", List.of()));
    if (mode.equals("host")) {
      dump.machine = String.join("", sections.getOrDefault("/etc/hostname", List.of()));
    }
    List<String> exposed = settings.exposed();
    return new HostContainer(
        "",
        name,
        image,
        mode.isEmpty() ? shared(name, own) : mode,
        settings.joined(name),
        "",
        settings.ports(null),
        listening(sections.getOrDefault("ss -lntu", List.of())),
        exposed.isEmpty() ? Map.of() : Map.of("expose", exposed));
  }

  /// A container on the default bridge has the name servers of the host.
  private void addNameservers(List<String> lines) {
    for (String line : lines) {
      String server = line.startsWith(NAMESERVER) ? line.substring(NAMESERVER.length()) : "";
      if (!server.isEmpty() && !server.startsWith("127.") && !dump.nameservers.contains(server)) {
        dump.nameservers.add(server);
      }
    }
  }

  /// Whose namespace a container has that has no network.
  private String shared(String name, List<String> own) {
    for (Map.Entry<String, List<String>> other : addresses.entrySet()) {
      if (!other.getKey().equals(name) && other.getValue().equals(own)) {
        return "container:" + other.getKey();
      }
    }
    return "none";
  }

  /// `tcp LISTEN 0 9 *:80 *:*`.
  private static List<String> listening(List<String> lines) {
    Set<String> ports = new LinkedHashSet<>();
    for (String line : lines) {
      List<String> words = List.of(line.strip().split("\\s+", -1));
      if (words.size() > 4 && words.getFirst().matches("tcp|udp")) {
        String at = words.get(4);
        String port = at.substring(at.lastIndexOf(':') + 1);
        if (!at.startsWith("127.") && !at.startsWith("[::1]") && port.matches("\\d+")) {
          ports.add(words.getFirst().equals("tcp") ? port : port + "/udp");
        }
      }
    }
    return List.copyOf(ports);
  }
}
