package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.template.GoStruct;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.PortTexts;
import dev.drydock.scenarios.tools.docker.container.PsVerb;
import dev.drydock.scenarios.tools.docker.show.Listing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker compose ps`.
final class ComposePs implements ComposeVerb.Verb {
  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose ps")
            .values("format", "filter", "status")
            .switches("q|quiet", "services", "orphans", "a|all", "no-trunc")
            .read(call.arguments());
    var containers = containers(call, given);
    if (given.has("quiet")) {
      containers.forEach(each -> call.out(each.id()));
      return 0;
    }
    if (given.has("services")) {
      var services = new LinkedHashSet<String>();
      containers.forEach(each -> services.add(ComposeProject.serviceOf(each)));
      call.out(String.join("\n", services));
      return 0;
    }
    print(call, given, containers);
    return 0;
  }

  private static List<Container> containers(ComposeCall call, Flags.Given given) throws Failure {
    var states = new ArrayList<>(given.all("status"));
    for (String filter : given.all("filter")) {
      if (filter.indexOf('=') < 0) {
        throw new Failure("arguments to --filter should be in form KEY=VAL", 1);
      }
      if (!filter.startsWith("status=")) {
        String key = filter.substring(0, filter.indexOf('='));
        throw new Failure(key.equals("source") ? "not implemented" : "unknown filter " + key, 1);
      }
      states.add(filter.substring("status=".length()));
    }
    var words = given.words();
    if (call.project().isKnown()) {
      var chosen = call.chosen(words);
      words = given.last("orphans", "true").equals("false") ? chosen : words;
    }
    var services = words;
    var isAll = given.has("all") || !states.isEmpty();
    return call.project().present(call.engine()).stream()
        .filter(each -> isAll || (each.state().isListed() && !ComposeProject.isOneOff(each)))
        .filter(each -> states.isEmpty() || states.contains(each.state().word()))
        .filter(each -> services.isEmpty() || services.contains(ComposeProject.serviceOf(each)))
        .sorted(Comparator.comparing(Container::name))
        .toList();
  }

  /// Where ports are published; port 0 for those that are only exposed.
  private static List<GoStruct> publishers(Container container) {
    var publishers = new ArrayList<GoStruct>();
    container
        .ports()
        .forEach((port, bindings) -> {
          if (bindings.isEmpty()) {
            publishers.add(publisher("", port, 0));
          }
          bindings.forEach(
              each -> publishers.add(publisher(each.hostIp().toString(), port, each.hostPort())));
        });
    return publishers;
  }

  private static GoStruct publisher(String address, ContainerPort port, int published) {
    var number = port.toString().split("/", -1);
    return new GoStruct("api.PortPublisher")
        .with("URL", address)
        .with("TargetPort", Integer.parseInt(number[0]))
        .with("PublishedPort", published)
        .with("Protocol", number[1]);
  }

  private static final Listing ROWS =
      new Listing(
              "*formatter.ContainerContext", "Name Image Command Service RunningFor Status Ports")
          .plain("Name Names Image Command Service Project Status State Health Ports Publishers")
          .plain("Networks Labels Mounts Size ExitCode")
          .head("ID", "CONTAINER ID")
          .head("RunningFor", "CREATED")
          .head("CreatedAt", "CREATED AT")
          .head("LocalVolumes", "LOCAL VOLUMES");

  private static void print(ComposeCall call, Flags.Given given, List<Container> containers)
      throws Failure {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (Container container : containers) {
      var row = PsVerb.row(call.engine(), container, given.has("no-trunc"));
      row.remove("Platform"); // which compose does not read
      row.remove("HealthStatus");
      row.put("Name", container.name());
      row.put("Ports", PortTexts.ofCompose().of(container));
      row.put("Service", ComposeProject.serviceOf(container));
      row.put("Project", call.project().name());
      row.put("ExitCode", container.exitCode());
      var health = container.health();
      row.put("Health", health == null ? "" : health.status());
      row.put("Publishers", publishers(container));
      rows.add(row);
    }
    ROWS.print(call.docker(), given.last("format", "table"), rows);
  }
}
