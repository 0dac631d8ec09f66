package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.core.netns.Sysctls;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.engine.DaemonId;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.State;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.GoTemplate;
import dev.drydock.scenarios.tools.docker.show.UsualMachine;
import dev.drydock.scenarios.tools.docker.swarm.SwarmInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker info` (docker/cli `cli/command/system/info.go`; 20.10.24 as Debian builds it). Of the
/// machine's hardware it tells guesses.
public final class InfoVerb implements DockerVerb {
  private static final List<String> HEAD =
      List.of(
          " Context:    default",
          " Debug Mode: false",
          "",
          "Server:",
          " Containers: {{.Containers}}",
          "  Running: {{.ContainersRunning}}",
          "  Paused: {{.ContainersPaused}}",
          "  Stopped: {{.ContainersStopped}}",
          " Images: {{.Images}}",
          " Server Version: {{.ServerVersion}}",
          " Storage Driver: {{.Driver}}");

  /// Of overlay2 on ext4.
  private static final List<String> STORAGE =
      List.of(
          "  Backing Filesystem: extfs",
          "  Supports d_type: true",
          "  Native Overlay Diff: true",
          "  userxattr: false");

  private static final List<String> DRIVERS =
      List.of(
          " Logging Driver: {{.LoggingDriver}}",
          " Cgroup Driver: {{.CgroupDriver}}",
          " Cgroup Version: {{.CgroupVersion}}",
          " Plugins:",
          "  Volume: {{join .Plugins.Volume \" \"}}",
          "  Network: {{join .Plugins.Network \" \"}}",
          "  Log: {{join .Plugins.Log \" \"}}");

  private static final List<String> MIDDLE =
      List.of(
          " Runtimes:{{range $name, $value := .Runtimes}} {{$name}}{{end}}",
          " Default Runtime: {{.DefaultRuntime}}");

  /// The programs beside the engine, of Debian 12.
  private static final List<String> PROGRAMS =
      List.of(
          " Init Binary: docker-init",
          " containerd version: 1.6.20~ds1-1+deb12u3",
          " runc version: 1.1.5+ds1-1+deb12u1",
          " init version: ");

  private static final List<String> MACHINE =
      List.of(
          " Security Options:",
          "  apparmor",
          "  seccomp",
          "   Profile: {{index (split (index .SecurityOptions 1) \"=\") 2}}",
          "  cgroupns",
          " Kernel Version: {{.KernelVersion}}",
          " Operating System: {{.OperatingSystem}}",
          " OSType: {{.OSType}}",
          " Architecture: {{.Architecture}}",
          " CPUs: {{.NCPU}}",
          " Total Memory: " + (UsualMachine.MEMORY_BYTES >> 30) + "GiB",
          " Name: {{.Name}}",
          " ID: {{.ID}}",
          " Docker Root Dir: {{.DockerRootDir}}",
          " Debug Mode: {{.Debug}}");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = new Flags(call.verb()).values("f|format").read(call.arguments());
    Map<String, @Nullable Object> info = fields(call);
    String format = given.last("format", "");
    if (format.equals("json") && call.client().knowsJson()) {
      call.out(GoJson.compact(info));
    } else if (!format.isEmpty()) {
      call.out(GoTemplate.parse(format).row(info, "system.dockerInfo"));
    } else {
      print(call, info);
      warnings(call.engine()).forEach(call::err);
    }
    return 0;
  }

  private static long count(Engine engine, State state) {
    return engine.containers().list(true).stream().filter(c -> c.state() == state).count();
  }

  private static Map<String, @Nullable Object> fields(DockerCall call) {
    Engine engine = call.engine();
    long all = engine.containers().list(true).size();
    long running = count(engine, State.RUNNING);
    long paused = count(engine, State.PAUSED);
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("Containers", all);
    info.put("ContainersRunning", running);
    info.put("ContainersPaused", paused);
    info.put("ContainersStopped", all - running - paused);
    info.put("Images", engine.images().all().size());
    Sysctls sysctls = engine.machine().root().sysctls();
    info.put("IPv4Forwarding", "1".equals(sysctls.get("net.ipv4.ip_forward")));
    info.put("BridgeNfIptables", isFiltering(sysctls, "iptables"));
    info.put("BridgeNfIp6tables", isFiltering(sysctls, "ip6tables"));
    info.put("Plugins", plugins(engine));
    addMachine(info, engine);
    info.put("Swarm", SwarmInfo.fields(call.invocation().place().box().swarm()));
    info.put("LiveRestoreEnabled", engine.config().liveRestore());
    info.put("DefaultAddressPools", pools(engine.config()));
    info.put("Warnings", warnings(engine));
    return info;
  }

  /// The drivers of an engine by their kind.
  private static Map<String, @Nullable Object> plugins(Engine engine) {
    Map<String, @Nullable Object> plugins = new LinkedHashMap<>();
    plugins.put("Volume", UsualMachine.VOLUME_DRIVERS);
    plugins.put("Network", UsualMachine.NETWORK_DRIVERS);
    plugins.put("Authorization", null);
    plugins.put("Log", engine.profile().logDrivers());
    return plugins;
  }

  /// What every machine has here; memory and processors are guesses.
  private static void addMachine(Map<String, @Nullable Object> info, Engine engine) {
    info.put("Driver", engine.profile().storageDriver());
    info.put("LoggingDriver", "json-file");
    info.put("CgroupDriver", "systemd");
    info.put("CgroupVersion", "2");
    String profile = engine.profile().seccompProfile();
    info.put(
        "SecurityOptions",
        List.of("name=apparmor", "name=seccomp,profile=" + profile, "name=cgroupns"));
    info.put("KernelVersion", engine.machine().softnet().kernel().release());
    info.put("OperatingSystem", "Debian GNU/Linux 12 (bookworm)");
    info.put("OSType", "linux");
    info.put("Architecture", "x86_64");
    info.put("NCPU", UsualMachine.PROCESSORS);
    info.put("MemTotal", UsualMachine.MEMORY_BYTES);
    info.put("Name", engine.machine().name());
    info.put("ID", DaemonId.of(engine.machine().name(), engine.profile().inspect()));
    info.put("DockerRootDir", "/var/lib/docker");
    info.put("Debug", engine.config().debug());
    info.put("Labels", engine.config().list("labels"));
    info.put("ExperimentalBuild", engine.config().experimental());
    info.put("ServerVersion", engine.profile().version());
    info.put("DefaultRuntime", "runc");
    info.put("Runtimes", runtimes(engine));
  }

  /// moby `daemon/runtime_unix.go`: up to 22 with the shim of containerd 1.0.
  private static Map<String, @Nullable Object> runtimes(Engine engine) {
    boolean hasOldShim = engine.profile().inspect() == InspectStyle.V20_10;
    Map<String, @Nullable Object> runtimes = new LinkedHashMap<>();
    runtimes.put("io.containerd.runc.v2", path());
    if (hasOldShim) {
      runtimes.put("io.containerd.runtime.v1.linux", path());
    }
    runtimes.put("runc", path());
    return runtimes;
  }

  private static Map<String, @Nullable Object> path() {
    Map<String, @Nullable Object> runtime = new LinkedHashMap<>();
    runtime.put("path", "runc");
    return runtime;
  }

  private static boolean isFiltering(Sysctls sysctls, String table) {
    return "1".equals(sysctls.get("net.bridge.bridge-nf-call-" + table));
  }

  private static List<Object> pools(DaemonConfig config) {
    List<Object> pools = new ArrayList<>();
    for (DaemonConfig.AddressPool pool : config.addressPools()) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("Base", pool.base().toString());
      entry.put("Size", pool.size());
      pools.add(entry);
    }
    return pools;
  }

  /// moby `daemon/info_unix.go`: up to 23 bridges that do not filter are worth a warning.
  private static List<String> warnings(Engine engine) {
    Sysctls sysctls = engine.machine().root().sysctls();
    List<String> warnings = new ArrayList<>();
    if (!"1".equals(sysctls.get("net.ipv4.ip_forward"))) {
      warnings.add("WARNING: IPv4 forwarding is disabled");
    }
    if (engine.profile().inspect() == InspectStyle.V20_10) {
      for (String table : List.of("iptables", "ip6tables")) {
        if (!isFiltering(sysctls, table)) {
          warnings.add("WARNING: bridge-nf-call-" + table + " is disabled");
        }
      }
    }
    return warnings;
  }

  private static void print(DockerCall call, Map<String, @Nullable Object> info) throws Failure {
    boolean isClassic = call.engine().profile().inspect() == InspectStyle.V20_10;
    List<String> lines = new ArrayList<>(List.of("Client:"));
    if (!isClassic) {
      lines.add(" Version:    {{.ServerVersion}}");
    }
    lines.addAll(HEAD);
    lines.addAll(isClassic ? STORAGE : List.of());
    lines.addAll(DRIVERS);
    for (String line : lines) {
      line(call, line, info);
    }
    SwarmInfo.lines(call.invocation().place().box().swarm()).forEach(call::out);
    lines = new ArrayList<>(MIDDLE);
    lines.addAll(isClassic ? PROGRAMS : List.of());
    lines.addAll(MACHINE);
    for (String line : lines) {
      line(call, line, info);
    }
    if (isClassic) {
      call.out(" Registry: https://index.docker.io/v1/");
    }
    printSettings(call, info, isClassic);
  }

  private static void printSettings(
      DockerCall call, Map<String, @Nullable Object> info, boolean isClassic) throws Failure {
    List<String> labels = call.engine().config().list("labels");
    if (isClassic || !labels.isEmpty()) {
      call.out(" Labels:");
      labels.forEach(label -> call.out("  " + label));
    }
    line(call, " Experimental: {{.ExperimentalBuild}}", info);
    if (isClassic) {
      call.out(" Insecure Registries:");
      call.engine().config().list("insecure-registries").forEach(each -> call.out("  " + each));
      call.out("  127.0.0.0/8");
    }
    line(call, " Live Restore Enabled: {{.LiveRestoreEnabled}}", info);
    if (!call.engine().config().addressPools().isEmpty()) {
      call.out(" Default Address Pools:");
      for (DaemonConfig.AddressPool pool : call.engine().config().addressPools()) {
        call.out("   Base: " + pool.base() + ", Size: " + pool.size());
      }
    }
    if (call.engine().profile().inspect().isAtLeast(InspectStyle.V29)) {
      call.out(" Firewall Backend: iptables");
    }
    call.out("");
  }

  private static void line(DockerCall call, String template, Map<String, @Nullable Object> info)
      throws Failure {
    call.out(GoTemplate.parse(template).apply(info));
  }
}
