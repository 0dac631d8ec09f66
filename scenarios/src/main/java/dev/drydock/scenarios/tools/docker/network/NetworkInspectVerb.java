package dev.drydock.scenarios.tools.docker.network;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.KnownService;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker network inspect`.
public final class NetworkInspectVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("f|format", "scope")
            .switches("v|verbose")
            .read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Inspected found = new Inspected(call);
    for (String name : given.words()) {
      try {
        Map<String, @Nullable Object> fields = call.engine().networks().inspect(name);
        SwarmNode node = call.invocation().place().box().swarm();
        if (given.has("verbose") && node != null) {
          addServices(fields, node.services(call.engine().networks().get(name).id()));
        }
        found.add("network.Inspect", fields);
      } catch (EngineException e) {
        found.miss(call.words().refusal(e, call.verb()));
      }
    }
    return found.print(given.last("format", ""));
  }

  /// Who is on a network of a swarm, by service, on all nodes (libnetwork `agent.go`, `Services`).
  private static void addServices(
      Map<String, @Nullable Object> fields, List<KnownService> services) {
    Map<String, @Nullable Object> shown = new TreeMap<>();
    for (KnownService service : services) {
      List<Object> tasks = new ArrayList<>();
      for (KnownService.Member member : service.members()) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("Host IP", member.host().toString());
        Map<String, @Nullable Object> task = new LinkedHashMap<>();
        task.put("Name", member.name());
        task.put("EndpointID", member.endpoint());
        task.put("EndpointIP", member.address().toString());
        task.put("Info", info);
        tasks.add(task);
      }
      Map<String, @Nullable Object> each = new LinkedHashMap<>();
      each.put("VIP", service.vip() == null ? "<nil>" : String.valueOf(service.vip()));
      each.put("Ports", service.ports());
      each.put("LocalLBIndex", service.mark());
      each.put("Tasks", tasks);
      shown.put(service.name(), each);
    }
    if (!shown.isEmpty()) {
      Object status = fields.remove("Status");
      fields.put("Services", shown);
      if (status != null) {
        fields.put("Status", status);
      }
    }
  }
}
