package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.Stopping;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.NetnsFiles;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.ToolRegistry;
import dev.drydock.scenarios.tools.names.HostsFile;
import dev.drydock.scenarios.tools.text.Options;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands about machines and namespaces: `ssh`, `nsenter`, `systemctl`, `apt` and the like.
final class Machines {
  private static final List<String> DOCKER_PACKAGES =
      List.of("docker", "docker.io", "docker-ce", "docker-engine", "moby-engine");

  private static final long CONNECT_NANOS = 20_000_000_000L;

  private Machines() {}

  /// Runs a command on another machine. The session itself moves no frames.
  static int ssh(Invocation invocation) {
    List<String> rest = Options.parse(invocation.arguments(), "+o:p:i:l:F:J:tTqvAnN46").rest();
    if (rest.isEmpty()) {
      invocation.err("usage: ssh [user@]hostname command");
      return 255;
    }
    String target = rest.get(0).substring(rest.get(0).indexOf('@') + 1);
    Box box = boxOf(invocation, target);
    if (box == null) {
      invocation.err("ssh: Could not resolve hostname " + target + ": Name or service not known");
      return 255;
    }
    String command = String.join(" ", rest.subList(1, rest.size()));
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return invocation.shell().run(command, Place.on(box), io);
  }

  /// A machine by its name, or by an address of its own.
  private static @Nullable Box boxOf(Invocation invocation, String target) {
    for (Box box : invocation.lab().boxes()) {
      boolean named = box.name().equals(target);
      boolean addressed =
          box.plan().nics().stream()
              .flatMap(nic -> nic.addresses().stream())
              .anyMatch(cidr -> cidr.address().toString().equals(target));
      if (named || addressed) {
        return box;
      }
    }
    return null;
  }

  /// `nsenter -t PID -n COMMAND…`: the machine's tools in a container's namespace; with `-m` or
  /// `-a` the container's own.
  static int nsenter(Invocation invocation) {
    List<String> words = withShortOptions(invocation.arguments());
    Options options = Options.parse(words, "+t:nmuipaCUF");
    List<String> rest = options.rest();
    String target = options.value('t');
    String file = fileOf(invocation.arguments());
    if (file != null) {
      Netns named = namespaceAt(invocation.place().box(), file);
      if (named == null) {
        invocation.err("nsenter: cannot open " + file + ": No such file or directory");
        return 1;
      }
      return execute(invocation, invocation.place().in(named), rest);
    }
    if (target == null || !target.matches("[1-9]\\d{0,8}")) {
      invocation.err("nsenter: neither filename nor target pid supplied for ns/net");
      return 1;
    }
    Place place = placeOf(invocation, Long.parseLong(target), options);
    if (place == null) {
      invocation.err("nsenter: cannot open /proc/" + target + "/ns/net: No such file or directory");
      return 1;
    }
    return execute(invocation, place, rest);
  }

  /// Of a sandbox by its file, of everything else by its name.
  private static @Nullable Netns namespaceAt(Box box, String file) {
    Netns found = NetnsFiles.at(box, file);
    return found != null ? found : box.machine().namespace(ToolRegistry.baseName(file));
  }

  private static int execute(Invocation invocation, Place place, List<String> words) {
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return words.isEmpty() ? 0 : invocation.shell().execute(words, place, io);
  }

  private static List<String> withShortOptions(List<String> words) {
    List<String> out = new ArrayList<>();
    for (String word : words) {
      switch (word) {
        case "--target" -> out.add("-t");
        case "--net" -> out.add("-n");
        case "--mount" -> out.add("-m");
        case "--all" -> out.add("-a");
        default -> {
          if (word.startsWith("--target=")) {
            out.add("-t" + word.substring("--target=".length()));
          } else if (!word.startsWith("--net=")) {
            out.add(word);
          }
        }
      }
    }
    return out;
  }

