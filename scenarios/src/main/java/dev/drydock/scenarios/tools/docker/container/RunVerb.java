package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.Containers;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.engine.RestartPolicy;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.EnvironmentFiles;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.client.LogLine;
import dev.drydock.scenarios.tools.docker.network.NetworkWords;
import dev.drydock.scenarios.tools.docker.storage.VolumeWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker run` and `docker create`.
public final class RunVerb implements DockerVerb {
  /// From the end of a command to the end of its container's namespace, in which connections are
  /// ended in good order. A guess at what containerd and the engine take.
  private static final long EXIT_NANOS = 50_000_000;

  private final boolean starts;

  public RunVerb(boolean starts) {
    this.starts = starts;
  }

  private static Flags flags(String verb) {
    Flags flags = HostOptions.addTo(StopWords.addTo(new Flags(verb), "stop-timeout"));
    return VolumeWords.addTo(flags)
        .leading()
        .values("name", "network", "net", "network-alias", "net-alias", "ip", "ip6", "mac-address")
        .values("p|publish", "expose", "h|hostname", "domainname", "dns", "dns-search", "link")
        .values("dns-option", "dns-opt", "add-host", "e|env", "l|label", "entrypoint", "sysctl")
        .values(
            "w|workdir",
            "cap-add",
            "cap-drop",
            "security-opt",
            "link-local-ip",
            "restart",
            "env-file",
            "u|user")
        .switches("d|detach", "i|interactive", "t|tty", "rm", "P|publish-all", "privileged")
        .switches("read-only", "q|quiet", "sig-proxy");
  }

  @Override
  public int run(DockerCall call) throws Failure {
    boolean asksSooner = call.engine().profile().asksSoonerAtStart();
    Flags.Given given = HealthWords.addTo(flags(call.verb()), asksSooner).read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    new RunChecks(call, given).check();
    ContainerSpec spec = spec(call, given);
    RunFiles files = new RunFiles(call, given);
    files.check();
    Containers containers = call.engine().containers();
    Containers.Created created;
    try {
      checkNetworks(call, spec);
      created = containers.create(spec);
    } catch (EngineException e) {
      String why = "Error response from daemon: " + e.text();
      call.err(starts ? call.words().noContainer(why, call.verb()) : why);
      return starts ? status(e) : 1;
    }
    files.keep(created.id());
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
      if (detached) {
        containers.start(created.id());
      } else {
        containers.startAttended(created.id(), missing(call, containers.get(created.id())));
      }
    } catch (EngineException e) {
      call.await(e);
      call.err(call.words().notStarted("Error response from daemon: " + e.text(), call.verb()));
      if (spec.flags().autoRemove()) {
        containers.remove(created.id(), true);
      }
      if (!detached && isCanceled(call, spec)) {
        new LogLine("error", "error waiting for container: context canceled").to(call.invocation());
      }
      return status(e);
    }
    return detached ? 0 : attached(call, containers.get(created.id()));
  }

  /// Up to 24 a container is created on one network (moby `verifyNetworkingConfig`).
  private static void checkNetworks(DockerCall call, ContainerSpec spec) {
    if (spec.endpoints().size() > 1 && !call.engine().profile().createsOnSeveralNetworks()) {
      throw new EngineException(
          "Container cannot be connected to network endpoints: "
              + String.join(", ", spec.endpoints().stream().map(EndpointSpec::network).toList()));
    }
  }

  /// Whether the wait for a container's end is canceled before the daemon answers it. The end of
  /// one that is removed, the daemon tells at about the same time; mostly it is first.
  private static boolean isCanceled(DockerCall call, ContainerSpec spec) {
    return call.engine().profile().tellsCanceledWait() && !spec.flags().autoRemove();
  }

  /// Why the command of a container cannot be executed; empty when it can.
  static String missing(DockerCall call, Container container) {
    Invocation invocation = call.invocation();
    ContainerDirectory directory = invocation.shell().containers();
    ContainerDirectory.Entry entry = directory.find(invocation.place().box(), container.id());
    List<String> command = program(container);
    boolean isKnown =
        entry == null
            || command.isEmpty()
            || isOwn(container)
            || command.getFirst().contains("/")
            || ExecVerb.isKnown(invocation, entry.toolbox(), command.getFirst());
    return isKnown
        ? ""
        : "exec: \"" + command.getFirst() + "\": executable file not found in $PATH";
  }

  /// Whether a program of the image's own is run, with whatever options.
  private static boolean isOwn(Container container) {
    List<String> command = program(container);
    return !command.isEmpty()
        && (command.getFirst().startsWith("-")
            || container.image().info().command().contains(command.getFirst()));
  }

  private static boolean isTool(
      Invocation invocation, Container container, ContainerDirectory.Entry entry) {
    String name = program(container).getFirst();
    Tool tool = invocation.shell().tools().find(name, entry.toolbox());
    boolean isServer = tool != null && tool.serves();
    return !isServer && ExecVerb.isKnown(invocation, entry.toolbox(), name);
  }

  private static int status(EngineException e) {
    boolean isCommand = e.exitCode() == 126 || e.exitCode() == 127;
    return isCommand ? e.exitCode() : Failure.USAGE; // runStartContainerErr
  }

  /// Without `-d`: the command runs to its end here, and the container with it.
  public static int attached(DockerCall call, Container container) {
    Invocation invocation = call.invocation();
    ContainerDirectory directory = invocation.shell().containers();
    ContainerDirectory.Entry entry = directory.find(invocation.place().box(), container.id());
    Place place = entry == null ? null : entry.place(invocation.place().box());
    List<String> command = container.commandLine();
    ContainerSpec.Flags flags = container.spec().flags();
    boolean isTyped = flags.interactive() && flags.tty() && OpenShell.isOne(command);
    if (isTyped && OpenShell.enter(call, container, status -> end(call, container, status))) {
      return 0;
    }
    if (isServer(invocation, container, entry)) {
      call.err(
          "drydock: "
              + String.join(" ", program(container))
              + " stays in the foreground until Ctrl-C; here it goes on as with -d.");
      return 0;
    }
    int status = 0;
    if (entry != null && isOwn(container) && !isTool(invocation, container, entry)) {
      call.err("drydock: what " + String.join(" ", command) + " prints is not known here.");
    } else if (place != null && !command.isEmpty()) {
      Output seen = logged(container, invocation);
      Invocation.Io io = new Invocation.Io(invocation.standardInput(), seen);
      List<RunningProcess> own = invocation.place().box().machine().processes().in(container.id());
      Shell shell = invocation.shell();
      status = (own.isEmpty() ? shell : shell.as(own.getLast())).execute(command, place, io);
      container.log().flush(invocation.lab().loop().nowNanos());
      long now = invocation.lab().loop().nowNanos();
      invocation.shell().await(() -> false, now + EXIT_NANOS);
    }
    call.engine().containers().ended(container.id(), status);
    return status;
  }

  /// The words of a command behind an entry point that is a script.
  private static List<String> program(Container container) {
    List<String> words = container.commandLine();
    boolean isScript = words.size() > 1 && words.getFirst().endsWith("docker-entrypoint.sh");
    return isScript ? words.subList(1, words.size()) : words;
  }

  /// Whether its program serves, and is none of the emulator's tools.
  private static boolean isServer(
      Invocation invocation, Container container, ContainerDirectory.@Nullable Entry entry) {
    List<String> words = program(container);
    var process = invocation.place().box().machine().processes().find(container.pid());
    return entry != null
        && !words.isEmpty()
        && process != null
        && !process.listening().isEmpty()
        && !isTool(invocation, container, entry);
  }

  /// A shell that was typed into is left, unless the container has ended before.
  static void end(DockerCall call, Container container, int status) {
    if (container.isRunning()) {
      call.engine().containers().ended(container.id(), status);
    }
  }

  /// What is written goes to the terminal and to the container's log.
  private static Output logged(Container container, Invocation invocation) {
    return (text, isError) -> {
      boolean asError = isError && !container.spec().flags().tty();
      container.log().write(text, asError, invocation.lab().loop().nowNanos());
      invocation.output().write(text, asError);
    };
  }

  private static ContainerSpec spec(DockerCall call, Flags.Given given) throws Failure {
    Map<String, String> own = call.invocation().place().environment();
    List<String> words = given.words();
    ContainerSpec.Builder builder =
        ContainerSpec.builder(words.get(0))
            .name(given.last("name", ""))
            .command(words.subList(1, words.size()).toArray(String[]::new))
            .mac(given.last("mac-address", ""))
            .folder(given.last("workdir", ""))
            .user(given.last("user", ""))
            .hostname(given.last("hostname", ""))
            .domainname(given.last("domainname", ""));
    if (!given.all("entrypoint").isEmpty()) {
      String entrypoint = given.last("entrypoint", "");
      builder.entrypoint(entrypoint.isEmpty() ? List.of() : List.of(entrypoint));
    }
    String folder = call.invocation().place().folder();
    builder.mounts(VolumeWords.of(given, folder, call.verb()));
    NetworkWords.add(builder, given, call.engine().profile());
    addPorts(builder, given, call.engine().profile());
    given.all("dns").forEach(builder::dns);
    given.all("dns-search").forEach(builder::dnsSearch);
    given.all("dns-option").forEach(builder::dnsOption);
    given.all("dns-opt").forEach(builder::dnsOption);
    given.all("add-host").forEach(text -> builder.extraHost(hostLine(text)));
    given.all("link").forEach(builder::link);
    for (String variable : EnvironmentFiles.read(call, given.all("env-file"))) {
      addVariable(builder, variable, own);
    }
    for (String variable : given.all("env")) {
      addVariable(builder, variable, own);
    }
    HealthCheck health = HealthWords.of(given, call.verb());
    if (health != null) {
      builder.health(health);
    }
    List<String> labels = new ArrayList<>(EnvironmentFiles.read(call, given.all("label-file")));
    labels.addAll(given.all("label"));
    FlagValues.pairs(labels).forEach(builder::label);
    FlagValues.pairs(given.all("sysctl")).forEach(builder::sysctl);
    builder.restart(restart(call, given));
    ContainerSpec.Ending usual = ContainerSpec.Ending.DEFAULT;
    builder.ending(StopWords.of(usual, given, "stop-timeout", call.verb()));
    var capabilities =
        new Capabilities(given.all("cap-add"), given.all("cap-drop"), given.has("privileged"));
    builder.capabilities(
        call.client().normalisesCapabilities() ? capabilities.normalised() : capabilities);
    builder.told(
        new ContainerSpec.Told(List.of(), given.has("read-only"), given.all("security-opt"))
            .with(HostOptions.of(given, call.verb())));
    builder.flags(
        new ContainerSpec.Flags(
            given.has("rm"), given.has("tty"), given.has("interactive"), given.has("detach")));
    return builder.build();
  }

  /// `name=address` is `name:address`; brackets around an address go (docker/cli `opts/hosts.go`).
  private static String hostLine(String text) {
    int cut = text.indexOf('=') < 0 ? text.indexOf(':') : text.indexOf('=');
    String address = text.substring(cut + 1).replaceAll("^\\[|\\]$", "");
    return text.substring(0, Math.max(cut, 0)) + ":" + address;
  }

  private static RestartPolicy restart(DockerCall call, Flags.Given given) throws Failure {
    try {
      return RestartPolicy.parse(given.last("restart", ""));
    } catch (EngineException e) {
      throw Failure.options(call.words().wrongRestart(e.text()));
    }
  }

  /// `-e NAME=value`; `-e NAME` passes on a variable of the one who types, if there is one.
  private static void addVariable(
      ContainerSpec.Builder builder, String variable, Map<String, String> own) throws Failure {
    if (variable.isEmpty() || variable.startsWith("=")) {
      String text = "invalid argument \"" + variable + "\" for \"-e, --env\" flag: ";
      throw Failure.usage(text + "invalid environment variable: " + variable, "run");
    }
    String value = own.get(variable);
    if (variable.contains("=")) {
      builder.env(variable);
    } else if (value != null) {
      builder.env(variable + "=" + value);
    }
  }

  private static void addPorts(
      ContainerSpec.Builder builder, Flags.Given given, EngineProfile profile) throws Failure {
    for (String text : given.all("publish")) {
      for (PortSpec port : PortWords.published(PortWords.plain(text), profile)) {
        builder.publish(port);
      }
    }
    for (String text : given.all("expose")) {
      if (text.contains(":")) {
        throw Failure.ports("invalid port format for --expose: " + text);
      }
      for (ContainerPort port : PortWords.exposed(text)) {
        builder.expose(port);
      }
    }
    if (given.has("publish-all")) {
      builder.publishAll();
    }
  }
}
