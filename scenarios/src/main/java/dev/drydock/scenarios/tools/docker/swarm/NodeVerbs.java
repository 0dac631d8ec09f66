package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Availability;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker node ls`, `inspect`, `ps`, `rm`, `update`, `promote`, `demote`.
public final class NodeVerbs implements DockerVerb {
  private final String verb;

  public NodeVerbs(String verb) {
    this.verb = verb;
  }

  /// An availability by its word; null when there is none such.
  static @Nullable Availability availability(String word) {
    for (Availability each : Availability.values()) {
      if (each.word().equalsIgnoreCase(word)) {
        return each;
      }
    }
    return null;
  }

  private static final Listing ROWS =
      new Listing(
              "*node.nodeContext", "ID Hostname Status Availability ManagerStatus EngineVersion")
          .head("TLSStatus", "TLS STATUS")
          .plain("ID Self Hostname Status Availability")
          .head("ManagerStatus", "MANAGER STATUS")
          .head("EngineVersion", "ENGINE VERSION");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = flags(call.verb()).read(call.arguments());
    Swarm swarm = NotManaged.swarm(call);
    if (swarm == null) {
      return NotManaged.say(call, "node " + verb, given);
    }
    return switch (verb) {
      case "ls" -> list(call, given, swarm);
      case "rm" -> remove(call, given, swarm);
      case "inspect" -> new NodeInspect(call, swarm, SwarmVerbs.node(call)).run(given);
      case "ps" -> tasks(call, given, swarm);
      case "promote" -> role(call, given, swarm, true);
      case "demote" -> role(call, given, swarm, false);
      default -> update(call, given, swarm);
    };
  }

  private Flags flags(String name) {
    Flags flags = new Flags(name);
    return switch (verb) {
      case "ls" -> flags.switches("q|quiet").values("format", "f|filter");
      case "ps" -> flags.switches("q|quiet", "no-trunc", "no-resolve").values("format", "f|filter");
      case "inspect" -> flags.switches("pretty").values("f|format");
      case "rm" -> flags.switches("f|force");
      case "update" -> flags.values("availability", "role", "label-add", "label-rm");
      default -> flags;
    };
  }

  private static int list(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SwarmNode node : swarm.nodes()) {
      rows.add(row(node, swarm, SwarmVerbs.node(call)));
    }
    swarm.departed().forEach(node -> rows.add(row(node, now(call))));
    rows.sort(
        Comparator.comparing(row -> String.valueOf(row.get("Hostname")), NaturalOrder.OF_TEXTS));
    Filters filters =
        Filters.of(call, given, Set.of("id", "name", "role", "label", "node.label", "membership"));
    check(filters, "role", List.of("manager", "worker"));
    check(filters, "membership", List.of("accepted", "pending"));
    List<Map<String, @Nullable Object>> wanted = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      if (fits(row, filters, swarm)) {
        wanted.add(row);
      }
    }
    boolean isTable = given.last("format", "").isEmpty() && !given.has("quiet");
    for (Map<String, @Nullable Object> row : wanted) {
      boolean isMarked = isTable && Boolean.TRUE.equals(row.get("Self"));
      row.put("ID", row.get("ID") + (isMarked ? " *" : ""));
    }
    ROWS.print(call, given, wanted, "ID");
    return 0;
  }

  /// moby `daemon/cluster/filters.go`, `newListNodesFilters`.
  private static void check(Filters filters, String key, List<String> known) throws Failure {
    for (String word : filters.all(key)) {
      if (!word.isEmpty() && !known.contains(word.toLowerCase(Locale.ROOT))) {
        throw new Failure(
            "Error response from daemon: Invalid " + key + " filter: '" + word + "'", 1);
      }
    }
  }

  private static boolean isOne(Filters filters, String key, String word) {
    return filters.any(key, wanted -> wanted.isEmpty() || wanted.equalsIgnoreCase(word));
  }

  private static boolean fits(Map<String, @Nullable Object> row, Filters filters, Swarm swarm) {
    String id = String.valueOf(row.get("ID"));
    SwarmNode node = swarm.nodes().stream().filter(n -> n.id().equals(id)).findFirst().orElse(null);
    return filters.any("id", id::startsWith)
        && filters.any("name", String.valueOf(row.get("Hostname"))::startsWith)
        && isOne(filters, "role", node != null && node.isManager() ? "manager" : "worker")
        && isOne(filters, "membership", "accepted")
        && filters.labels("label", Map.of()) // the daemon's
        && filters.labels("node.label", node == null ? Map.of() : node.labels());
  }

  private static Map<String, @Nullable Object> row(SwarmNode node, Swarm swarm, SwarmNode own) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", node.id());
    row.put("Self", node == own);
    row.put("Hostname", node.hostname());
    row.put("Status", NodeWords.capital(node.state()));
    row.put("Availability", node.availability().word());
    String reachable = own.hears(node) ? "Reachable" : "Unreachable";
    String manager = node == swarm.leader() ? "Leader" : reachable;
    row.put("ManagerStatus", node.isManager() ? manager : "");
    row.put("EngineVersion", node.engine().profile().version());
    row.put("TLSStatus", "Ready"); // all nodes trust the root of today
    return row;
  }

  private static Map<String, @Nullable Object> row(Swarm.Departed node, long nowNanos) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", node.id());
    row.put("Self", false);
    row.put("Hostname", node.hostname());
    row.put("Status", node.seemsUp(nowNanos) ? "Ready" : "Down");
    row.put("Availability", node.was().availability().word());
    row.put("ManagerStatus", node.isManager() ? "Unreachable" : "");
    row.put("EngineVersion", node.was().profile().version());
    row.put("TLSStatus", "Ready");
    return row;
  }

  private static int remove(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> complaints = new ArrayList<>();
    for (String reference : given.words()) {
      try {
        remove(call, given.has("force"), swarm, reference);
        call.out(reference);
      } catch (EngineException e) {
        complaints.add(call.words().refusal(e, call.verb()));
      }
    }
    complaints.forEach(call::err);
    return complaints.isEmpty() ? 0 : 1;
  }

  private static final String IS_MANAGER =
      "is a cluster manager and is a member of the raft cluster. It must be demoted to worker"
          + " before removal";

  /// What swarmkit refuses: `controlapi/node.go`, `RemoveNode`.
  private static void remove(DockerCall call, boolean force, Swarm swarm, String reference) {
    Swarm.Departed departed = departed(swarm, reference);
    if (departed != null && departed.isManager()) {
      throw refused(departed.id(), IS_MANAGER);
    }
    if (departed == null) {
      SwarmNode node = swarm.node(reference);
      if (node.isManager()) {
        throw refused(node.id(), IS_MANAGER);
      }
      if (!force && node.state().equals("ready")) {
        throw refused(node.id(), "is not down and can't be removed");
      }
      swarm.expel(node);
    } else if (!force && departed.seemsUp(now(call))) {
      throw refused(departed.id(), "is not down and can't be removed");
    }
    if (departed != null) {
      swarm.forget(departed);
    }
  }

  private static EngineException refused(String id, String why) {
    return new EngineException(
        "rpc error: code = FailedPrecondition desc = node " + id + " " + why);
  }

  private static long now(DockerCall call) {
    return call.engine().machine().loop().nowNanos();
  }

  /// A node that left, by its id or name; null when it is none.
  static Swarm.@Nullable Departed departed(Swarm swarm, String reference) {
    swarm.checkIsOne(reference);
    for (Swarm.Departed each : swarm.departed()) {
      boolean isNamed = each.hostname().equals(reference) || each.id().startsWith(reference);
      if (isNamed && swarm.nodes().stream().noneMatch(n -> n.hostname().equals(reference))) {
        return each;
      }
    }
    return null;
  }

  private static int tasks(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    SwarmNode own = SwarmVerbs.node(call);
    List<String> nodes = new ArrayList<>();
    for (String word : given.words()) {
      Swarm.Departed gone = departed(swarm, word);
      nodes.add(gone == null ? NodeInspect.node(swarm, own, word).id() : gone.id());
    }
    if (nodes.isEmpty()) {
      nodes.add(own.id());
    }
    List<Task> tasks = new ArrayList<>();
    for (int i = 1; i <= nodes.size(); i++) { // the filter grows from node to node (`node/ps.go`)
      List<String> asked = nodes.subList(0, i);
      swarm.tasks().stream().filter(task -> asked.contains(task.nodeId())).forEach(tasks::add);
    }
    return TaskTable.print(call, given, tasks);
  }

  private static int update(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    SwarmNode node = swarm.node(given.words().get(0));
    for (String label : given.all("label-rm")) {
      if (!node.labels().containsKey(label)) {
        throw new Failure("key " + label + " doesn't exist in node's labels", 1);
      }
    }
    String role = given.last("role", "").toLowerCase(Locale.ROOT);
    if (!role.isEmpty() && !role.equals("manager") && !role.equals("worker")) {
      throw new EngineException("invalid Role: \"" + role + "\"");
    }
    String word = given.last("availability", "").toLowerCase(Locale.ROOT);
    Availability wanted = word.isEmpty() ? node.availability() : availability(word);
    if (wanted == null) {
      throw new EngineException("invalid Availability: \"" + word + "\"");
    }
    if (!role.isEmpty()) {
      node.setManager(role.equals("manager"));
    }
    node.relabel(FlagValues.pairs(given.all("label-add")), given.all("label-rm"));
    if (wanted != node.availability()) {
      node.setAvailability(wanted);
    }
    call.out(given.words().get(0));
    return 0;
  }

  private static int role(DockerCall call, Flags.Given given, Swarm swarm, boolean manager)
      throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    for (String reference : given.words()) {
      Swarm.Departed departed = manager ? null : departed(swarm, reference);
      if (departed != null && departed.isManager()) {
        swarm.demote(departed);
        call.out("Manager " + reference + " demoted in the swarm.");
        continue;
      }
      SwarmNode node = swarm.node(reference);
      if (node.isManager() == manager) {
        call.out("Node " + node.id() + " is already a " + (manager ? "manager." : "worker."));
        continue;
      }
      node.setManager(manager);
      String what = manager ? "promoted to a manager" : "demoted";
      call.out((manager ? "Node " : "Manager ") + reference + " " + what + " in the swarm.");
    }
    return 0;
  }
}
