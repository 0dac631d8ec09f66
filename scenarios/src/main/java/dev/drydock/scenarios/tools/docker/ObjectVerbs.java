package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.scenarios.tools.PlaceFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker config` and `docker secret`: `create`, `ls`, `inspect`, `rm`.
final class ObjectVerbs implements DockerTool.Verb {
  private final boolean isSecret;
  private final String verb;

  ObjectVerbs(boolean isSecret, String verb) {
    this.isSecret = isSecret;
    this.verb = verb;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("f|format", "filter", "l|label", "d|driver", "template-driver")
            .switches("q|quiet", "pretty")
            .read(call.arguments());
    Swarm swarm = SwarmVerbs.node(call).managed();
    SwarmObjects objects = isSecret ? swarm.secrets() : swarm.configs();
    return switch (verb) {
      case "create" -> create(call, given, objects);
      case "ls" -> list(call, given, objects);
      case "rm" -> remove(call, given, objects);
      default -> inspect(call, given, objects);
    };
  }

  private static int create(DockerTool.Call call, Flags.Given given, SwarmObjects objects)
      throws Failure {
    if (given.words().size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    String file = given.words().get(1);
    String data =
        file.equals("-")
            ? call.invocation().input()
            : new PlaceFiles(call.invocation().place()).read(file);
    if (data == null) {
      throw new Failure(
          "error reading content from \"%s\": open %s: no such file or directory"
              .formatted(file, file),
          1);
    }
    long now = call.engine().machine().loop().nowNanos();
    call.out(objects.create(given.words().get(0), data, now).id());
    return 0;
  }

  private int list(DockerTool.Call call, Flags.Given given, SwarmObjects objects) {
    if (given.has("quiet")) {
      objects.all().forEach(item -> call.out(item.id()));
      return 0;
    }
    TextTable table = new TextTable();
    table.row(
        isSecret
            ? List.of("ID", "NAME", "DRIVER", "CREATED", "UPDATED")
            : List.of("ID", "NAME", "CREATED", "UPDATED"));
    long now = call.engine().machine().loop().nowNanos();
    for (SwarmObjects.Item item : objects.all()) {
      String age = HumanTime.of(now - item.createdNanos()) + " ago";
      List<String> cells = new ArrayList<>(List.of(item.id(), item.name()));
      cells.addAll(isSecret ? List.of("", age, age) : List.of(age, age));
      table.row(cells);
    }
    table.lines().forEach(call::out);
    return 0;
  }

  private String missing(String reference) {
    return "Error: no such " + (isSecret ? "secret" : "config") + ": " + reference;
  }

  private int remove(DockerTool.Call call, Flags.Given given, SwarmObjects objects) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> missing = new ArrayList<>();
    for (String reference : given.words()) {
      SwarmObjects.Item item = objects.find(reference);
      if (item == null) {
        missing.add(missing(reference));
      } else {
        objects.remove(item);
        call.out(reference);
      }
    }
    missing.forEach(call::err);
    return missing.isEmpty() ? 0 : 1;
  }

  private int inspect(DockerTool.Call call, Flags.Given given, SwarmObjects objects)
      throws Failure {
    List<Object> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String reference : given.words()) {
      SwarmObjects.Item item = objects.find(reference);
      if (item == null) {
        missing.add(missing(reference));
      } else {
        found.add(fields(item));
      }
    }
    return Inspected.print(call, given.last("format", ""), found, missing);
  }

  /// A secret does not show what it holds.
  private Map<String, @Nullable Object> fields(SwarmObjects.Item item) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Name", item.name());
    spec.put("Labels", new LinkedHashMap<String, Object>());
    if (!isSecret) {
      byte[] bytes = item.data().getBytes(StandardCharsets.UTF_8);
      spec.put("Data", Base64.getEncoder().encodeToString(bytes));
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", item.id());
    fields.put("CreatedAt", Calendar.at(item.createdNanos()).toString());
    fields.put("UpdatedAt", Calendar.at(item.createdNanos()).toString());
    fields.put("Spec", spec);
    return fields;
  }
}
