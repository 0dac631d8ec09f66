package dev.drydock.drivers.engine;

import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.drivers.profile.InspectStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `docker inspect` shows of a container. Fields of resources have the values of a container
/// that was given no such options; what was asked for ([HostUse], [AgentTold]) takes their place.
final class ContainerInspection {
  private static final String HOME = "/var/lib/docker/containers/";
  private static final long SHM_BYTES = 67_108_864;

  private final Container container;
  private final Context context;
  private final Registry registry;
  private final InspectStyle style;

  private ContainerInspection(Container container, Context context, Registry registry) {
    this.container = container;
    this.context = context;
    this.registry = registry;
    this.style = context.profile().inspect();
  }

  static Fields fields(Container container, Context context, Registry registry) {
    return new ContainerInspection(container, context, registry).fields();
  }

  private Fields fields() {
    List<String> words = container.commandLine();
    String home = HOME + container.id() + "/";
    AgentTold agent = container.spec().told().byAgent();
    return new Fields()
        .put("Id", container.id())
        .put("Created", Timestamps.text(container.createdNanos()))
        .put("Path", words.isEmpty() ? "" : words.getFirst())
        .put("Args", words.isEmpty() ? List.of() : words.subList(1, words.size()))
        .put("State", state())
        .put("Image", container.image().id())
        .put("ResolvConfPath", home + "resolv.conf")
        .put("HostnamePath", home + "hostname")
        .put("HostsPath", home + "hosts")
        .put("LogPath", logPath(home))
        .put("Name", "/" + container.name())
        .put("RestartCount", container.restartCount())
        .put("Driver", context.profile().storageDriver())
        .put("Platform", "linux")
        .put("MountLabel", "")
        .put("ProcessLabel", "")
        .put("AppArmorProfile", "")
        .put("ExecIDs", null)
        .put(
            "HostConfig",
            agent == null ? container.use.change(hostConfig()) : agent.change(hostConfig(), style))
        .putAll(storage())
        .put("Mounts", container.mounts().stream().map(MountPoint::fields).toList())
        .put("Config", config())
        .put("NetworkSettings", networkSettings());
  }

  private String logPath(String home) {
    return switch (container.use.logDriver()) {
      case "json-file" -> home + container.id() + "-json.log";
      case "local" -> home + "local-logs/container.log";
      default -> "";
    };
  }

  /// Layers of a graph driver, or with 29 the snapshots of containerd.
  private Fields storage() {
    String driver = context.profile().storageDriver();
    if (!style.isAtLeast(InspectStyle.V29)) {
      return new Fields()
          .put("GraphDriver", new Fields().put("Data", null).put("Name", driver).map());
    }
    Fields snapshot = new Fields().put("Snapshot", new Fields().put("Name", driver).map());
    return new Fields().put("Storage", new Fields().put("RootFS", snapshot.map()).map());
  }

  private Map<String, @Nullable Object> state() {
    Fields state = running();
    Health health = container.health();
    return (health == null ? state : state.put("Health", health.fields())).map();
  }

  private Fields running() {
    return new Fields()
        .put("Status", container.state().word())
        .put("Running", container.state().isListed())
        .put("Paused", container.state() == State.PAUSED)
        .put("Restarting", container.state() == State.RESTARTING)
        .put("OOMKilled", false)
        .put("Dead", false)
        .put("Pid", container.pid())
        .put("ExitCode", container.exitCode())
        .put("Error", container.error())
        .put("StartedAt", Timestamps.text(container.startedNanos()))
        .put("FinishedAt", Timestamps.text(container.finishedNanos()));
  }

