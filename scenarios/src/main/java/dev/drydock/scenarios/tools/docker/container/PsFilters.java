package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Health;
import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.Images;
import dev.drydock.drivers.engine.State;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which containers `docker ps --filter` shows (moby `daemon/list.go`).
final class PsFilters {
  private static final Set<String> KEYS =
      Set.of(
          "ancestor",
          "before",
          "exited",
          "expose",
          "health",
          "id",
          "is-task",
          "isolation",
          "label",
          "name",
          "network",
          "publish",
          "since",
          "status",
          "volume");

  private static final List<String> STATES =
      List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

  private static final List<String> HEALTHS = List.of("none", "starting", "healthy", "unhealthy");

  private final DockerCall call;
  private final Filters filters;

  PsFilters(DockerCall call, Flags.Given given) throws Failure {
    this.call = call;
    this.filters = Filters.of(call, given, KEYS);
    check();
  }

  /// Refuses values as moby `daemon/list.go` does (`foldFilter`).
  private void check() throws Failure {
    for (String code : filters.all("exited")) {
      if (!code.matches("[+-]?\\d{1,9}")) {
        String why = "strconv.Atoi: parsing \"" + code + "\": invalid syntax";
        String before =
            !profile().namesWrongFilters() ? "" : filters.invalid("exited=" + code) + ": ";
        throw new Failure("Error response from daemon: " + before + why, 1);
      }
    }
    for (String state : filters.all("status")) {
      if (!STATES.contains(state)) {
        throw refused("status", "state", state, STATES);
      }
    }
    for (String key : List.of("before", "since")) {
      for (String reference : filters.all(key)) {
        checkNamed(reference);
      }
    }
    filters.flag("is-task");
    for (String health : filters.all("health")) {
      if (!HEALTHS.contains(health)) {
        throw refused("health", "health", health, HEALTHS);
      }
    }
    for (String key : List.of("publish", "expose")) {
      for (String port : filters.all(key)) {
        checkPort(key, port);
      }
    }
  }

  private EngineProfile profile() {
    return call.engine().profile();
  }

  private Failure refused(String key, String what, String value, List<String> known) {
    boolean tellsAll = profile().tellsFilterValues();
    String why = filters.invalid(key + "=" + value);
    if (tellsAll) {
      why +=
          ": invalid value for %s (%s): must be one of %s"
              .formatted(what, value, String.join(", ", known));
    } else if (key.equals("health")) {
      why =
          (profile().namesWrongFilters() ? "unrecognized" : "Unrecognised")
              + " filter value for health: "
              + value;
    }
    return new Failure("Error response from daemon: " + why, 1);
  }

  /// Refuses what is no port or range of ports (`portOp`; go-connections `ParsePortRange`).
  private void checkPort(String key, String value) throws Failure {
    String ports = value.split("/", 2)[0];
    boolean isOld = profile().isBefore(25, 0);
    String none = isOld ? "Empty string specified for ports." : "empty string specified for ports";
    String turned =
        isOld ? "Invalid range specified for the Port: " : "invalid range specified for port: ";
    String wrong = ports.isEmpty() ? none : "";
    int last = -1;
    for (String end : ports.split("-", 2)) {
      boolean isNumber = end.matches("\\d+");
      boolean isPort = isNumber && end.length() <= 5 && Integer.parseInt(end) <= 65_535;
      if (wrong.isEmpty() && !isPort) {
        String why = isNumber ? "value out of range" : "invalid syntax";
        wrong = "strconv.ParseUint: parsing \"" + end + "\": " + why;
      } else if (wrong.isEmpty() && Integer.parseInt(end) < last) {
        wrong = turned + ports;
      }
      last = isPort ? Integer.parseInt(end) : last;
    }
    if (value.contains(":")) {
      throw new Failure(
          "Error response from daemon: filter for '%s' should not contain ':': %s"
              .formatted(key, value),
          1);
    }
    if (!wrong.isEmpty()) {
      throw new Failure(
          "Error response from daemon: error while looking up for %s %s: %s"
              .formatted(key, value, wrong),
          1);
    }
  }

