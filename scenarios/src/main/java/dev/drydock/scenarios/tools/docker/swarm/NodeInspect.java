package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.drivers.swarm.NodeTraits;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import dev.drydock.scenarios.tools.docker.show.UsualMachine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker node inspect [--pretty]` (docker/cli `command/node/formatter.go`). A machine has the
/// processors and the memory that `docker info` tells of.
final class NodeInspect {
  /// Why a node is down (swarmkit `manager/dispatcher`).
  private static final String MISSED = "heartbeat failure";

  private final DockerCall call;
  private final Swarm swarm;
  private final SwarmNode own;

  NodeInspect(DockerCall call, Swarm swarm, SwarmNode own) {
    this.call = call;
    this.swarm = swarm;
    this.own = own;
  }

  /// The node somebody means: `self` is the one that is asked.
  static SwarmNode node(Swarm swarm, SwarmNode own, String reference) {
    return reference.equals("self") ? own : swarm.node(reference);
  }

  int run(Flags.Given given) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Inspected found = Inspected.ofSwarm(call);
    for (String reference : given.words()) {
      try {
        View node = view(reference);
        if (given.has("pretty")) {
          pretty(node);
        }
        found.add(new Inspected.Item("swarm.Node", fields(node), true));
      } catch (EngineException e) {
        boolean isMissing = e.missing() != null && call.client().wordsWhatIsMissing();
        found.miss(
            isMissing ? "Error: No such node: " + reference : call.words().refusal(e, call.verb()));
      }
    }
    if (given.has("pretty")) {
      return found.complain();
    }
    return found.print(given.last("format", ""));
  }

  /// A node, whether it is there or has left.
  ///
  /// @param was what managers know of it
  /// @param state `ready`, `down` or `unknown`
  /// @param end where it listens as a manager; null for a worker
  /// @param isReachable whether the managers hear it as one of them
  /// @param isLeader whether it leads
  private record View(
      NodeTraits was, String state, @Nullable String end, boolean isReachable, boolean isLeader) {}

  private View view(String reference) {
    Swarm.Departed gone = reference.equals("self") ? null : NodeVerbs.departed(swarm, reference);
    if (gone == null) {
      return view(node(swarm, own, reference));
    }
    boolean isUp = gone.seemsUp(own.engine().machine().loop().nowNanos());
    String end = gone.isManager() ? SwarmVerbs.end(gone.was().address()) : null;
    return new View(gone.was(), isUp ? "ready" : "down", end, false, false);
  }

  private View view(SwarmNode node) {
    String end = node.isManager() ? SwarmVerbs.end(node) : null;
    boolean isLeader = node == swarm.leader();
    return new View(NodeTraits.of(node), node.state(), end, own.hears(node), isLeader);
  }

  Map<String, @Nullable Object> fields(SwarmNode node) {
    return fields(view(node));
  }

  private void pretty(View node) {
    call.out("ID:\t\t\t" + node.was().id());
    if (!node.was().labels().isEmpty()) {
      call.out("Labels:");
      new TreeMap<>(node.was().labels())
          .forEach((key, value) -> call.out(" - " + key + (value.isEmpty() ? "" : "=" + value)));
    }
    call.out("Hostname:              \t" + node.was().hostname());
    call.out("Joined at:             \t" + moment(node.was().meta().createdNanos()));
    call.out("Status:");
    call.out(" State:\t\t\t" + NodeWords.capital(node.state()));
    if (node.state().equals("down")) {
      call.out(" Message:              \t" + MISSED);
    }
    call.out(" Availability:         \t" + node.was().availability().word());
    call.out(" Address:\t\t" + node.was().address());
    if (node.end() != null) {
      call.out("Manager Status:");
      call.out(" Address:\t\t" + node.end());
      call.out(" Raft Status:\t\t" + (node.isReachable() ? "Reachable" : "Unreachable"));
      call.out(" Leader:\t\t" + (node.isLeader() ? "Yes" : "No"));
    }
    call.out("Platform:");
    call.out(" Operating System:\tlinux");
    call.out(" Architecture:\t\tx86_64");
    call.out("Resources:");
    call.out(" CPUs:\t\t\t" + UsualMachine.PROCESSORS);
    call.out(" Memory:\t\t" + (UsualMachine.MEMORY_BYTES >> 30) + "GiB");
    call.out("Plugins:");
    plugins(node).forEach((kind, names) -> call.out(" %s:\t\t%s".formatted(kind, join(names))));
    call.out("Engine Version:\t\t" + node.was().profile().version());
    call.out("TLS Info:");
    call.out(" TrustRoot:");
    call.out(swarm.trust().rootPem());
    call.out(" Issuer Subject:\t" + swarm.trust().issuer());
    call.out(" Issuer Public Key:\t" + swarm.trust().issuerKey());
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }

  /// The drivers of a node by their kind, as nodes tell of them.
  private static Map<String, List<String>> plugins(View node) {
    Map<String, List<String>> plugins = new LinkedHashMap<>();
    plugins.put("Log", node.was().profile().logDrivers());
    plugins.put("Network", UsualMachine.NETWORK_DRIVERS);
    plugins.put("Volume", UsualMachine.VOLUME_DRIVERS);
    return plugins;
  }

  /// A time as Go prints it, which docker then writes in small letters.
  static String moment(long nanos) {
    return Timestamps.plain(nanos).toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> pair(String type, String name) {
    Map<String, @Nullable Object> pair = new LinkedHashMap<>();
    pair.put("Type", type);
    pair.put("Name", name);
    return pair;
  }

  private Map<String, @Nullable Object> fields(View node) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Labels", new TreeMap<>(node.was().labels()));
    spec.put("Role", node.end() != null ? "manager" : "worker");
    spec.put("Availability", node.was().availability().word().toLowerCase(Locale.ROOT));
    Map<String, @Nullable Object> platform = new LinkedHashMap<>();
    platform.put("Architecture", "x86_64");
    platform.put("OS", "linux");
    Map<String, @Nullable Object> engine = new LinkedHashMap<>();
    engine.put("EngineVersion", node.was().profile().version());
    List<Object> plugins = new ArrayList<>();
    plugins(node).forEach((kind, names) -> names.forEach(name -> plugins.add(pair(kind, name))));
    engine.put("Plugins", plugins);
    Map<String, @Nullable Object> resources = new LinkedHashMap<>();
    resources.put("NanoCPUs", UsualMachine.PROCESSORS * 1_000_000_000L);
    resources.put("MemoryBytes", UsualMachine.MEMORY_BYTES);
    Map<String, @Nullable Object> trust = new LinkedHashMap<>();
    trust.put("TrustRoot", swarm.trust().rootPem());
    trust.put("CertIssuerSubject", swarm.trust().issuer());
    trust.put("CertIssuerPublicKey", swarm.trust().issuerKey());
    Map<String, @Nullable Object> description = new LinkedHashMap<>();
    description.put("Hostname", node.was().hostname());
    description.put("Platform", platform);
    description.put("Resources", resources);
    description.put("Engine", engine);
    description.put("TLSInfo", trust);
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("State", node.state());
    if (node.state().equals("down")) {
      status.put("Message", MISSED);
    }
    status.put("Addr", node.was().address().toString());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", node.was().id());
    MetaFields.add(fields, node.was().meta());
    fields.put("Spec", spec);
    fields.put("Description", description);
    fields.put("Status", status);
    if (node.end() != null) {
      Map<String, @Nullable Object> manager = new LinkedHashMap<>();
      if (node.isLeader()) {
        manager.put("Leader", true);
      }
      manager.put("Reachability", node.isReachable() ? "reachable" : "unreachable");
      manager.put("Addr", node.end());
      fields.put("ManagerStatus", manager);
    }
    return fields;
  }
}