  private Map<String, @Nullable Object> hostConfig() {
    ContainerSpec spec = container.spec();
    var security = new SecurityOptions(spec);
    MountRequest mounts = spec.mounts();
    Fields fields =
        new Fields()
            .put("Binds", orNull(mounts.binds()))
            .put("ContainerIDFile", "")
            .put("LogConfig", new Fields().put("Type", "json-file").put("Config", Map.of()).map())
            .put("NetworkMode", networkMode())
            .put("PortBindings", wantedPorts())
            .put("RestartPolicy", restartPolicy())
            .put("AutoRemove", spec.flags().autoRemove())
            .put("VolumeDriver", "")
            .put("VolumesFrom", orNull(mounts.from()));
    if (style.isAtLeast(InspectStyle.V25)) {
      fields.put("ConsoleSize", List.of(0, 0));
    }
    fields.putIf(container.use.has("Annotations"), "Annotations", Map.of());
    return fields
        .put("CapAdd", orNull(spec.capabilities().add()))
        .put("CapDrop", orNull(spec.capabilities().drop()))
        .put("CgroupnsMode", "private")
        .put("Dns", dns())
        .put("DnsOptions", spec.names().dnsOptions())
        .put("DnsSearch", spec.names().dnsSearch())
        .put("ExtraHosts", orNull(spec.names().extraHosts()))
        .put("GroupAdd", null)
        .put("IpcMode", "private")
        .put("Cgroup", "")
        .put("Links", links())
        .put("OomScoreAdj", 0)
        .put("PidMode", "")
        .put("Privileged", spec.capabilities().privileged())
        .put("PublishAllPorts", spec.ports().publishAll())
        .put("ReadonlyRootfs", spec.told().readOnly())
        .put("SecurityOpt", security.options())
        .putIf(!mounts.tmpfs().isEmpty(), "Tmpfs", new TreeMap<>(mounts.tmpfs()))
        .put("UTSMode", "")
        .put("UsernsMode", "")
        .put("ShmSize", SHM_BYTES)
        .putAll(sysctls())
        .put("Runtime", "runc")
        .putAll(resources())
        .putAll(container.spec().ending().init() ? new Fields().put("Init", true) : new Fields())
        .putIf(!mounts.mounts().isEmpty(), "Mounts", mounts.fields())
        .put("MaskedPaths", security.masked(context.profile()))
        .put("ReadonlyPaths", security.readOnly())
        .map();
  }

  /// The command line of 29 sends no list where there is none (docker/cli `toNetipAddrSlice`).
  private @Nullable Object dns() {
    List<String> dns = container.spec().names().dns();
    return style.isAtLeast(InspectStyle.V29) ? orNull(dns) : dns;
  }

  private Map<String, @Nullable Object> restartPolicy() {
    RestartPolicy policy = container.restartPolicy();
    return new Fields()
        .put("Name", policy.name())
        .put("MaximumRetryCount", policy.maximumRetryCount())
        .map();
  }

  private Fields sysctls() {
    Map<String, String> sysctls = container.spec().sysctls();
    return sysctls.isEmpty() ? new Fields() : new Fields().put("Sysctls", new TreeMap<>(sysctls));
  }

  private String networkMode() {
    NetworkMode mode = container.mode();
    if (mode.is(NetworkMode.Kind.CONTAINER)) {
      Container other = registry.find(mode.argument());
      return other == null ? mode.toString() : "container:" + other.id();
    }
    boolean isNamed = style.isAtLeast(InspectStyle.V25) && mode.is(NetworkMode.Kind.DEFAULT);
    return isNamed ? "bridge" : mode.toString();
  }

  /// On a network of the user's links belong to the endpoint. Links by the names that those linked
  /// to have now, or had at last (`getInspectData`, which lists the index of links; a removed child
  /// stays in it).
  private @Nullable Object links() {
    List<String> links = new ArrayList<>();
    for (Links.Link link : container.links) {
      links.add("/" + link.child().name() + ":/" + container.name() + "/" + link.alias());
    }
    return links.isEmpty() ? null : links;
  }