  /// Whether some filter asks for containers that do not run as well: of all only that for states
  /// (`foldFilter`).
  boolean asksForAll() {
    return filters.has("status");
  }

  boolean fits(Container container) {
    return (filters.match("name", container.name())
            || filters.match("name", "/" + container.name()))
        && filters.match("id", container.id())
        && filters.exact("status", container.state().word())
        && filters.any("exited", wanted -> hasExited(container, wanted))
        && filters.labels("label", container.spec().labels())
        && filters.any("ancestor", wanted -> isFrom(container, wanted))
        && filters.any("network", wanted -> isOn(container, wanted))
        && fitsPorts(container)
        && filters.any("health", wanted -> wanted.equals(health(container)))
        && filters.any("volume", wanted -> mounts(container, wanted))
        && filters.any("before", wanted -> container.createdNanos() < named(wanted).createdNanos())
        && filters.any("since", wanted -> container.createdNanos() > named(wanted).createdNanos());
  }

  private static String health(Container container) {
    Health health = container.health();
    return health == null ? "none" : health.status();
  }

  /// The whole id or the name (`idOrNameFilter`).
  private void checkNamed(String reference) throws Failure {
    if (call.engine().containers().exactly(reference) == null) {
      throw new Failure("Error response from daemon: no such container " + reference, 1);
    }
  }

  private Container named(String reference) {
    return call.engine().containers().get(reference);
  }

  private static boolean hasExited(Container container, String code) {
    return container.state() == State.EXITED && code.equals("" + container.exitCode());
  }

  /// The image, or one that it was made of (`populateImageFilterByParents`).
  private boolean isFrom(Container container, String wanted) {
    Images images = call.engine().images();
    Image ancestor = images.find(wanted);
    if (ancestor == null) {
      return false;
    }
    @Nullable Image image = container.image();
    while (image != null && !image.id().equals(ancestor.id())) {
      image = images.find(image.made().parent());
    }
    return image != null;
  }

  /// By the volume, the folder of the host or the place in the container.
  private static boolean mounts(Container container, String wanted) {
    return container.mounts().stream()
        .anyMatch(point -> point.what().equals(wanted) || point.target().equals(wanted));
  }

  /// By name or id; other texts find nothing.
  private boolean isOn(Container container, String wanted) {
    return container.networks().entrySet().stream()
        .anyMatch(each -> {
          var network = each.getValue().network();
          boolean byId = network != null && network.id().equals(wanted);
          return each.getKey().equals(wanted) || byId;
        });
  }

  /// A port that is published or exposed as asked will do; only containers that run have ports
  /// (moby `daemon/list.go`, `includeContainerInList`).
  private boolean fitsPorts(Container container) {
    boolean isPublished =
        filters.has("publish") && filters.any("publish", wanted -> publishes(container, wanted));
    boolean isExposed =
        filters.has("expose") && filters.any("expose", wanted -> exposes(container, wanted));
    boolean isAsked = filters.has("publish") || filters.has("expose");
    return !isAsked || isPublished || isExposed;
  }

  private static boolean publishes(Container container, String wanted) {
    return container.ports().entrySet().stream()
        .anyMatch(each ->
            each.getValue().stream()
                .anyMatch(b -> isIn(wanted, b.hostPort(), each.getKey().protocol().toString())));
  }

  private static boolean exposes(Container container, String wanted) {
    Predicate<ContainerPort> fits = p -> isIn(wanted, p.port(), p.protocol().toString());
    return container.ports().keySet().stream().anyMatch(fits);
  }

  /// Whether a port is the one, or in the range, of `80`, `80/udp` or `8000-8010/tcp`.
  private static boolean isIn(String wanted, int port, String protocol) {
    String[] parts = wanted.split("/", 2);
    boolean fits = (parts.length == 1 ? "tcp" : parts[1]).equals(protocol);
    String[] ends = parts[0].split("-", 2);
    String last = ends[ends.length - 1];
    boolean isRange = ends[0].matches("\\d{1,5}") && last.matches("\\d{1,5}");
    return fits && isRange && port >= Integer.parseInt(ends[0]) && port <= Integer.parseInt(last);
  }
}
