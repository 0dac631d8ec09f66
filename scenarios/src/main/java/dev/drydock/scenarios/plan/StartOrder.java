package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sorts services so that each comes after those it depends on, otherwise in the order of the file.
final class StartOrder {

  private static final String SERVICE = "service:";

  private final Map<String, Service> waiting = new LinkedHashMap<>();
  private final Set<String> disabled;
  private final Diagnostics diagnostics;

  StartOrder(List<Service> services, Set<String> disabled, Diagnostics diagnostics) {
    services.forEach(service -> waiting.put(service.name().value(), service));
    this.disabled = disabled;
    this.diagnostics = diagnostics;
  }

  /// Takes the first service that waits for no other one, again and again (Kahn's algorithm).
  List<Service> sorted() {
    var needs = new LinkedHashMap<String, List<String>>();
    waiting.forEach((name, service) -> needs.put(name, known(service)));
    var sorted = new ArrayList<Service>();
    while (!waiting.isEmpty()) {
      var next = waiting.values().stream().filter(s -> isReady(s, needs)).findFirst();
      if (next.isEmpty()) {
        tellCycle(needs);
        sorted.addAll(waiting.values());
        return sorted;
      }
      waiting.remove(next.get().name().value());
      sorted.add(next.get());
    }
    return sorted;
  }

  private boolean isReady(Service service, Map<String, List<String>> needs) {
    return needs.getOrDefault(service.name().value(), List.of()).stream()
        .noneMatch(waiting::containsKey);
  }

  /// The services that one needs; unknown ones are told.
  private List<String> known(Service service) {
    var known = new ArrayList<String>();
    for (var need : needs(service)) {
      var name = need.service().value();
      if (waiting.containsKey(name)) {
        known.add(name);
      } else if (need.isRequired()) {
        tellUnknown(service, need.service());
      }
    }
    return known;
  }

  private void tellUnknown(Service service, Located<String> need) {
    var isDisabled = disabled.contains(need.value());
    diagnostics.error(
        need.place(),
        "service \"%s\" depends on undefined service \"%s\""
            .formatted(service.name().value(), need.value()),
        isDisabled
            ? "its profile is not active; activate it with --profile"
            : Spelling.hint(need.value(), waiting.keySet()));
  }

  /// `depends_on` and what links and a shared network imply, as compose-go's Normalize.
  private static List<Service.Dependency> needs(Service service) {
    var needs = new ArrayList<>(service.scaling().dependsOn());
    for (var link : service.joins().links()) {
      if (!link.isExternal()) {
        needs.add(new Service.Dependency(link.target(), true));
      }
    }
    var mode = service.joins().networkMode();
    if (mode != null && mode.value().startsWith(SERVICE)) {
      var name = mode.value().substring(SERVICE.length());
      needs.add(new Service.Dependency(new Located<>(name, mode.place()), true));
    }
    return needs;
  }

  /// Follows one need after another until a service comes again.
  private void tellCycle(Map<String, List<String>> needs) {
    var way = new ArrayList<String>();
    var at = waiting.keySet().iterator().next();
    while (!way.contains(at)) {
      way.add(at);
      at =
          needs.getOrDefault(at, List.of()).stream()
              .filter(waiting::containsKey)
              .findFirst()
              .orElse(at);
    }
    var cycle = new ArrayList<>(way.subList(way.indexOf(at), way.size()));
    cycle.add(at);
    var first = waiting.get(at);
    if (first != null) {
      diagnostics.error(
          first.name().place(),
          "dependency cycle detected: " + String.join(" -> ", cycle),
          "take one of the depends_on, links or network_mode away");
    }
  }
}
