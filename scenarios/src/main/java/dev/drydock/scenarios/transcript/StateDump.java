package dev.drydock.scenarios.transcript;

import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A dump of a Docker host and its containers, in the files and sections of the recordings. All of
/// it is what commands say, typed at no cost of virtual time.
///
/// ```
/// host.net.txt                     addresses, routes, neighbours, bridges, settings, sockets
/// host.iptables-save-c.txt
/// host.ip6tables-save-c.txt        where there are rules for IPv6
/// ps.txt  network-ls.txt  network-inspect.json
/// c-NAME.txt                       the same of a container, and its files
/// c-NAME.networksettings.json
/// netns-NAME.txt                   a namespace that is no container's
/// ```
final class StateDump {
  private static final List<String> HOST_SECTIONS =
      List.of(
          "ip -d addr",
          "ip route show table all",
          "ip -6 route",
          "ip rule",
          "ip neigh",
          "bridge -d link",
          "bridge fdb show",
          "brctl show",
          "sysctl",
          "ss -lntup",
          "conntrack");

  private static final List<String> CONTAINER_SECTIONS =
      List.of(
          "ip -d addr",
          "ip route",
          "ip -6 route",
          "ip neigh",
          "/etc/hosts",
          "/etc/resolv.conf",
          "/etc/hostname",
          "iptables-save -c (own netns)",
          "ss -lntu",
          "sysctl");

  private static final List<String> NAMESPACE_SECTIONS =
      List.of(
          "ip -d addr",
          "ip route",
          "ip rule",
          "ip neigh",
          "bridge fdb",
          "bridge -d link",
          "iptables-save -c",
          "ip xfrm",
          "ipvs",
          "sysctl");

  private final Interpreter interpreter;
  private final Box box;
  private final Place host;

  StateDump(Interpreter interpreter, Box box) {
    this.interpreter = interpreter;
    this.box = box;
    this.host = Interpreter.on(box);
  }

  /// Writes what the machine itself says into a folder.
  void writeHost(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder, "host.net.txt", hostSections());
    write(folder, "host.iptables-save-c.txt", at(host, "iptables-save -c"));
    String rules6 = at(host, "ip6tables-save -c");
    if (rules6.contains("-A ")) {
      write(folder, "host.ip6tables-save-c.txt", rules6);
    }
    write(
        folder,
        "ps.txt",
        at(
            host,
            "docker ps -a --no-trunc --format"
                + " 'table {{.ID}}\\t{{.Names}}\\t{{.Image}}\\t{{.Ports}}\\t{{.Networks}}'"));
    write(folder, "network-ls.txt", at(host, "docker network ls --no-trunc"));
    write(
        folder,
        "network-inspect.json",
        at(host, "docker network inspect $(docker network ls -q --no-trunc)"));
  }

  /// Writes what its containers and its other namespaces say into the folder.
  void writeContainers(Path folder) throws IOException {
    List<Netns> known = new ArrayList<>(List.of(box.machine().root()));
    for (ContainerDirectory.Entry entry : interpreter.containers().on(box)) {
      container(folder, entry);
      known.add(entry.namespace() == null ? box.machine().root() : entry.namespace());
    }
    for (Netns namespace : box.machine().namespaces()) {
      if (!known.contains(namespace)) {
        String file = "netns-" + OpenStep.fileName(namespace.name()) + ".txt";
        write(folder, file, namespaceSections(namespace));
      }
    }
  }

  private static void write(Path folder, String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }

  private String at(Place place, String command) {
    StringBuilder text = new StringBuilder();
    interpreter.look(command, place, (part, error) -> text.append(part));
    return text.toString();
  }

  private String hostSections() {
    Sections sections = new Sections();
    for (String title : HOST_SECTIONS) {
      sections.add(
          title,
          switch (title) {
            case "sysctl" -> SettingsDump.ofHost(box.machine().root());
            case "conntrack" -> at(host, "conntrack -L 2>/dev/null");
            default -> at(host, title);
          });
    }
    return sections.toString();
  }

  private void container(Path folder, ContainerDirectory.Entry entry) throws IOException {
    String name = OpenStep.fileName(entry.name());
    Sections sections = new Sections();
    for (String title : CONTAINER_SECTIONS) {
      sections.add(title, containerSection(entry, title));
    }
    write(folder, "c-" + name + ".txt", sections.toString());
    String settings = at(host, "docker inspect -f '{{json .NetworkSettings}}' " + entry.name());
    write(folder, "c-" + name + ".networksettings.json", JsonLayout.indented(settings));
  }

  private String containerSection(ContainerDirectory.Entry entry, String title) {
    Place inside = entry.place(box);
    if (title.startsWith("/")) {
      return inside == null
          ? "Error response from daemon: Container " + entry.id() + " is not running\n"
          : at(inside, "cat " + title);
    }
    if (title.equals("sysctl")) {
      return inside == null ? "" : SettingsDump.ofContainer(inside.namespace());
    }
    int note = title.indexOf(" (");
    String command = note < 0 ? title : title.substring(0, note);
    return at(host, "nsenter -t " + entry.pid() + " -n " + command);
  }

  private String namespaceSections(Netns namespace) {
    Place inside = host.in(namespace);
    Sections sections = new Sections();
    for (String title : NAMESPACE_SECTIONS) {
      sections.add(
          title,
          switch (title) {
            case "sysctl" -> SettingsDump.ofNamespace(namespace);
            case "ip route" -> at(inside, "ip -4 route show table all");
            case "ip xfrm" -> at(inside, "ip xfrm state");
            case "ipvs" -> at(inside, "cat /proc/net/ip_vs");
            default -> at(inside, title);
          });
    }
    return sections.toString();
  }

  /// `### TITLE` and what belongs to it.
  private static final class Sections {
    private final StringBuilder text = new StringBuilder();

    void add(String title, String content) {
      text.append("### ").append(title).append('\n').append(content);
      if (!content.isEmpty() && !content.endsWith("\n")) {
        text.append('\n');
      }
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
