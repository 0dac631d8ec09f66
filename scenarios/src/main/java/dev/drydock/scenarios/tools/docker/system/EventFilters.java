package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.drivers.engine.EngineEvent;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// `docker events --filter` (moby `daemon/events/filter.go`): a container, a network and so on are
/// meant by how their id or name begins, whatever type the event has; keys that nobody knows change
/// nothing.
final class EventFilters {
  private static final List<String> NAMED =
      List.of(
          "daemon",
          "container",
          "plugin",
          "volume",
          "network",
          "node",
          "service",
          "secret",
          "config");

  /// Actions with words behind a colon, which need not be given.
  private static final List<String> OPEN_ACTIONS =
      List.of("health_status", "exec_create", "exec_start");

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /// Reads them.
  static EventFilters of(DockerCall call, Flags.Given given) throws Failure {
    EventFilters filters = new EventFilters();
    for (String text : given.all("filter")) {
      int cut = text.indexOf('=');
      if (cut < 0) {
        throw Filters.malformed(text, call);
      }
      String key = text.substring(0, cut).strip().toLowerCase(Locale.ROOT);
      filters
          .values
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(text.substring(cut + 1).strip());
    }
    return filters;
  }

  /// Whether an event passes: values of one key are alternatives, but for labels; all keys must
  /// fit.
  boolean include(EngineEvent event) {
    String name = event.attributes().getOrDefault("name", "");
    List<String> actions = values.getOrDefault("event", List.of());
    boolean isOpen = actions.stream().anyMatch(OPEN_ACTIONS::contains);
    String action = event.action();
    return any("event", isOpen ? action::startsWith : action::equals)
        && any("type", event.type()::equals)
        && any("scope", "local"::equals)
        && NAMED.stream()
            .allMatch(key -> any(key, event.actor()::startsWith) || any(key, name::startsWith))
        && any("image", wanted -> isImage(event, wanted))
        && values.getOrDefault("label", List.of()).stream().allMatch(label -> has(event, label));
  }

  private boolean any(String key, Predicate<String> fits) {
    List<String> wanted = values.get(key);
    return wanted == null || wanted.stream().anyMatch(fits);
  }

  private static boolean isImage(EngineEvent event, String wanted) {
    boolean isImage = event.type().equals("image");
    String image = event.attributes().getOrDefault(isImage ? "name" : "image", "");
    String untagged = image.replaceFirst("(@.*|:[^/:]*)$", "");
    return wanted.equals(event.actor()) || wanted.equals(image) || wanted.equals(untagged);
  }

  private static boolean has(EngineEvent event, String label) {
    int cut = label.indexOf('=');
    String found = event.attributes().get(cut < 0 ? label : label.substring(0, cut));
    return found != null && (cut < 0 || found.equals(label.substring(cut + 1)));
  }
}
