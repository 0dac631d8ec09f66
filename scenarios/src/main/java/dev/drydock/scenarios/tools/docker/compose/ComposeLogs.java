package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerLog;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.LogsVerb;
import java.util.ArrayList;
import java.util.List;

/// `docker compose logs`: each line behind the name of its container; one container after the other
/// for what there is, in the order of writing for what comes.
final class ComposeLogs implements ComposeVerb.Verb {
  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose logs")
            .values("n|tail", "since", "until", "index")
            .switches("f|follow", "no-color", "no-log-prefix", "t|timestamps")
            .read(call.arguments());
    int index = ComposeViews.index(given);
    var containers = new ArrayList<Container>();
    for (String service : call.chosen(given.words())) {
      for (Container each : call.project().present(call.engine(), service)) {
        if (index == 0 || ComposeProject.numberOf(each) == index) {
          containers.add(each);
        }
      }
    }
    var logs = new Logs(call, LogsVerb.Wanted.of(given, now(call)), containers);
    logs.show(!given.has("no-log-prefix"));
    return 0;
  }

  private static long now(ComposeCall call) {
    return call.engine().machine().loop().nowNanos();
  }

  /// The logs of some containers.
  private record Logs(ComposeCall call, LogsVerb.Wanted wanted, List<Container> containers) {
    void show(boolean withNames) {
      int width = containers.stream().mapToInt(each -> nameOf(each).length()).max().orElse(0);
      var told = new long[containers.size()];
      for (int i = 0; i < told.length; i++) {
        var prefix = withNames ? prefix(containers.get(i), width) : "";
        wanted.there(containers.get(i)).forEach(line -> print(prefix, line));
        told[i] = containers.get(i).log().total();
      }
      while (wanted.follows()
          && containers.stream().anyMatch(Container::isRunning)
          && call.docker().invocation().shell().await(() -> isMore(told), wanted.until())) {
        for (int i = 0; i < told.length; i++) {
          var prefix = withNames ? prefix(containers.get(i), width) : "";
          containers.get(i).log().after(told[i]).forEach(line -> print(prefix, line));
          told[i] = containers.get(i).log().total();
        }
      }
    }

    private boolean isMore(long[] told) {
      for (int i = 0; i < told.length; i++) {
        if (containers.get(i).log().total() > told[i]) {
          return true;
        }
      }
      return containers.stream().noneMatch(Container::isRunning);
    }

    private void print(String prefix, ContainerLog.Line line) {
      call.out(prefix + wanted.text(line).stripTrailing());
    }

    private String prefix(Container container, int width) {
      var name = nameOf(container);
      return name + " ".repeat(width - name.length()) + "  | ";
    }

    private String nameOf(Container container) {
      var project = call.project().name() + "-";
      var name = container.name();
      return name.startsWith(project) ? name.substring(project.length()) : name;
    }
  }
}