  private static @Nullable String fileOf(List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("--net="))
        .map(word -> word.substring("--net=".length()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Place placeOf(Invocation invocation, long pid, Options options) {
    Box box = invocation.place().box();
    if (pid == 1) {
      return Place.on(box);
    }
    ContainerDirectory.Entry entry = invocation.shell().containers().byPid(box, pid);
    Place inside = entry == null ? null : entry.place(box);
    if (inside == null || options.has('m') || options.has('a')) {
      return inside;
    }
    return invocation.place().in(inside.namespace());
  }

  /// `systemctl ACTION UNIT…`.
  static int systemctl(Invocation invocation) {
    List<String> rest = Options.parse(invocation.arguments(), "qf").rest();
    String action = rest.isEmpty() ? "" : rest.get(0);
    return switch (action) {
      case "start", "stop", "restart", "reload" -> {
        int status = 0;
        for (String unit : rest.subList(1, rest.size())) {
          status = Math.max(status, act(invocation, action, unit));
        }
        yield status;
      }
      case "is-active" -> isActive(invocation, rest);
      case "enable", "disable", "daemon-reload" -> 0; // nothing boots twice here
      default -> {
        invocation.err("Unknown command verb '" + action + "'.");
        yield 1;
      }
    };
  }

  /// `service UNIT ACTION`.
  static int service(Invocation invocation) {
    List<String> rest = invocation.arguments();
    if (rest.size() != 2) {
      invocation.err("Usage: service < option > | --status-all | [ service_name [ command ] ]");
      return 1;
    }
    return act(invocation, rest.get(1), rest.get(0));
  }

  private static int act(Invocation invocation, String action, String unit) {
    String name = unit.replaceFirst("\\.service$", "");
    if (name.equals("network") && NetworkScripts.isThere(invocation)) {
      return NetworkScripts.act(invocation, action);
    }
    EngineControl engines = invocation.shell().engines();
    Box box = invocation.place().box();
    if (name.equals("docker") && List.of("stop", "restart").contains(action)) {
      awaitContainers(invocation, box);
    }
    if (engines.systemctl(box, action, name)) {
      awaitSwarm(invocation, box);
      return Daemon.started(invocation, action);
    }
    invocation.err(
        "Failed to " + action + " " + name + ".service: Unit " + name + ".service not found.");
    return 5;
  }

  /// dockerd ends its containers before itself.
  private static void awaitContainers(Invocation invocation, Box box) {
    Engine engine = box.engine();
    for (Stopping each : engine == null ? List.<Stopping>of() : engine.beginStop()) {
      invocation.shell().await(each::isOver, Long.MAX_VALUE);
    }
  }

  /// A daemon says goodbye to its swarm before it is gone, and answers once it takes part again, or
  /// has tried to for a while (moby `daemon/cluster`, `swarmConnectTimeout`).
  private static void awaitSwarm(Invocation invocation, Box box) {
    SwarmNode node = box.swarm();
    if (node != null && !node.isSettled()) {
      long now = invocation.lab().loop().nowNanos();
      invocation.shell().await(node::isSettled, now + CONNECT_NANOS);
    }
  }

  private static int isActive(Invocation invocation, List<String> words) {
    boolean docker = words.size() > 1 && words.get(1).replace(".service", "").equals("docker");
    boolean active = docker && Daemon.isRunning(invocation);
    invocation.out(active ? "active" : "inactive");
    return active ? 0 : 3;
  }

  /// `apt install PACKAGE…` and its kin: Docker gets installed, everything else is there.
  static int install(Invocation invocation) {
    List<String> rest = new ArrayList<>(invocation.arguments());
    rest.removeIf(word -> word.startsWith("-"));
    if (rest.isEmpty()) {
      invocation.err(invocation.name() + ": no command");
      return 1;
    }
    if (!List.of("install", "reinstall").contains(rest.get(0))) {
      return 0;
    }
    for (String name : rest.subList(1, rest.size())) {
      Box box = invocation.place().box();
      EngineControl engines = invocation.shell().engines();
      boolean docker = DOCKER_PACKAGES.contains(name) && !engines.isInstalled(box);
      if (docker && !engines.install(box)) {
        invocation.err("E: Unable to locate package " + name);
        return 100;
      }
      if (docker) {
        invocation.out("Setting up " + name + " ...");
      }
    }
    return 0;
  }

  /// The name, `-s` its first part, `-f` what `/etc/hosts` has first for it, `-d` what follows
  /// there.
  private static String asked(Invocation invocation) {
    String name = invocation.place().hostname();
    List<String> words = invocation.arguments();
    if (words.contains("-s") || words.contains("--short")) {
      return name.replaceFirst("\\..*", "");
    }
    boolean isDomain = words.contains("-d") || words.contains("--domain");
    if (!isDomain && !words.contains("-f") && !words.contains("--fqdn")) {
      return name;
    }
    String whole = new HostsFile().addresses(invocation, name).canonicalName();
    String full = whole.isEmpty() ? name : whole;
    int dot = full.indexOf('.');
    return isDomain ? dot < 0 ? "" : full.substring(dot + 1) : full;
  }

  /// `dnsdomainname`, which is `hostname -d`.
  static int domain(Invocation invocation) {
    Invocation.Io io = new Invocation.Io("", invocation.output());
    return invocation.shell().execute(List.of("hostname", "-d"), invocation.place(), io);
  }

  /// `hostname`, `hostname -i` (addresses of the name), `hostname -I` (of all interfaces; BusyBox's
  /// has no such option).
  static int hostname(Invocation invocation) {
    Place place = invocation.place();
    if (invocation.arguments().contains("-I") && !place.toolbox().has(ToolEntry.BUSYBOX)) {
      invocation.out(String.join(" ", allAddresses(place.namespace())) + " ");
      return 0;
    }
    if (invocation.arguments().contains("-I")) {
      return BusyboxUsage.wrong("hostname", "invalid option -- 'I'").end(invocation);
    }
    if (!invocation.arguments().contains("-i")) {
      String name = asked(invocation);
      if (!name.isEmpty()) {
        invocation.out(name);
      }
      return 0;
    }
    List<String> own = ownAddresses(invocation);
    if (place.toolbox().has(ToolEntry.BUSYBOX)) {
      own.removeIf(address -> address.indexOf(':') >= 0);
      if (own.isEmpty()) {
        invocation.err("hostname: " + place.hostname() + ": Host name lookup failure");
        return 1;
      }
      own = own.subList(0, 1); // gethostbyname
    }
    if (own.isEmpty()) {
      invocation.err("hostname: Name or service not known");
      return 1;
    }
    invocation.out(String.join(" ", own));
    return 0;
  }

  /// What `/etc/hosts` says of the machine's own name.
  private static List<String> ownAddresses(Invocation invocation) {
    String hosts = new PlaceFiles(invocation.place()).read("/etc/hosts");
    List<String> addresses = new ArrayList<>();
    for (String line : hosts == null ? List.<String>of() : hosts.lines().toList()) {
      List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+", -1));
      if (words.subList(1, words.size()).contains(invocation.place().hostname())) {
        addresses.add(words.getFirst());
      }
    }
    return addresses;
  }

  private static List<String> allAddresses(Netns namespace) {
    List<String> addresses = new ArrayList<>();
    for (var device : namespace.devices()) {
      if (device != namespace.loopback()) {
        namespace.ipv4().interfaces().of(device).addresses().stream()
            .map(address -> address.prefix().toString().replaceFirst("/.*", ""))
            .forEach(addresses::add);
      }
    }
    return addresses;
  }

  /// `which`, `command -v`, `type`.
  static int which(Invocation invocation) {
    int status = 0;
    Machine machine = invocation.place().box().machine();
    for (String name : invocation.arguments()) {
      if (name.startsWith("-")) {
        continue;
      }
      boolean found = invocation.shell().tools().find(name, invocation.place().toolbox()) != null;
      if (found) {
        boolean inside = invocation.place().namespace() != machine.root();
        invocation.out((inside ? "/bin/" : "/usr/bin/") + name);
      } else {
        status = 1;
      }
    }
    return status;
  }
}
