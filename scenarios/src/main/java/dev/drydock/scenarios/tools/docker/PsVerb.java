package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.Health;
import dev.drydock.drivers.engine.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker ps`.
final class PsVerb implements DockerTool.Verb {
  private static final int COMMAND_CHARACTERS = 20;

  /// docker/cli `formatter/container.go`.
  private static final Formatted.Kind KIND =
      new Formatted.Kind(
          "formatter.ContainerContext",
          Set.of(
              "ID",
              "Names",
              "Image",
              "Command",
              "CreatedAt",
              "RunningFor",
              "Ports",
              "State",
              "Status",
              "Size",
              "Labels",
              "Label",
              "Mounts",
              "LocalVolumes",
              "Networks",
              "Platform",
              "HealthStatus"));

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "q|quiet", "no-trunc", "s|size", "l|latest")
            .values("f|filter", "format", "n|last")
            .read(call.arguments());
    boolean latest = given.has("latest") || !given.last("last", "").isEmpty();
    boolean whole = given.has("no-trunc");
    PsFilters filters = new PsFilters(call, given);
    boolean all = given.has("all") || latest || filters.asksForAll();
    List<Container> containers = call.engine().containers().list(all);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Container container : containers) {
      if (filters.fits(container)) {
        rows.add(row(call.engine(), container, whole));
      }
    }
    String last = latest ? given.last("last", "1") : "";
    if (last.matches("\\d{1,6}")) {
      rows = rows.subList(0, Math.min(rows.size(), Integer.parseInt(last)));
    }
    print(call, given, rows);
    return 0;
  }

  private static void print(
      DockerTool.Call call, Flags.Given given, List<Map<String, @Nullable Object>> rows)
      throws Failure {
    String format = given.last("format", "");
    if (given.has("quiet")) {
      rows.forEach(row -> call.out(String.valueOf(row.get("ID"))));
      return;
    }
    if (!format.isEmpty()) {
      Formatted.print(call, format, KIND, rows);
      return;
    }
    TextTable table = new TextTable();
    table.row(List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"));
    for (Map<String, @Nullable Object> row : rows) {
      List<String> cells = new ArrayList<>();
      for (String key :
          List.of("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names")) {
        cells.add(String.valueOf(row.get(key)));
      }
      table.row(cells);
    }
    table.lines().forEach(call::out);
  }

  static Map<String, @Nullable Object> row(Engine engine, Container container, boolean whole) {
    long now = engine.machine().loop().nowNanos();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("ID", whole ? container.id() : container.shortId());
    row.put("Image", container.spec().workload().image());
    row.put("Command", command(container, whole));
    row.put("RunningFor", HumanTime.of(now - container.createdNanos()) + " ago");
    long created = container.createdNanos() / 1_000_000_000L * 1_000_000_000L;
    row.put("CreatedAt", Timestamps.plain(created));
    row.put("Status", status(container, now));
    row.put("State", container.state().word());
    row.put("Ports", new PortTexts(CliWords.of(engine.profile())).of(container));
    row.put("Names", container.name());
    row.put("Networks", String.join(",", container.networks().keySet()));
    row.put("Labels", labels(container));
    row.put("Mounts", "");
    row.put("Size", "0B");
    return row;
  }

  private static String labels(Container container) {
    List<String> labels = new ArrayList<>();
    container.spec().labels().forEach((key, value) -> labels.add(key + "=" + value));
    return String.join(",", labels);
  }

  private static String command(Container container, boolean whole) {
    List<String> words = new ArrayList<>();
    for (String word : container.commandLine()) {
      boolean isQuoted = !words.isEmpty() && word.contains(" "); // daemon/container/view.go
      words.add(isQuoted ? "'" + word + "'" : word);
    }
    String text = String.join(" ", words);
    if (!whole && text.length() > COMMAND_CHARACTERS) {
      text = text.substring(0, COMMAND_CHARACTERS - 1) + "…";
    }
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String health(Container container) {
    Health health = container.health();
    return health == null ? "" : " (" + health.text() + ")";
  }

  /// `Up 2 seconds`, `Exited (137) 3 seconds ago` (moby `container/state.go`).
  private static String status(Container container, long now) {
    return switch (container.state()) {
      case RUNNING -> "Up " + HumanTime.of(now - container.startedNanos()) + health(container);
      case PAUSED -> "Up " + HumanTime.of(now - container.startedNanos()) + " (Paused)";
      case CREATED -> "Created";
      case RESTARTING ->
          "Restarting ("
              + container.exitCode()
              + ") "
              + HumanTime.of(now - container.finishedNanos())
              + " ago";
      case EXITED ->
          "Exited ("
              + container.exitCode()
              + ") "
              + HumanTime.of(now - container.finishedNanos())
              + " ago";
    };
  }
}
