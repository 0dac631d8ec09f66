package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.Volumes;
import dev.drydock.scenarios.tools.docker.client.Confirmation;
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
import dev.drydock.scenarios.tools.docker.show.Pruned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker volume`: `create`, `ls`, `inspect`, `rm`, `prune` (docker/cli `cli/command/volume`).
/// Volumes are names here.
public final class VolumeVerbs implements DockerVerb {
  private static final Set<String> KEYS = Set.of("dangling", "driver", "label", "name");

  private static final Listing ROWS =
      new Listing("*formatter.volumeContext", "Driver Name")
          .raw("name: {{.Name}}\ndriver: {{.Driver}}\n")
          .plain("Driver Scope Mountpoint Labels Links Size Status Group Availability")
          .head("Name", "VOLUME NAME");

  private final String verb;

  public VolumeVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = flags(call).read(call.arguments());
    return switch (verb) {
      case "create" -> create(call, given);
      case "ls" -> list(call, given);
      case "inspect" -> inspect(call, given);
      case "rm" -> remove(call, given);
      default -> prune(call, given);
    };
  }

  private Flags flags(DockerCall call) {
    Flags flags = new Flags(call.verb());
    return switch (verb) {
      case "create" -> flags.values("d|driver", "label", "name", "o|opt");
      case "ls" -> flags.values("f|filter", "format").switches("q|quiet", "cluster");
      case "inspect" -> flags.values("f|format");
      case "rm" -> flags.switches("f|force");
      default -> flags.values("filter").switches("a|all", "f|force");
    };
  }

  private static int create(DockerCall call, Flags.Given given) throws Failure {
    List<String> words = given.words();
    if (words.size() > 1) {
      throw call.needs("at most 1 argument");
    }
    if (!words.isEmpty() && !given.last("name", "").isEmpty()) {
      throw new Failure(
          "conflicting options: cannot specify a volume-name through both --name and as a"
              + " positional arg",
          1);
    }
    String name = words.isEmpty() ? given.last("name", "") : words.getFirst();
    Map<String, String> options = FlagValues.pairs(given.all("opt"));
    Map<String, String> labels = FlagValues.pairs(given.all("label"));
    String driver = given.last("driver", "local");
    call.out(call.engine().volumes().create(name, driver, options, labels).name());
    return 0;
  }

  private static int list(DockerCall call, Flags.Given given) throws Failure {
    Filters filters = Filters.of(call, given, KEYS);
    Volumes volumes = call.engine().volumes();
    Boolean dangling = filters.flag("dangling");
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Volumes.Volume volume : volumes.list()) {
      boolean isUnused = volumes.usersOf(volume.name()).isEmpty();
      boolean isWanted =
          filters.match("name", volume.name())
              && filters.exact("driver", volume.driver())
              && filters.labels("label", volume.labels());
      if (isWanted && (dangling == null || dangling == isUnused)) {
        rows.add(row(volume));
      }
    }
    rows.sort(Comparator.comparing(row -> String.valueOf(row.get("Name")), NaturalOrder.OF_TEXTS));
    ROWS.print(call, given, rows, "Name");
    return 0;
  }

  private static Map<String, @Nullable Object> row(Volumes.Volume volume) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("Name", volume.name());
    row.put("Driver", volume.driver());
    row.put("Scope", "local");
    row.put("Mountpoint", mountpoint(volume));
    row.put("Links", "N/A");
    row.put("Size", "N/A");
    row.put("Status", "N/A");
    row.put("Group", "N/A");
    row.put("Availability", "N/A");
    Listing.addLabels(row, volume.labels());
    return row;
  }

  private static String mountpoint(Volumes.Volume volume) {
    return "/var/lib/docker/volumes/" + volume.name() + "/_data";
  }

  /// An empty map is left out by newer clients, and stays unset.
  private static @Nullable Object map(Engine engine, Map<String, String> map) {
    boolean isShown = !map.isEmpty() || engine.profile().client().showsEmptyMaps();
    return !isShown ? null : new java.util.TreeMap<>(map);
  }

  private static int inspect(DockerCall call, Flags.Given given) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Inspected found = new Inspected(call);
    for (String name : given.words()) {
      Volumes.Volume volume = call.engine().volumes().find(name);
      if (volume == null) {
        found.miss(missing(call, name));
      } else {
        found.add("volume.Volume", fields(call.engine(), volume));
      }
    }
    return found.print(given.last("format", ""));
  }

  public static Map<String, @Nullable Object> fields(Engine engine, Volumes.Volume volume) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("CreatedAt", HumanTime.rfc3339(volume.createdNanos()));
    fields.put("Driver", volume.driver());
    fields.put("Labels", map(engine, volume.labels()));
    fields.put("Mountpoint", mountpoint(volume));
    fields.put("Name", volume.name());
    fields.put("Options", map(engine, volume.options()));
    fields.put("Scope", "local");
    return fields;
  }

  public static String missing(DockerCall call, String name) {
    return call.engine().profile().client().wordsWhatIsMissing()
        ? "Error: No such volume: " + name
        : "Error response from daemon: get " + name + ": no such volume";
  }

  private static int remove(DockerCall call, Flags.Given given) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    int status = 0;
    for (String name : given.words()) {
      boolean isThere = call.engine().volumes().find(name) != null;
      try {
        if (isThere) {
          call.engine().volumes().remove(name);
        } else if (!given.has("force")) {
          call.err(missing(call, name));
          status = 1;
          continue;
        }
        call.out(name);
      } catch (dev.drydock.drivers.EngineException e) {
        call.err("Error response from daemon: " + e.text());
        status = 1;
      }
    }
    return status;
  }

  /// From 23.0 on only volumes without a name go, unless `--all` is given.
  private static int prune(DockerCall call, Flags.Given given) throws Failure {
    Filters filters = Filters.of(call, given, Set.of("label", "label!", "all"));
    boolean isUsual = call.engine().profile().prunesNamedVolumes();
    boolean all = isUsual || given.has("all") || Boolean.TRUE.equals(filters.flag("all"));
    Confirmation confirmation = new Confirmation(call, given);
    if (!confirmation.isGiven(
        "WARNING! This will remove "
            + (all ? "all" : "anonymous")
            + " local volumes not used by at least one container.")) {
      return confirmation.declined(true);
    }
    List<String> gone =
        call.engine()
            .volumes()
            .prune(volume -> filters.prunes(volume.labels()) && (all || volume.isAnonymous()));
    Pruned.print(call, "Deleted Volumes:", gone);
    call.out("Total reclaimed space: 0B");
    return 0;
  }
}
