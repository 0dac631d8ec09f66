package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// `docker compose ls`: the projects that have containers.
final class ComposeLs implements ComposeVerb.Verb {
  private static final int WIDTH_MIN = 20;

  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose ls")
            .values("format", "filter")
            .switches("q|quiet", "a|all")
            .read(call.arguments());
    var projects = new TreeMap<String, List<Container>>();
    for (Container container : call.engine().containers().list(given.has("all"))) {
      var project = ComposeProject.label(container, ComposeProject.PROJECT);
      if (!project.isEmpty() && passes(project, given.all("filter"))) {
        projects.computeIfAbsent(project, name -> new ArrayList<>()).add(container);
      }
    }
    if (given.has("quiet")) {
      projects.keySet().forEach(call::out);
      return 0;
    }
    if (ComposeViews.isJson(given)) {
      var rows = new ArrayList<>();
      projects.forEach((name, containers) -> {
        var row = new LinkedHashMap<String, Object>();
        row.put("Name", name);
        row.put("Status", status(containers));
        row.put("ConfigFiles", files(containers));
        rows.add(row);
      });
      call.out(GoJson.compact(rows));
      return 0;
    }
    var table = new TextTable(WIDTH_MIN);
    table.row(List.of("NAME", "STATUS", "CONFIG FILES"));
    projects.forEach(
        (name, containers) -> table.row(List.of(name, status(containers), files(containers))));
    table.lines().forEach(call::out);
    return 0;
  }

  private static boolean passes(String project, List<String> filters) throws Failure {
    for (String filter : filters) {
      if (!filter.startsWith("name=")) {
        throw new Failure("invalid filter '" + filter.replaceFirst("=.*", "") + "'", 1);
      }
    }
    return filters.isEmpty()
        || filters.stream().anyMatch(each -> matches(project, each.substring("name=".length())));
  }

  /// Whether a name is the wanted one, or has what an expression describes.
  private static boolean matches(String project, String wanted) {
    try {
      return project.equals(wanted) || Pattern.compile(wanted).matcher(project).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /// `exited(1), running(2)`.
  private static String status(List<Container> containers) {
    var counts = new TreeMap<String, Integer>();
    containers.forEach(each -> counts.merge(each.state().word(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "(" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String files(List<Container> containers) {
    var files = new LinkedHashSet<String>();
    for (Container container : containers) {
      files.addAll(
          List.of(ComposeProject.label(container, ComposeProject.CONFIG_FILES).split(",", -1)));
    }
    return String.join(",", files);
  }
}
