package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker node ls`, `rm`, `update`.
final class NodeVerbs implements DockerTool.Verb {
  private final String verb;

  NodeVerbs(String verb) {
    this.verb = verb;
  }

  static SwarmNode.Availability availability(String word) throws Failure {
    for (SwarmNode.Availability each : SwarmNode.Availability.values()) {
      if (each.word().equalsIgnoreCase(word)) {
        return each;
      }
    }
    throw Failure.usage("invalid availability \"" + word + "\"", "node update");
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("q|quiet", "f|force")
            .values("filter", "format", "availability", "role", "label-add", "label-rm")
            .read(call.arguments());
    Swarm swarm = SwarmVerbs.node(call).managed();
    return switch (verb) {
      case "ls" -> list(call, given, swarm);
      case "rm" -> remove(call, given, swarm);
      default -> update(call, given, swarm);
    };
  }

  private static int list(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SwarmNode node : swarm.nodes()) {
      rows.add(row(node, swarm, SwarmVerbs.node(call)));
    }
    if (given.has("quiet")) {
      swarm.nodes().forEach(node -> call.out(node.id()));
    } else if (!given.last("format", "").isEmpty()) {
      Formatted.print(call, given.last("format", ""), rows);
    } else {
      TextTable table = new TextTable();
      table.row(
          List.of("ID", "HOSTNAME", "STATUS", "AVAILABILITY", "MANAGER STATUS", "ENGINE VERSION"));
      for (Map<String, @Nullable Object> row : rows) {
        String own = Boolean.TRUE.equals(row.get("Self")) ? " *" : "";
        List<String> cells = new ArrayList<>(List.of(row.get("ID") + own));
        for (String key :
            List.of("Hostname", "Status", "Availability", "ManagerStatus", "EngineVersion")) {
          cells.add(String.valueOf(row.get(key)));
        }
        table.row(cells);
      }
      table.lines().forEach(call::out);
    }
    return 0;
  }

  private static Map<String, @Nullable Object> row(SwarmNode node, Swarm swarm, SwarmNode own) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("ID", node.id());
    row.put("Self", node == own);
    row.put("Hostname", node.hostname());
    row.put("Status", node.isUp() ? "Ready" : "Down");
    row.put("Availability", node.availability().word());
    String manager = node == swarm.leader() ? "Leader" : "Reachable";
    row.put("ManagerStatus", node.isManager() ? manager : "");
    row.put("EngineVersion", node.engine().profile().version());
    return row;
  }

  private static int remove(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument", "[OPTIONS] NODE [NODE...]");
    }
    for (String reference : given.words()) {
      SwarmNode node = swarm.node(reference);
      if (!given.has("force") && node.isUp()) {
        call.err(
            "Error response from daemon: rpc error: code = FailedPrecondition desc = node "
                + node.id()
                + " is not down and can't be removed");
        return 1;
      }
      node.leave(true);
      call.out(reference);
    }
    return 0;
  }

  private static int update(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument", "[OPTIONS] NODE");
    }
    SwarmNode node = swarm.node(given.words().get(0));
    if (!given.all("availability").isEmpty()) {
      node.setAvailability(availability(given.last("availability", "")));
    }
    call.out(given.words().get(0));
    return 0;
  }
}
