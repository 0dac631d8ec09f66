package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.GoString;
import dev.drydock.drivers.engine.Health;
import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.MountPoint;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.GoTemplate;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.storage.ImageInspect;
import dev.drydock.scenarios.tools.docker.storage.OwnFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker ps`.
public final class PsVerb implements DockerVerb {
  private static final int COMMAND_CHARACTERS = 20;
  private static final int MOUNT_CHARACTERS = 15;
  private static final String SHOWN = "ID Image Command RunningFor Status Ports Names";

  private static final String TYPE = "*formatter.ContainerContext";

  private static final SortedMap<String, String> PLATFORM =
      new TreeMap<>(Map.of("architecture", "amd64", "os", "linux"));

  private static final List<String> FIELDS =
      List.of(
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
          "Mounts",
          "LocalVolumes",
          "Networks");

  /// docker/cli `cli/command/formatter/container.go`.
  private static final String RAW =
      """
      container_id: {{.ID}}
      image: {{.Image}}
      command: {{.Command}}
      created_at: {{.CreatedAt}}
      state: {{- pad .State 1 0}}
      status: {{- pad .Status 1 0}}
      names: {{.Names}}
      labels: {{- pad .Labels 1 0}}
      ports: {{- pad .Ports 1 0}}
      """;

  private static final Listing ROWS =
      new Listing(TYPE, SHOWN)
          .raw(RAW)
          .plain("Image Command Status Ports Names State Networks Labels Mounts Size")
          .head("ID", "CONTAINER ID")
          .head("RunningFor", "CREATED")
          .head("CreatedAt", "CREATED AT")
          .head("HealthStatus", "HEALTH STATUS")
          .head("Platform", "PLATFORM")
          .head("LocalVolumes", "LOCAL VOLUMES");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "q|quiet", "no-trunc", "s|size", "l|latest")
            .values("f|filter", "format", "n|last")
            .read(call.arguments());
    int last = new FlagValues(given, call.verb()).signed("last", given.has("latest") ? 1 : -1);
    boolean whole = given.has("no-trunc");
    PsFilters filters = new PsFilters(call, given);
    boolean all = given.has("all") || last > 0 || filters.asksForAll();
    List<Container> containers = call.engine().containers().list(all);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Container container : containers) {
      if (filters.fits(container)) {
        Map<String, @Nullable Object> row = row(call.engine(), container, whole);
        row.put("Size", size(call, container));
        rows.add(row);
      }
    }
    if (last > 0) {
      rows = rows.subList(0, Math.min(rows.size(), last));
    }
    print(call, given, rows);
    return 0;
  }

  private static void print(
      DockerCall call, Flags.Given given, List<Map<String, @Nullable Object>> rows) throws Failure {
    checkFields(given.last("format", ""), call.engine().profile());
    if (given.has("size") && given.last("format", "").isEmpty() && !given.has("quiet")) {
      ROWS.print(call, "", rows, List.of((SHOWN + " Size").split(" ", -1)));
    } else {
      ROWS.print(call, given, rows, "ID");
    }
  }

  /// The client looks which fields a template asks for before it asks for containers
  /// (`buildContainerListOptions`).
  private static void checkFields(String format, EngineProfile profile) throws Failure {
    boolean isTemplate = !format.isEmpty() && !format.startsWith("table") && !format.equals("json");
    if (!isTemplate) {
      return;
    }
    Map<String, @Nullable Object> blank = Listing.row();
    for (String field : FIELDS) {
      blank.put(field, "");
    }
    addNewer(blank, profile, "");
    Listing.addLabels(blank, Map.of());
    String step = "parse";
    try {
      GoTemplate template = GoTemplate.ofRows(format);
      step = "execute";
      template.row(blank, TYPE);
    } catch (Failure e) {
      throw new Failure("failed to " + step + " template: " + GoTemplate.why(e), e.status());
    }
  }

  /// What its own layer holds, and how much of its image is known besides.
  private static String size(DockerCall call, Container container) {
    long own = OwnFiles.of(call, container).bytes();
    long whole = own + ImageInspect.bytes(container.image());
    return HumanSize.of(own) + (whole > 0 ? " (virtual " + HumanSize.of(whole) + ")" : "");
  }

  public static Map<String, @Nullable Object> row(
      Engine engine, Container container, boolean whole) {
    long now = engine.machine().loop().nowNanos();
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", whole ? container.id() : container.shortId());
    row.put("Image", image(engine, container, whole));
    row.put("Command", command(container, whole));
    row.put("RunningFor", HumanTime.of(now - container.createdNanos()) + " ago");
    row.put("CreatedAt", HumanTime.second(container.createdNanos()));
    row.put("Status", status(container, now));
    row.put("State", container.state().word());
    row.put("Ports", new PortTexts(engine.profile().client()).of(container));
    row.put("Names", container.name());
    row.put("Networks", String.join(",", container.networks().keySet()));
    Listing.addLabels(row, container.spec().labels());
    row.put("Mounts", mounts(container, whole));
    row.put("LocalVolumes", "" + container.mounts().stream().filter(MountPoint::isVolume).count());
    row.put("Size", "0B");
    Health health = container.health();
    addNewer(row, engine.profile(), health == null ? "" : health.status());
    return row;
  }

  /// The image's name, or its id when that name means another one by now (moby `daemon/list.go`).
  private static String image(Engine engine, Container container, boolean whole) {
    String name = container.spec().workload().image();
    Image named = engine.images().find(name);
    Image own = container.image();
    boolean isStillNamed = named != null && named.id().equals(own.id());
    return isStillNamed ? name : whole ? own.id() : own.shortId();
  }

  /// Fields that came later.
  private static void addNewer(
      Map<String, @Nullable Object> row, EngineProfile profile, String health) {
    if (profile.client().hasPlatforms()) {
      boolean isKnown = profile.knowsPlatforms();
      row.put("Platform", isKnown ? PLATFORM : null);
    }
    if (profile.client().hasHealth()) {
      row.put("HealthStatus", health);
    }
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
    return GoString.quoted(text);
  }

  private static String mounts(Container container, boolean whole) {
    List<String> names = new ArrayList<>();
    for (MountPoint point : container.mounts()) {
      String name = point.what();
      boolean isLong = !whole && name.length() > MOUNT_CHARACTERS;
      names.add(isLong ? name.substring(0, MOUNT_CHARACTERS - 1) + "…" : name);
    }
    return String.join(",", names);
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