  private static @Nullable Object orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }

  private Map<String, @Nullable Object> wantedPorts() {
    TreeMap<String, @Nullable Object> ports = new TreeMap<>();
    for (PortSpec port : container.spec().ports().published()) {
      Object old = ports.get(port.container().toString());
      List<@Nullable Object> list = new ArrayList<>();
      if (old instanceof List<?> earlier) {
        list.addAll(earlier);
      }
      list.add(portPair(port.hostIp(), port.hostPortText()));
      ports.put(port.container().toString(), list);
    }
    return ports;
  }

  private static Map<String, @Nullable Object> portPair(String ip, String port) {
    return new Fields().put("HostIp", ip).put("HostPort", port).map();
  }

  private Fields resources() {
    boolean isOld = style == InspectStyle.V20_10;
    Fields fields = new Fields();
    if (isOld) {
      fields.put("ConsoleSize", List.of(0, 0));
    }
    fields
        .put("Isolation", "")
        .put("CpuShares", 0)
        .put("Memory", 0)
        .put("NanoCpus", 0)
        .put("CgroupParent", "")
        .put("BlkioWeight", 0)
        .put("BlkioWeightDevice", List.of())
        .put("BlkioDeviceReadBps", isOld ? null : List.of())
        .put("BlkioDeviceWriteBps", isOld ? null : List.of())
        .put("BlkioDeviceReadIOps", isOld ? null : List.of())
        .put("BlkioDeviceWriteIOps", isOld ? null : List.of())
        .put("CpuPeriod", 0)
        .put("CpuQuota", 0)
        .put("CpuRealtimePeriod", 0)
        .put("CpuRealtimeRuntime", 0)
        .put("CpusetCpus", "")
        .put("CpusetMems", "")
        .put("Devices", List.of())
        .put("DeviceCgroupRules", null)
        .put("DeviceRequests", null);
    if (isOld) {
      fields.put("KernelMemory", 0).put("KernelMemoryTCP", 0);
    }
    return fields
        .put("MemoryReservation", 0)
        .put("MemorySwap", 0)
        .put("MemorySwappiness", null)
        .put("OomKillDisable", null)
        .put("PidsLimit", null)
        .put("Ulimits", isOld ? null : List.of())
        .put("CpuCount", 0)
        .put("CpuPercent", 0)
        .put("IOMaximumIOps", 0)
        .put("IOMaximumBandwidth", 0);
  }

  private Map<String, @Nullable Object> config() {
    ContainerSpec spec = container.spec();
    ContainerSpec.Flags flags = spec.flags();
    Fields fields =
        new Fields()
            .put("Hostname", container.hostname())
            .put("Domainname", spec.names().domainname())
            .put("User", spec.workload().user())
            .put("AttachStdin", flags.interactive() && !flags.detached())
            .put("AttachStdout", !flags.detached())
            .put("AttachStderr", !flags.detached());
    List<ContainerPort> exposed = container.exposedPorts();
    if (!exposed.isEmpty()) {
      TreeMap<String, @Nullable Object> ports = new TreeMap<>();
      List<String> told = spec.told().exposed();
      container.image().info().exposed().forEach(port -> ports.put(port.toString(), Map.of()));
      told.forEach(port -> ports.put(port, Map.of()));
      if (told.isEmpty()) {
        exposed.forEach(port -> ports.put(port.toString(), Map.of()));
      } else {
        spec.ports().published().forEach(p -> ports.put(p.container().toString(), Map.of()));
      }
      fields.put("ExposedPorts", ports);
    }
    fields
        .put("Tty", flags.tty())
        .put("OpenStdin", flags.interactive())
        .put("StdinOnce", flags.interactive() && !flags.detached())
        .put("Env", container.environment())
        .put("Cmd", orNull(container.command()));
    HealthCheck health = spec.workload().health();
    if (health != null) {
      fields.put("Healthcheck", health.fields());
    }
    fields
        .put("Image", spec.workload().image())
        .put("Volumes", volumes(spec.mounts().anonymous()))
        .put("WorkingDir", spec.workload().folder())
        .put("Entrypoint", orNull(container.entrypoint()));
    if (!spec.mac().isEmpty() && !style.isAtLeast(InspectStyle.V29)) {
      fields.put("MacAddress", spec.mac());
    }
    if (!style.isAtLeast(InspectStyle.V29)) {
      fields.put("OnBuild", null);
    }
    fields.put("Labels", new TreeMap<>(spec.labels()));
    if (!container.stopSignalName().isEmpty()) {
      fields.put("StopSignal", container.stopSignalName());
    }
    if (spec.ending().seconds() != null) {
      fields.put("StopTimeout", spec.ending().seconds());
    }
    return fields.map();
  }

  private static @Nullable Map<String, ?> volumes(List<String> paths) {
    Map<String, @Nullable Object> all = new TreeMap<>();
    paths.forEach(path -> all.put(path, Map.of()));
    return all.isEmpty() ? null : all;
  }

  private Map<String, @Nullable Object> networkSettings() {
    boolean keepsIds = style == InspectStyle.V20_10;
    Sandbox sandbox = keepsIds ? container.lastSandbox : container.sandbox();
    String id = sandbox == null ? "" : sandbox.id();
    String key = sandbox == null ? "" : sandbox.key();
    Fields fields = new Fields();
    if (style.isAtLeast(InspectStyle.V29)) {
      fields.put("SandboxID", id).put("SandboxKey", key).put("Ports", ports());
    } else if (style.isAtLeast(InspectStyle.V25)) {
      fields
          .put("Bridge", "")
          .put("SandboxID", id)
          .put("SandboxKey", key)
          .put("Ports", ports())
          .put("HairpinMode", false)
          .put("LinkLocalIPv6Address", "")
          .put("LinkLocalIPv6PrefixLen", 0);
    } else {
      fields
          .put("Bridge", "")
          .put("SandboxID", id)
          .put("HairpinMode", false)
          .put("LinkLocalIPv6Address", "")
          .put("LinkLocalIPv6PrefixLen", 0)
          .put("Ports", ports())
          .put("SandboxKey", key);
    }
    TreeMap<String, @Nullable Object> networks = new TreeMap<>();
    container
        .networks()
        .forEach((name, settings) ->
            networks.put(name, new EndpointInspection(container, settings, context).fields()));
    if (!style.isAtLeast(InspectStyle.V29)) {
      fields
          .put("SecondaryIPAddresses", null)
          .put("SecondaryIPv6Addresses", null)
          .putAll(defaultNetwork(networks));
    }
    return fields.put("Networks", networks).map();
  }

  /// The fields that tell of the default network alone.
  private static Fields defaultNetwork(Map<String, @Nullable Object> networks) {
    Fields fields = new Fields();
    Object bridge = networks.get(Network.DEFAULT);
    Map<?, ?> of = bridge instanceof Map<?, ?> map ? map : Map.of();
    for (String key :
        List.of(
            "EndpointID",
            "Gateway",
            "GlobalIPv6Address",
            "GlobalIPv6PrefixLen",
            "IPAddress",
            "IPPrefixLen",
            "IPv6Gateway",
            "MacAddress")) {
      Object value = of.get(key);
      fields.put(key, value != null ? value : key.endsWith("Len") ? Integer.valueOf(0) : "");
    }
    return fields;
  }

  private Map<String, @Nullable Object> ports() {
    TreeMap<String, @Nullable Object> ports = new TreeMap<>();
    container
        .ports()
        .forEach((port, bindings) ->
            ports.put(port.toString(), bindings.isEmpty() ? null : pairs(bindings)));
    return ports;
  }

  private static List<Map<String, @Nullable Object>> pairs(List<PortBinding> bindings) {
    return bindings.stream().map(b -> portPair(b.hostIp().toString(), b.hostPortText())).toList();
  }
}
