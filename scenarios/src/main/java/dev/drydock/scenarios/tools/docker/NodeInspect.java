package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker node inspect [--pretty]` (docker/cli `command/node/formatter.go`). A machine's
/// processors, memory and certificates are not modelled and left out.
final class NodeInspect {
  private final DockerTool.Call call;
  private final Swarm swarm;
  private final SwarmNode own;

  NodeInspect(DockerTool.Call call, Swarm swarm, SwarmNode own) {
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
    Inspected found = new Inspected(call);
    for (String reference : given.words()) {
      try {
        SwarmNode node = node(swarm, own, reference);
        if (given.has("pretty")) {
          pretty(node);
        }
        found.add(Inspected.OPEN, fields(node));
      } catch (EngineException e) {
        found.miss(call.words().inspected("Error: No such node: " + reference));
      }
    }
    if (given.has("pretty")) {
      return found.complain();
    }
    return found.print(given.last("format", ""));
  }

  private boolean isReachable(SwarmNode node) {
    return own.hears(node);
  }

  private void pretty(SwarmNode node) {
    call.out("ID:\t\t\t" + node.id());
    if (!node.labels().isEmpty()) {
      call.out("Labels:");
      node.labels()
          .forEach((key, value) -> call.out(" - " + key + (value.isEmpty() ? "" : "=" + value)));
    }
    call.out("Hostname:              \t" + node.hostname());
    call.out("Joined at:             \t" + moment(node.enteredNanos()));
    call.out("Status:");
    call.out(" State:\t\t\t" + (node.isUp() ? "Ready" : "Down"));
    call.out(" Availability:         \t" + node.availability().word());
    call.out(" Address:\t\t" + node.seenAddress());
    if (node.isManager()) {
      call.out("Manager Status:");
      call.out(" Address:\t\t" + SwarmVerbs.end(node));
      call.out(" Raft Status:\t\t" + (isReachable(node) ? "Reachable" : "Unreachable"));
      call.out(" Leader:\t\t" + (node == swarm.leader() ? "Yes" : "No"));
    }
    call.out("Platform:");
    call.out(" Operating System:\tlinux");
    call.out(" Architecture:\t\tx86_64");
    call.out("Engine Version:\t\t" + node.engine().profile().version());
  }

  /// A time as Go prints it, which docker then writes in small letters.
  static String moment(long nanos) {
    return Calendar.at(nanos).toString().replace('T', ' ').replace("Z", "") + " +0000 utc";
  }

  Map<String, @Nullable Object> fields(SwarmNode node) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Labels", new LinkedHashMap<>(node.labels()));
    spec.put("Role", node.isManager() ? "manager" : "worker");
    spec.put("Availability", node.availability().word().toLowerCase(Locale.ROOT));
    Map<String, @Nullable Object> platform = new LinkedHashMap<>();
    platform.put("Architecture", "x86_64");
    platform.put("OS", "linux");
    Map<String, @Nullable Object> engine = new LinkedHashMap<>();
    engine.put("EngineVersion", node.engine().profile().version());
    Map<String, @Nullable Object> description = new LinkedHashMap<>();
    description.put("Hostname", node.hostname());
    description.put("Platform", platform);
    description.put("Engine", engine);
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("State", node.isUp() ? "ready" : "down");
    status.put("Addr", node.seenAddress().toString());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", node.id());
    fields.put("CreatedAt", Calendar.at(node.enteredNanos()).toString());
    fields.put("Spec", spec);
    fields.put("Description", description);
    fields.put("Status", status);
    if (node.isManager()) {
      Map<String, @Nullable Object> manager = new LinkedHashMap<>();
      if (node == swarm.leader()) {
        manager.put("Leader", true);
      }
      manager.put("Reachability", isReachable(node) ? "reachable" : "unreachable");
      manager.put("Addr", SwarmVerbs.end(node));
      fields.put("ManagerStatus", manager);
    }
    return fields;
  }
}
