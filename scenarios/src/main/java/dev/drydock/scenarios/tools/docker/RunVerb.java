package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.Containers;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `docker run` and `docker create`.
final class RunVerb implements DockerTool.Verb {
  /// Options that have no effect on the network and take a value.
  private static final String[] IGNORED_VALUES = {
    "v|volume",
    "mount",
    "m|memory",
    "cpus",
    "u|user",
    "w|workdir",
    "restart",
    "platform",
    "pull",
    "log-driver",
    "log-opt",
    "ulimit",
    "device",
    "cap-add",
    "cap-drop",
    "security-opt",
    "shm-size",
    "tmpfs",
    "pid",
    "ipc",
    "uts",
    "userns",
    "stop-signal",
    "stop-timeout",
    "runtime",
    "cidfile",
    "env-file",
    "health-cmd",
    "health-interval",
    "health-retries",
    "health-timeout",
    "gpus",
    "a|attach",
    "label-file",
    "c|cpu-shares",
    "cpu-quota",
    "cpuset-cpus",
    "memory-swap",
    "pids-limit"
  };

  private final boolean starts;

  RunVerb(boolean starts) {
    this.starts = starts;
  }

  private static Flags flags(String verb) {
    return new Flags(verb)
        .leading()
        .values(IGNORED_VALUES)
        .values("name", "network", "net", "network-alias", "net-alias", "ip", "ip6", "mac-address")
        .values("p|publish", "expose", "h|hostname", "domainname", "dns", "dns-search", "link")
        .values("dns-option", "dns-opt", "add-host", "e|env", "l|label", "entrypoint", "sysctl")
        .values("link-local-ip")
        .switches("d|detach", "i|interactive", "t|tty", "rm", "P|publish-all", "privileged")
        .switches(
            "init", "read-only", "no-healthcheck", "q|quiet", "sig-proxy", "oom-kill-disable");
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given = flags(call.verb()).read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument", "[OPTIONS] IMAGE [COMMAND] [ARG...]");
    }
    ContainerSpec spec = spec(given);
    Containers containers = call.engine().containers();
    Containers.Created created;
    try {
      created = containers.create(spec);
    } catch (EngineException e) {
      return refused(call, e);
    }
    created.warnings().forEach(warning -> call.err("WARNING: " + warning));
    if (!starts) {
      call.out(created.id());
      return 0;
    }
    boolean detached = given.has("detach");
    if (detached) {
      call.out(created.id());
    }
    try {
      containers.start(created.id());
    } catch (EngineException e) {
      int status = refused(call, e);
      if (spec.flags().autoRemove()) {
        containers.remove(created.id(), true);
      }
      return status;
    }
    return detached ? 0 : attached(call, containers.get(created.id()));
  }

  private static int refused(DockerTool.Call call, EngineException e) {
    call.err("docker: Error response from daemon: " + e.text() + ".");
    boolean isCommand = e.exitCode() == 126 || e.exitCode() == 127;
    return isCommand ? e.exitCode() : Failure.USAGE; // runStartContainerErr
  }

  /// Without `-d`: the command runs to its end here, and the container with it.
  static int attached(DockerTool.Call call, Container container) {
    Invocation invocation = call.invocation();
    ContainerDirectory directory = invocation.shell().containers();
    ContainerDirectory.Entry entry = directory.find(invocation.place().box(), container.id());
    Place place = entry == null ? null : entry.place(invocation.place().box());
    List<String> command = container.commandLine();
    int status = 0;
    if (place != null && !command.isEmpty()) {
      Invocation.Io io = new Invocation.Io(invocation.input(), invocation.output());
      status = invocation.shell().execute(command, place, io);
    }
    call.engine().containers().ended(container.id(), status);
    return status;
  }

  private static ContainerSpec spec(Flags.Given given) throws Failure {
    List<String> words = given.words();
    ContainerSpec.Builder builder =
        ContainerSpec.builder(words.get(0))
            .name(given.last("name", ""))
            .command(words.subList(1, words.size()).toArray(String[]::new))
            .mac(given.last("mac-address", ""))
            .hostname(given.last("hostname", ""))
            .domainname(given.last("domainname", ""));
    if (!given.all("entrypoint").isEmpty()) {
      String entrypoint = given.last("entrypoint", "");
      builder.entrypoint(entrypoint.isEmpty() ? List.of() : List.of(entrypoint));
    }
    addNetworks(builder, given);
    addPorts(builder, given);
    given.all("dns").forEach(builder::dns);
    given.all("dns-search").forEach(builder::dnsSearch);
    given.all("dns-option").forEach(builder::dnsOption);
    given.all("dns-opt").forEach(builder::dnsOption);
    given.all("add-host").forEach(builder::extraHost);
    given.all("link").forEach(builder::link);
    given.all("env").forEach(builder::env);
    pairs(given.all("label")).forEach(builder::label);
    pairs(given.all("sysctl")).forEach(builder::sysctl);
    builder.flags(
        new ContainerSpec.Flags(
            given.has("rm"),
            given.has("privileged"),
            given.has("tty"),
            given.has("interactive"),
            given.has("detach")));
    return builder.build();
  }

  static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int cut = text.indexOf('=');
      pairs.put(cut < 0 ? text : text.substring(0, cut), cut < 0 ? "" : text.substring(cut + 1));
    }
    return pairs;
  }

  private static void addPorts(ContainerSpec.Builder builder, Flags.Given given) throws Failure {
    for (String text : given.all("publish")) {
      for (PortSpec port : PortWords.published(text)) {
        builder.publish(port);
      }
    }
    for (String text : given.all("expose")) {
      for (ContainerPort port : PortWords.exposed(text)) {
        builder.expose(port);
      }
    }
    if (given.has("publish-all")) {
      builder.publishAll();
    }
  }

  /// Aliases and addresses of the command line belong to its first network.
  private static void addNetworks(ContainerSpec.Builder builder, Flags.Given given) throws Failure {
    List<String> networks = new ArrayList<>(given.all("network"));
    networks.addAll(given.all("net"));
    List<String> aliases = new ArrayList<>(given.all("network-alias"));
    aliases.addAll(given.all("net-alias"));
    String ip = given.last("ip", "");
    String ip6 = given.last("ip6", "");
    boolean asks = !aliases.isEmpty() || !ip.isEmpty() || !ip6.isEmpty();
    if (networks.isEmpty() && !asks) {
      return;
    }
    List<String> wanted = networks.isEmpty() ? List.of("default") : networks;
    for (int i = 0; i < wanted.size(); i++) {
      EndpointSpec endpoint = endpoint(wanted.get(i));
      if (i == 0) {
        endpoint = endpoint.withAliases(joined(endpoint.aliases(), aliases));
        endpoint = ip.isEmpty() ? endpoint : endpoint.withIpv4(address(ip));
        endpoint = ip6.isEmpty() ? endpoint : endpoint.withIpv6(address(ip6));
      }
      boolean bare = endpoint.equals(EndpointSpec.on(endpoint.network()));
      if (i == 0 && bare && wanted.size() == 1) {
        builder.network(endpoint.network());
      } else {
        builder.endpoint(endpoint);
      }
    }
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /// `NAME`, or `name=NAME,ip=…,alias=…,mac-address=…,gw-priority=…,driver-opt=…`.
  private static EndpointSpec endpoint(String text) throws Failure {
    if (!text.contains("=")) {
      return EndpointSpec.on(text);
    }
    EndpointSpec spec = EndpointSpec.on("");
    for (String part : text.split(",", -1)) {
      int cut = part.indexOf('=');
      String key = cut < 0 ? part : part.substring(0, cut);
      String value = cut < 0 ? "" : part.substring(cut + 1);
      spec =
          switch (key) {
            case "name" -> spec.onNetwork(value);
            case "alias" -> spec.withAliases(joined(spec.aliases(), List.of(value)));
            case "ip" -> spec.withIpv4(address(value));
            case "ip6" -> spec.withIpv6(address(value));
            case "mac-address" -> spec.withMac(value);
            case "gw-priority" -> spec.withGwPriority(number(value, text));
            case "driver-opt" -> spec.withDriverOptions(option(spec, value));
            default -> throw invalid(text, "unexpected key '" + key + "'");
          };
    }
    return spec;
  }

  private static Map<String, String> option(EndpointSpec spec, String text) {
    Map<String, String> options = new LinkedHashMap<>(spec.driverOptions());
    options.putAll(pairs(List.of(text)));
    return options;
  }

  private static int number(String value, String text) throws Failure {
    if (!value.matches("-?\\d{1,9}")) {
      throw invalid(text, "invalid gw-priority: " + value);
    }
    return Integer.parseInt(value);
  }

  private static Failure invalid(String text, String why) {
    return Failure.usage("invalid argument \"" + text + "\" for \"--network\" flag: " + why, "run");
  }

  static IpAddress address(String text) throws Failure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null) {
      throw Failure.usage("invalid IP address: " + text, "run");
    }
    return address;
  }
}
