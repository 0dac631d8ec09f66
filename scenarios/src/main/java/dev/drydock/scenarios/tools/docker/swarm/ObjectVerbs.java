package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker config` and `docker secret`: `create`, `ls`, `inspect`, `rm`.
public final class ObjectVerbs implements DockerVerb {
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final boolean isSecret;
  private final String verb;

  public ObjectVerbs(boolean isSecret, String verb) {
    this.isSecret = isSecret;
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = flags(call.verb()).read(call.arguments());
    Swarm swarm = NotManaged.swarm(call);
    if (swarm == null) {
      return NotManaged.say(call, verb, given);
    }
    SwarmObjects objects = isSecret ? swarm.secrets() : swarm.configs();
    return switch (verb) {
      case "create" -> create(call, given, objects);
      case "ls", "list" -> list(call, given, objects);
      case "rm", "remove" -> remove(call, given, swarm, objects);
      default -> inspect(call, given, objects);
    };
  }

  private Flags flags(String name) {
    Flags flags = new Flags(name);
    return switch (verb) {
      case "create" -> {
        flags.values("l|label", "template-driver");
        yield isSecret ? flags.values("d|driver") : flags;
      }
      case "ls", "list" -> flags.values("f|filter", "format").switches("q|quiet");
      case "rm", "remove" -> flags;
      default -> flags.values("f|format").switches("pretty");
    };
  }

  // ---- create ----------------------------------------------------------------------------

  private int create(DockerCall call, Flags.Given given, SwarmObjects objects) throws Failure {
    int words = given.words().size();
    if (!isSecret && words != 2) {
      throw call.needs("exactly 2 arguments");
    }
    if (words < 1 || words > 2) {
      throw call.needs("at least 1 and at most 2 arguments");
    }
    if (!given.last("driver", "").isEmpty()) {
      throw new Failure(
          words == 2
              ? "when using secret driver secret data must be empty"
              : "Error response from daemon: rpc error: code = Unknown desc = plugin \""
                  + given.last("driver", "")
                  + "\" not found",
          1);
    }
    Map<String, String> labels = FlagValues.pairs(given.all("label"));
    SwarmObjects.Spec spec =
        new SwarmObjects.Spec(
            given.words().getFirst(),
            data(call, words == 2 ? given.words().get(1) : ""),
            labels,
            given.last("template-driver", "").equals("golang"));
    call.out(objects.create(spec).id());
    return 0;
  }

  private String data(DockerCall call, String file) throws Failure {
    boolean isOld = call.client().takesEmptySecrets();
    if (file.isEmpty() && isOld) {
      return "";
    }
    if (file.isEmpty()) {
      throw new Failure("secret file is required", 1);
    }
    boolean isInput = file.equals("-");
    String data =
        isInput ? call.invocation().input() : new PlaceFiles(call.invocation().place()).read(file);
    String wrong = data == null ? "open " + file + ": no such file or directory" : "data is empty";
    if (isOld) {
      return data(file, data);
    }
    if (data == null || data.isEmpty()) {
      String reading = isInput ? "error reading from STDIN: " : "error reading from " + file + ": ";
      throw new Failure(
          isSecret
              ? reading + wrong
              : (call.client().writesSmall() ? "error" : "Error")
                  + " reading content from \""
                  + file
                  + "\": "
                  + reading
                  + wrong,
          1);
    }
    return data;
  }

  /// The client of 20.10 sends what it read, be it nothing.
  private String data(String file, @Nullable String read) throws Failure {
    if (read == null) {
      String why = "open " + file + ": no such file or directory";
      throw new Failure(isSecret ? "Error reading content from \"" + file + "\": " + why : why, 1);
    }
    return read;
  }

  // ---- ls --------------------------------------------------------------------------------

  private int list(DockerCall call, Flags.Given given, SwarmObjects objects) throws Failure {
    Filters filters = Filters.of(call, given, Set.of("id", "name", "label"));
    List<SwarmObjects.Item> items = new ArrayList<>(objects.all());
    items.removeIf(item ->
        !filters.any("id", item.id()::startsWith)
            || !filters.any("name", item.name()::startsWith)
            || !filters.labels("label", item.spec().labels()));
    items.sort(Comparator.comparing(SwarmObjects.Item::name, NaturalOrder.OF_TEXTS));
    long now = call.engine().machine().loop().nowNanos();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SwarmObjects.Item item : items) {
      Map<String, @Nullable Object> row = Listing.row();
      row.put("ID", item.id());
      row.put("Name", item.name());
      row.put("CreatedAt", HumanTime.of(now - item.meta().createdNanos()) + " ago");
      row.put("UpdatedAt", HumanTime.of(now - item.meta().updatedNanos()) + " ago");
      Listing.addLabels(row, item.spec().labels());
      if (isSecret) {
        row.put("Driver", "");
      }
      rows.add(row);
    }
    listing().print(call, given, rows, "ID");
    return 0;
  }

  private Listing listing() {
    Listing listing =
        new Listing(
            isSecret ? "*secret.secretContext" : "*config.configContext",
            isSecret ? "ID Name Driver CreatedAt UpdatedAt" : "ID Name CreatedAt UpdatedAt");
    return listing
        .plain(isSecret ? "ID Name Driver Labels" : "ID Name Labels")
        .head("CreatedAt", "CREATED")
        .head("UpdatedAt", "UPDATED");
  }

  // ---- rm, inspect -----------------------------------------------------------------------

  private static int remove(DockerCall call, Flags.Given given, Swarm swarm, SwarmObjects objects)
      throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> wrong = new ArrayList<>();
    for (String reference : given.words()) {
      try {
        swarm.remove(objects, objects.get(reference));
        call.out(reference);
      } catch (EngineException e) {
        wrong.add(call.words().refusal(e, call.verb()));
      }
    }
    wrong.forEach(call::err);
    return wrong.isEmpty() ? 0 : 1;
  }

  private int inspect(DockerCall call, Flags.Given given, SwarmObjects objects) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Inspected found = Inspected.ofSwarm(call);
    for (String reference : given.words()) {
      try {
        SwarmObjects.Item item = objects.get(reference);
        found.add(isSecret ? "swarm.Secret" : "swarm.Config", fields(item));
        if (given.has("pretty")) {
          pretty(item).forEach(call::out);
        }
      } catch (EngineException e) {
        found.miss(call.words().refusal(e, call.verb()));
      }
    }
    if (given.has("pretty")) {
      return found.complain();
    }
    return found.print(given.last("format", ""));
  }

  private List<String> pretty(SwarmObjects.Item item) {
    List<String> lines = new ArrayList<>();
    lines.add((isSecret ? "ID:              " : "ID:\t\t\t") + item.id());
    lines.add((isSecret ? "Name:              " : "Name:\t\t\t") + item.name());
    if (!item.spec().labels().isEmpty()) {
      lines.add("Labels:");
      item.spec()
          .labels()
          .forEach((key, value) -> lines.add(" - " + key + (value.isEmpty() ? "" : "=" + value)));
    }
    if (isSecret) {
      lines.add("Driver:            ");
    }
    String gap = isSecret ? "        " : "            \t";
    lines.add("Created at:" + gap + whole(item.meta().createdNanos()));
    lines.add("Updated at:" + gap + whole(item.meta().updatedNanos()));
    if (!isSecret) {
      lines.add("Data:");
      lines.add(item.spec().data());
    }
    return lines;
  }

  /// `formatter.PrettyPrint` of a time.
  private static String whole(long nanos) {
    return WHOLE.format(Calendar.at(nanos)) + " +0000 utc";
  }

  /// A secret does not show what it holds.
  Map<String, @Nullable Object> fields(SwarmObjects.Item item) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Name", item.name());
    spec.put("Labels", item.spec().labels());
    if (!isSecret) {
      byte[] bytes = item.spec().data().getBytes(StandardCharsets.UTF_8);
      spec.put("Data", Base64.getEncoder().encodeToString(bytes));
    }
    if (item.spec().isTemplate()) {
      spec.put("Templating", Map.of("Name", "golang"));
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", item.id());
    MetaFields.add(fields, item.meta());
    fields.put("Spec", spec);
    return fields;
  }
}
