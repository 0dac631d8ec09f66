package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.netns.Sysctls;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.State;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.drivers.swarm.SwarmNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker info` (docker/cli `cli/command/system/info.go`), as far as it tells of networks: images,
/// storage and the machine's hardware are not modelled and left out.
final class InfoVerb implements DockerTool.Verb {
  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given = new Flags(call.verb()).values("f|format").read(call.arguments());
    Map<String, @Nullable Object> info = fields(call);
    String format = given.last("format", "");
    if (format.equals("json")) {
      call.out(GoJson.compact(info));
    } else if (!format.isEmpty()) {
      call.out(GoTemplate.parse(format).apply(info));
    } else {
      print(call, info);
      warnings(call.engine()).forEach(call::err);
    }
    return 0;
  }

  private static long count(Engine engine, State state) {
    return engine.containers().list(true).stream().filter(c -> c.state() == state).count();
  }

  private static Map<String, @Nullable Object> fields(DockerTool.Call call) {
    Engine engine = call.engine();
    long all = engine.containers().list(true).size();
    long running = count(engine, State.RUNNING);
    long paused = count(engine, State.PAUSED);
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("Containers", all);
    info.put("ContainersRunning", running);
    info.put("ContainersPaused", paused);
    info.put("ContainersStopped", all - running - paused);
    info.put("Images", images(engine));
    Sysctls sysctls = engine.machine().root().sysctls();
    info.put("IPv4Forwarding", "1".equals(sysctls.get("net.ipv4.ip_forward")));
    info.put("BridgeNfIptables", isFiltering(sysctls, "iptables"));
    info.put("BridgeNfIp6tables", isFiltering(sysctls, "ip6tables"));
    info.put(
        "Plugins",
        Map.of(
            "Volume",
            List.of("local"),
            "Network",
            List.of("bridge", "host", "ipvlan", "macvlan", "null", "overlay")));
    info.put("OSType", "linux");
    info.put("Architecture", "x86_64");
    info.put("Name", engine.machine().name());
    info.put("ServerVersion", engine.profile().version());
    info.put("Swarm", swarm(call));
    info.put("LiveRestoreEnabled", false);
    info.put("DefaultAddressPools", pools(engine.config()));
    info.put("Warnings", warnings(engine));
    return info;
  }

  private static long images(Engine engine) {
    return engine.containers().list(true).stream()
        .map((Container c) -> c.spec().workload().image())
        .distinct()
        .count();
  }

  private static boolean isFiltering(Sysctls sysctls, String table) {
    return "1".equals(sysctls.get("net.bridge.bridge-nf-call-" + table));
  }

  private static Map<String, @Nullable Object> swarm(DockerTool.Call call) {
    SwarmNode node = call.invocation().place().box().swarm();
    boolean active = node != null && node.isActive();
    Map<String, @Nullable Object> swarm = new LinkedHashMap<>();
    swarm.put("NodeID", active && node != null ? node.id() : "");
    swarm.put("NodeAddr", active && node != null ? node.address().toString() : "");
    swarm.put("LocalNodeState", active ? "active" : "inactive");
    swarm.put("ControlAvailable", active && node != null && node.isManager());
    return swarm;
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

  private static void print(DockerTool.Call call, Map<String, @Nullable Object> info)
      throws Failure {
    call.out("Client:");
    call.out(" Version:    " + info.get("ServerVersion"));
    call.out("");
    call.out("Server:");
    line(call, " Containers: {{.Containers}}", info);
    line(call, "  Running: {{.ContainersRunning}}", info);
    line(call, "  Paused: {{.ContainersPaused}}", info);
    line(call, "  Stopped: {{.ContainersStopped}}", info);
    line(call, " Images: {{.Images}}", info);
    line(call, " Server Version: {{.ServerVersion}}", info);
    call.out(" Plugins:");
    line(call, "  Volume: {{join .Plugins.Volume \" \"}}", info);
    line(call, "  Network: {{join .Plugins.Network \" \"}}", info);
    SwarmInfo.lines(call.invocation().place().box().swarm()).forEach(call::out);
    line(call, " OSType: {{.OSType}}", info);
    line(call, " Architecture: {{.Architecture}}", info);
    line(call, " Name: {{.Name}}", info);
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

  private static void line(
      DockerTool.Call call, String template, Map<String, @Nullable Object> info) throws Failure {
    call.out(GoTemplate.parse(template).apply(info));
  }
}
