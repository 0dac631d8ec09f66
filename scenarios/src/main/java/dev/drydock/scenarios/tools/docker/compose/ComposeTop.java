package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.WatchVerbs;
import dev.drydock.scenarios.tools.docker.show.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `docker compose top`: the processes of all containers, by their names; commands stand last.
final class ComposeTop implements ComposeVerb.Verb {
  private static final int WIDTH_MIN = 4;
  private static final int GAP = 2;

  @Override
  public int run(ComposeCall call) throws Failure {
    var services = new Flags("compose top").read(call.arguments()).words();
    var containers =
        call.project().present(call.engine()).stream()
            .filter(Container::isRunning)
            .filter(each -> services.isEmpty() || services.contains(ComposeProject.serviceOf(each)))
            .sorted(Comparator.comparing(Container::name))
            .toList();
    var rows = new ArrayList<List<String>>();
    for (Container container : containers) {
      for (List<String> process : WatchVerbs.processes(call.engine(), container)) {
        var row = new ArrayList<String>();
        row.add(ComposeProject.serviceOf(container));
        row.add(ComposeProject.label(container, ComposeProject.NUMBER));
        row.addAll(process);
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      return 0;
    }
    var head = new ArrayList<>(List.of("SERVICE", "#"));
    head.addAll(WatchVerbs.TOP_HEADS);
    var table = new TextTable(WIDTH_MIN, GAP);
    table.row(head);
    rows.forEach(table::row);
    table.lines().forEach(call::out);
    return 0;
  }
}
